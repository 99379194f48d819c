"""The rows of a report are what the programme offers or asks: they say nothing about a small number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection

from outreach.database import reading
from outreach.disclosure.cells import TIME, Protected, Release, key
from outreach.figures.rules import parse_period
from outreach.places import store as places
from outreach.reports.content import menu, scene
from outreach.reports.content.document import TableSpec
from outreach.supplies import store as supplies
from tests.reports.filled import fill

TODAY = date(2026, 11, 20)
Q3 = parse_period("2026Q3", TODAY)
RING = [[[8.0, 50.0], [8.1, 50.0], [8.1, 50.1], [8.0, 50.0]]]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # this is not about queries


def rows(app: Flask, earlier: tuple[Release, ...] = ()) -> dict[str, tuple[TableSpec, list[tuple[str, ...]]]]:
    """The tables of a report of the third quarter, each with the categories of its rows."""
    with app.app_context(), reading() as conn:
        here, _ = scene.read(conn, Q3, TODAY, earlier)
    return {spec.id: (spec, [head.categories for head in spec.down]) for spec in menu.tables(here)}


@pytest.fixture
def programme(app: Flask, run: Callable[..., Any], clock: Any) -> Flask:
    """A programme with hardly a contact."""
    run(fill, 3, TODAY)
    return app


def test_a_programme_of_three_contacts_has_the_rows_of_one_without_any(
    programme: Flask, run: Callable[..., Any]
) -> None:
    few = {name: found for name, (_, found) in rows(programme).items() if name not in ("people", "past")}
    run(lambda conn: conn.exec_driver_sql("DELETE FROM month_tally"))
    none = {name: found for name, (_, found) in rows(programme).items() if name not in ("people", "past")}
    assert few == none
    assert len(few["setting"]) == 9
    assert len(few["unmet"]) > 10


def test_what_is_not_offered_has_no_row_but_is_counted_with_the_rest(programme: Flask) -> None:
    found = rows(programme)
    *types, rest = found["referrals"][1]
    assert all(len(categories) == 1 for categories in types)
    assert "R.SWORG" in rest
    ages = [categories for categories in found["age_gender"][1] if len(categories) == 1]
    assert ages == [("18-24",), ("25-29",), ("30-39",), ("40-49",), ("50+",)]


def test_items_are_offered_when_they_are_usual_in_a_bundle_or_came_into_a_store(
    run: Callable[..., Any],
) -> None:
    run(supplies.fill_catalogue)
    offered = run(supplies.offered)
    assert {"SX01", "NX10", "NS01"} <= offered
    assert "PH01" not in offered
    run(supplies.set_usual, ["PH01"])
    assert "PH01" in run(supplies.offered)


def close(conn: Connection, name: str) -> int:
    number = places.save_zone(conn, name, RING)
    places.retire_zone(conn, number)
    return number


def test_a_closed_zone_stands_with_the_rest_unless_a_number_of_it_was_told(
    programme: Flask, run: Callable[..., Any]
) -> None:
    closed = [str(run(close, name)) for name in ("Old Mill", "Fair Ground")]
    *_, rest = rows(programme)["zones"][1]
    assert set(rest) == set(closed)
    at = key("contacts", {TIME: Q3.months, "zone": closed[0]})
    told = Release("Q3", 5, {at: Protected(40)}, {})
    *zones, rest = rows(programme, (told,))["zones"][1]
    assert (closed[0],) in zones
    assert rest == (closed[1],)
    only_others = Release("Q3", 5, {at: Protected(40)}, {}, others=True)
    assert set(rows(programme, (only_others,))["zones"][1][-1]) == set(closed)
