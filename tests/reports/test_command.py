"""`outreach report`: a quick draft as a file, and what cannot be reported is said before any work."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from outreach.database import reading
from outreach.errors import ReportFailedError
from outreach.figures import store as figures
from outreach.figures.rules import parse_period
from outreach.reports import apart, commands, page_commands
from outreach.reports.content.rules import Wish
from tests.reports.filled import fill

TODAY = date(2026, 11, 20)
apart_page = apart.page


@pytest.fixture
def database() -> str:
    """The queries behind it are tried on both databases in test_figures.py."""
    return "sqlite"


@pytest.fixture(autouse=True)
def page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is made here, where the clock of the tests is; the real process of its own is tried below."""
    monkeypatch.setattr(apart, "page", lambda _instance, wish, progress: page_commands.made(wish, progress))


def call(app: Flask, *words: str) -> Any:
    """Runs `outreach report` as the console does."""
    with app.app_context():
        return CliRunner().invoke(commands.report, words)


def test_the_command_writes_a_pdf_whose_text_holds_the_figures(
    app: Flask, run: Callable[..., Any], clock: Any, tmp_path: Path
) -> None:
    run(fill, 600, TODAY)
    out = tmp_path / "report.pdf"
    done = call(app, "--period", "2026Q3", "--language", "es", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert "WeasyPrint" not in done.output
    text = subprocess.run(
        ["pdftotext", "-layout", out, "-"], check=True, capture_output=True, text=True
    ).stdout
    with app.app_context(), reading() as conn:
        contacts = figures.summary(conn, parse_period("2026Q3", TODAY)).contacts
    words = re.sub(r"\s+", " ", text)
    assert f"hizo {contacts} contactos" in words
    assert words.count("Borrador: no publicar") >= 10


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2026Q5", "A period looks like"),
        ("28d", "A report is about a month"),
        ("2027Q1", "has not begun"),
        ("2026Q3", "fewer than 5 contacts in July to September 2026"),
    ],
)
def test_what_cannot_be_reported_is_said_plainly(
    app: Flask, clock: Any, tmp_path: Path, period: str, words: str
) -> None:
    done = call(app, "--period", period, "--out", str(tmp_path / "a.pdf"))
    assert words in str(done.exception)
    assert not list(tmp_path.glob("*.pdf"))


def test_one_contact_is_not_a_report(app: Flask, run: Callable[..., Any], clock: Any, tmp_path: Path) -> None:
    run(fill, 1, TODAY)
    done = call(app, "--period", "2026", "--out", str(tmp_path / "a.pdf"))
    assert "every number would be hidden" in str(done.exception)


def test_a_place_that_cannot_be_written_is_told_before_the_work(
    app: Flask, clock: Any, tmp_path: Path
) -> None:
    there = tmp_path / "there.pdf"
    there.write_text("mine")
    assert "no folder" in str(call(app, "--period", "2026Q3", "--out", str(tmp_path / "no/a.pdf")).exception)
    assert "exists already" in str(call(app, "--period", "2026Q3", "--out", str(there)).exception)
    assert there.read_text() == "mine"


def test_the_process_that_makes_the_page_says_itself_what_is_wrong(tmp_path: Path) -> None:
    command = (sys.executable, "-m", "outreach", "--instance", str(tmp_path))
    subprocess.run([*command, "init"], check=True, capture_output=True)
    asked = [*command, "report", "--period", "2026Q5", "--out", str(tmp_path / "a.pdf")]
    done = subprocess.run(asked, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (
        1,
        "Error: A period looks like 2026, 2026H1, 2026Q3, 2026-10, 2026FY10 or 28d.\n",
    )
    assert not list(tmp_path.glob("*.pdf"))


def test_a_process_that_is_killed_is_told_as_a_failed_report(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    killed = tmp_path / "killed"
    killed.write_text("#!/bin/sh\nkill -9 $$\n")
    killed.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(killed))
    with pytest.raises(ReportFailedError):
        apart_page(None, Wish("2026Q3", 5), lambda _step, _name: None)
