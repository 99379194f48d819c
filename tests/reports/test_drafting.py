"""A draft as data: every cell is the true number or hidden, and tables hold together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert

from outreach.database import reading
from outreach.disclosure.cells import TIME, Protected, Release, key
from outreach.errors import BadInputError
from outreach.figures import store as figures
from outreach.figures.models import Sealed
from outreach.figures.rules import parse_period
from outreach.reports.content import drafting, menu, scene
from outreach.reports.content.document import Document, from_json
from outreach.reports.content.rules import Wish
from tests.reports.filled import fill

TODAY = date(2026, 11, 20)
Q3 = parse_period("2026Q3", TODAY)


@pytest.fixture
def filled(app: Flask, run: Callable[..., Any], clock: Any) -> Flask:
    """A store with a year of the demo."""
    run(fill, 900, TODAY)
    return app


@pytest.fixture
def draft(filled: Flask) -> Document:
    """The draft of the third quarter for a named funder."""
    with filled.app_context(), reading() as conn:
        return drafting.draft(conn, Wish("2026Q3", 5), TODAY)


def test_a_draft_survives_being_frozen(draft: Document) -> None:
    assert from_json(draft.to_json()).to_json() == draft.to_json()


def test_every_printed_number_is_the_true_one(filled: Flask, draft: Document) -> None:
    with filled.app_context(), reading() as conn:
        here, truth = scene.read(conn, Q3, TODAY)
    asked = {a.key: a for a in menu.asked(menu.tables(here), truth)}
    shown = {at: cell.value for at, cell in draft.cells.items() if cell.value is not None}
    assert len(shown) > 100
    assert shown == {at: asked[at].value for at in shown}


def test_no_printed_number_stands_for_fewer_contacts_than_the_threshold(
    filled: Flask, draft: Document
) -> None:
    with filled.app_context(), reading() as conn:
        here, truth = scene.read(conn, Q3, TODAY)
    asked = {a.key: a for a in menu.asked(menu.tables(here), truth)}
    assert all(asked[at].contacts >= 5 for at, cell in draft.cells.items() if cell.value is not None)


def test_the_true_counts_are_the_figures_of_the_desk(filled: Flask) -> None:
    with filled.app_context(), reading() as conn:
        _, truth = scene.read(conn, Q3, TODAY)
        summary = figures.summary(conn, Q3)
        zones = figures.tally(conn, Q3, "zone")
        population = figures.tally(conn, Q3, "population")
    months = Q3.months
    assert truth.count(key("contacts", {TIME: months})) == summary.contacts
    assert truth.count(key("contacts", {TIME: months, "coded": "no"})) == summary.without_code
    assert truth.count(key("returned", {TIME: months})) == summary.returned
    for zone, tally in zones.items():
        assert truth.count(key("contacts", {TIME: months, "zone": zone})) == tally.contacts
    for code, tally in population.items():
        assert truth.count(key("contacts", {TIME: months, f"pop.{code}": "yes"})) == tally.contacts


def test_every_place_of_every_table_is_in_the_document(draft: Document) -> None:
    missing = {str(at) for spec in draft.tables for at in spec.places()} - {str(at) for at in draft.cells}
    assert not missing


def test_a_report_about_two_zones_tells_only_of_them(filled: Flask) -> None:
    with filled.app_context(), reading() as conn:
        zones = figures.tally(conn, Q3, "zone")
        some = sorted(zones, key=lambda zone: -zones[zone].contacts)[:2]
        draft = drafting.draft(conn, Wish("2026Q3", 5, zones=tuple(map(int, some))), TODAY)
    total = draft.cell(key("contacts", {"zone": some, TIME: Q3.months}))
    assert total.value == sum(zones[zone].contacts for zone in some)
    assert {spec.id: len(spec.down) for spec in draft.tables}["zones"] == 2
    assert all(at.of("zone") for at in draft.cells)


def test_all_sites_together_are_the_programme(filled: Flask) -> None:
    with filled.app_context(), reading() as conn:
        _, whole = scene.read(conn, Q3, TODAY)
        here, by_site = scene.read(conn, Q3, TODAY, scope={"site": ("1",)})
    months = Q3.months
    for measure, dims in (("contacts", ("age", "gender")), ("referrals", ("type",)), ("units", ("item",))):
        assert +by_site.joint(measure, dims) == +whole.joint(measure, dims)
    some = by_site.count(key("contacts", {"site": "1", TIME: months}))
    assert 0 < some < whole.count(key("contacts", {TIME: months}))
    assert here.scope == {"site": ("1",)}


def test_an_old_report_about_a_site_does_not_stop_new_ones_when_its_contacts_are_erased(
    filled: Flask, run: Callable[..., Any]
) -> None:
    old = key("contacts", {TIME: parse_period("2025Q3", TODAY).months, "site": "1"})
    earlier = [Release("old", 5, {old: Protected(40)}, {})]
    run(lambda conn: conn.execute(insert(Sealed).values(month="2025-08", sealed_on=TODAY, digest=bytes(32))))
    with filled.app_context(), reading() as conn:
        _, truth = scene.read(conn, Q3, TODAY, earlier)
        assert truth.count(key("contacts", {TIME: Q3.months})) == figures.summary(conn, Q3).contacts
        _, by_site = scene.read(conn, Q3, TODAY, earlier, {"site": ("1",)})
        assert by_site.count(key("contacts", {TIME: Q3.months, "site": "1"}))
        with pytest.raises(BadInputError, match="have been erased"):
            scene.read(conn, parse_period("2025Q4", TODAY), TODAY, earlier, {"site": ("1",)})
