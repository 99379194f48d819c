"""What `./dev run` does before it serves: the demo once, its sign-ins once, also after it was cut off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Connection, func, insert, select

from outreach import create_app, serving
from outreach.cli import cli
from outreach.database import reading, transaction
from outreach.places.models import Zone
from outreach.serving import Place

Start = Callable[[], Result]


class Demo:
    """Stands in for the real demo: one zone; can be cut off after it."""

    cut = False
    times = 0

    def fill(self) -> None:
        self.times += 1
        with transaction() as conn:
            conn.execute(insert(Zone.__table__), {"name": "North quay", "polygon": "[]", "active": True})
        if self.cut:
            raise KeyboardInterrupt


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> Demo:
    """The stand-in, in the place of `outreach demo`; nothing is served."""
    made = Demo()
    monkeypatch.setitem(cli.commands, "demo", click.Command("demo", callback=made.fill))
    monkeypatch.setattr(serving, "choose_place", lambda port, phone: Place(port))
    monkeypatch.setattr(serving, "serve", lambda app, place: None)
    return made


@pytest.fixture
def start(tmp_path: Path, demo: Demo) -> Start:
    """`outreach run --demo` in an own folder."""
    words = ["--instance", str(tmp_path / "i"), "run", "--demo"]
    return lambda: CliRunner().invoke(cli, words)


def zones(folder: Path) -> int:
    def count(conn: Connection) -> int:
        return int(conn.execute(select(func.count()).select_from(Zone.__table__)).scalar_one())

    with create_app(instance=folder).app_context(), reading() as conn:
        return count(conn)


def test_sign_ins_are_shown_once(start: Start, demo: Demo) -> None:
    first, second = start().output, start().output
    assert [line.split()[0] for line in first.splitlines() if "-" in line and "  " in line][:3] == [
        "ada",
        "bo",
        "fay",
    ]
    assert "shown when they were made" in second
    assert demo.times == 1


def test_a_demo_that_was_cut_off_is_made_again_from_the_start(
    start: Start, demo: Demo, tmp_path: Path
) -> None:
    demo.cut = True
    assert start().exit_code == 1
    demo.cut = False
    assert start().exit_code == 0
    assert (demo.times, zones(tmp_path / "i")) == (2, 1)


def test_a_store_that_was_filled_by_hand_is_left_alone(start: Start, demo: Demo, tmp_path: Path) -> None:
    CliRunner().invoke(cli, ["--instance", str(tmp_path / "i"), "init"])
    with create_app(instance=tmp_path / "i").app_context():
        demo.fill()
    assert "ada" in start().output
    assert demo.times == 1
