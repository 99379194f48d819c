"""From the store to the file: each number in a report is the figures' number, or hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from outreach.database import reading
from outreach.figures import store as figures
from outreach.figures.rules import parse_period
from outreach.places.store import zone_names
from outreach.reports import build
from outreach.reports.content.document import Document
from outreach.reports.content.drafting import draft
from outreach.reports.content.parts import Content
from outreach.reports.content.rules import Wish
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


def composed(app: Flask, period: str, threshold: int = 5) -> tuple[Document, Content]:
    """A draft of one period, and the report that is made of it."""
    with app.app_context(), reading() as conn:
        made = draft(conn, Wish(period, threshold), TODAY)
    return made, build.compose(made)


def same(shown: dict[str, str], true: dict[str, int]) -> bool:
    """Every shown value is the true one or hidden, and some are shown."""
    assert set(shown) <= set(true)
    seen = {name: label for name, label in shown.items() if label not in HIDDEN}
    return bool(seen) and all(label == f"{true[name]:,}" for name, label in seen.items())


def test_every_table_says_the_figures_or_hides_them(filled: Flask) -> None:
    made, report = composed(filled, "2026Q3")
    with filled.app_context(), reading() as conn:
        names, zones = zone_names(conn), figures.tally(conn, Q3, "zone")
        months, kits = figures.tally(conn, Q3, "month"), figures.handed_out(conn, Q3, ("month", "item"))
        offered = sum(steps.offered for steps in figures.funnel(conn, Q3).values())
        summary = figures.summary(conn, Q3)
    rows = table("Contacts by zone", report)
    true = {name: zones[str(n)].contacts if str(n) in zones else 0 for n, name in names.items()}
    assert same({name: rows[name][1] for name in true}, true)
    assert table("Referrals by type", report)["All referrals"][0] == f"{offered:,}"
    past = table("This period and those before", report)
    assert past["Contacts"][3] == f"{summary.contacts:,}"
    assert past["Different codes"][3] == f"{summary.distinct_codes:,}"
    assert table("Used needles brought back", report)["All"][1] in (f"{summary.returned:,}", "withheld")
    given = {m: kits.get((m, "NX10"), (0, 0))[0] + kits.get((m, "NX11"), (0, 0))[0] for m in Q3.months}
    shown = table("Naloxone kits each month", report)["Kits"][-3:]
    assert same(dict(zip(Q3.months, shown, strict=True)), given)
    if "months" not in made.about["left_out"]:  # the finest table goes first where nothing can be proven
        contacts = table("Contacts each month", report)["Contacts"][-3:]
        assert same(dict(zip(Q3.months, contacts, strict=True)), {m: months[m].contacts for m in Q3.months})


def test_years_months_and_what_still_runs_can_be_made(filled: Flask) -> None:
    for period, threshold, running in (("2026", 11, True), ("2026-08", 5, False), ("2026Q4", 5, True)):
        _, report = composed(filled, period, threshold)
        assert report.sections[0].key == "key_figures"
        assert len(report.sections) >= 10
        assert ("still running" in report.draft) is running
