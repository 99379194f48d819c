"""From the store to the file: each number in a report is the figures' number, or hidden."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from outreach.database import reading
from outreach.figures import store as figures
from outreach.figures.rules import parse_period
from outreach.places.store import zone_names
from outreach.reports import build, commands
from outreach.reports.drafting import draft
from outreach.reports.parts import Content
from outreach.reports.rules import Wish
from tests.reports.filled import fill
from tests.reports.test_contents import table

TODAY = date(2026, 11, 20)
Q3 = parse_period("2026Q3", TODAY)
HIDDEN = {"<5", "withheld"}


@pytest.fixture
def filled(app: Flask, run: Callable[..., Any], clock: Any) -> Flask:
    """A store with a year of the demo."""
    run(fill, 900, TODAY)
    return app


@pytest.fixture
def report(filled: Flask) -> Content:
    """The composed report of the third quarter."""
    return composed(filled, "2026Q3")


def composed(app: Flask, period: str, threshold: int = 5) -> Content:
    """A draft of one period, as a report."""
    with app.app_context(), reading() as conn:
        return build.compose(draft(conn, Wish(period, threshold), TODAY))


def left_out(app: Flask) -> list[str]:
    """Tables that were dropped because no pattern could be proven safe."""
    with app.app_context(), reading() as conn:
        return list(draft(conn, Wish("2026Q3", 5), TODAY).about["left_out"])


def same(shown: dict[str, str], true: dict[str, int]) -> bool:
    """Every shown value is the true one or hidden, and some are shown."""
    assert set(shown) <= set(true)
    seen = {name: label for name, label in shown.items() if label not in HIDDEN}
    return bool(seen) and all(label == f"{true[name]:,}" for name, label in seen.items())


def test_zones_are_the_figures_or_hidden(filled: Flask, report: Content) -> None:
    with filled.app_context(), reading() as conn:
        names, found = zone_names(conn), figures.tally(conn, Q3, "zone")
    true = {
        name: found[str(number)].contacts if str(number) in found else 0 for number, name in names.items()
    }
    rows = table("Contacts by zone", report)
    assert same({name: rows[name][1] for name in true}, true)


def test_referrals_are_the_figures_or_hidden(filled: Flask, report: Content) -> None:
    with filled.app_context(), reading() as conn:
        offered = sum(steps.offered for steps in figures.funnel(conn, Q3).values())
    assert table("Referrals by type", report)["All referrals"][0] == f"{offered:,}"


def test_the_summary_is_the_figures(filled: Flask, report: Content) -> None:
    with filled.app_context(), reading() as conn:
        summary = figures.summary(conn, Q3)
    rows = table("This period and those before", report)
    assert rows["Contacts"][3] == f"{summary.contacts:,}"
    assert rows["Different codes"][3] == f"{summary.distinct_codes:,}"
    assert table("Used needles brought back", report)["All"][1] in (f"{summary.returned:,}", "withheld")


def test_months_are_the_figures_or_hidden(filled: Flask, report: Content) -> None:
    with filled.app_context(), reading() as conn:
        found = figures.tally(conn, Q3, "month")
        kits = figures.handed_out(conn, Q3, ("month", "item"))
    true = {m: kits.get((m, "NX10"), (0, 0))[0] + kits.get((m, "NX11"), (0, 0))[0] for m in Q3.months}
    shown = table("Naloxone kits each month", report)["Kits"][-3:]
    assert same(dict(zip(Q3.months, shown, strict=True)), true)
    if "months" not in left_out(filled):  # the finest table goes first where nothing can be proven
        contacts = table("Contacts each month", report)["Contacts"][-3:]
        assert same(dict(zip(Q3.months, contacts, strict=True)), {m: found[m].contacts for m in Q3.months})


def call(app: Flask, *words: str) -> Any:
    """Runs `outreach report` as the console does."""
    with app.app_context():
        return CliRunner().invoke(commands.report, words)


def test_the_command_writes_a_pdf_whose_text_holds_the_figures(filled: Flask, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    done = call(filled, "--period", "2026Q3", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert "WeasyPrint" not in done.output
    text = subprocess.run(
        ["pdftotext", "-layout", out, "-"], check=True, capture_output=True, text=True
    ).stdout
    with filled.app_context(), reading() as conn:
        contacts = figures.summary(conn, Q3).contacts
    assert f"made {contacts:,} contacts" in re.sub(r"\s+", " ", text)


def test_a_running_quarter_is_marked(filled: Flask) -> None:
    made = composed(filled, "2026Q4")
    assert "still running" in made.draft


@pytest.mark.parametrize(("period", "threshold"), [("2026", 11), ("2026-08", 5)])
def test_every_calendar_period_can_be_made(filled: Flask, period: str, threshold: int) -> None:
    made = composed(filled, period, threshold)
    assert next(section.key for section in made.sections) == "key_figures"
    assert len(made.sections) >= 10


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
