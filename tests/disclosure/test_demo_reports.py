"""The demo's own reports, from the records to the finished file: an attacker proves nothing from any of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from outreach.database import reading
from outreach.demo import promised
from outreach.disclosure.attacker import attack
from outreach.disclosure.cells import Release
from outreach.reports import build
from outreach.reports.content import drafting
from outreach.reports.editions import starting
from outreach.reports.editions import store as editions
from outreach.reports.template.rules import PUBLIC
from tests.reports.filled import fill

TODAY = date(2026, 11, 20)
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # this is not about queries


@pytest.fixture
def demo(app: Flask, run: Callable[..., Any], clock: Any) -> Flask:
    """A year of the demo in small, with its funder, its templates and its targets."""
    run(fill, 1200, TODAY)
    run(promised.promise, TODAY)
    return app


def published(demo: Flask, periods: tuple[str, ...]) -> list[str]:
    """Publishes a report of each template for each period; what an attack finds in each, with all before it."""
    told: dict[str, list[tuple[Release, bytes]]] = {}
    found = []
    with demo.app_context(), reading() as conn:
        for period in periods:
            for template in sorted(starting.templates(conn)[1:], key=lambda one: one.audience != PUBLIC):
                wish = starting.wish_for(conn, template, period)
                held = [one for audience in {PUBLIC, wish.audience} for one in told.get(audience, [])]
                document = drafting.draft(conn, wish, TODAY, [release for release, _ in held])
                pdf, complaints = build.draw(document, wish.paper)
                assert complaints == []
                verdict = attack(pdf, [file for _, file in held], seconds=120)
                assert verdict.tried > 20
                found += [f"{period} {wish.audience}: {one.kind}" for one in verdict.found] + verdict.notes
                number = sum(map(len, told.values())) + 1
                told.setdefault(wish.audience, []).append((editions.release(number, document), pdf))
    assert sum(map(len, told.values())) == len(periods) * 2
    return found


def test_nothing_is_provable_from_a_report_of_each_template_of_the_demo(demo: Flask) -> None:
    assert published(demo, ("2026Q3",)) == []


@pytest.mark.long
def test_nothing_is_provable_from_three_quarters_of_each_template_of_the_demo(demo: Flask) -> None:
    assert published(demo, ("2026Q1", "2026Q2", "2026Q3")) == []
