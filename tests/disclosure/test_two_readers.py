"""A public report is read by funders too, who were told more: each proves nothing, whichever report came first.

The public knows public reports only, so what a funder was told may not show in what the public is told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from outreach.database import reading
from outreach.demo import promised
from outreach.demo import published as demo_published
from outreach.disclosure.attacker import attack_tables
from outreach.disclosure.cells import HELD, Asked, Protected, Release, key
from outreach.disclosure.protect import Pattern, protect
from outreach.reports.editions import starting
from outreach.reports.editions import store as editions
from outreach.reports.template.rules import PUBLIC
from outreach.team import store as team_store
from tests.disclosure.populations import Population
from tests.disclosure.test_protect_releases import AGES, Q1, programme, report
from tests.disclosure.towns import asked, published, town
from tests.reports.filled import fill

K = {"public": 11, "funder": 5}
ORDERS = (("funder", "public"), ("public", "funder"))
TODAY = date(2026, 11, 20)


def told(made: Pattern, wishes: Sequence[Asked], who: str) -> tuple[Release, dict[str, Any]]:
    """A release as its reader holds it, and as an attacker reads it."""
    terms = {one.key: one.terms for one in wishes if one.terms and one.key in made.cells}
    return Release(who, K[who], made.cells, terms), published(made.cells, wishes, K[who])


def beside(held: Sequence[Release], who: str) -> list[Release]:
    """What was released before, as the ledger of a reader tells it."""
    return [replace(one, others=who == "public" and one.name != who) for one in held]


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_neither_the_public_nor_a_funder_proves_anything_in_either_order(order: Sequence[str]) -> None:
    of = town(4, quarters=3, contacts=300, zones=3)
    held: list[Release] = []
    files: list[tuple[str, dict[str, Any]]] = []
    for n, who in ((n, who) for n in (0, 3, 6) for who in order):
        zones = of.zones[:2] if who == "funder" else ()
        wishes = asked(of, of.time[n : n + 3], zones=zones, fine=False)
        made = protect(wishes, of, beside(held, who), K[who], 120)
        assert made.dropped == []
        release, file = told(made, wishes, who)
        held.append(release)
        files.append((who, file))
        if who == order[1]:
            own = attack_tables([file for reader, file in files if reader == "public"])
            both = attack_tables([file for _, file in files], told_more=True)
            assert (own.found, own.notes, both.found, both.notes) == ([], [], [], [])


def test_a_public_report_that_does_not_plan_for_the_funder_falls() -> None:
    """The second proof is needed: without it the same attack on the same town succeeds."""
    of = town(4, quarters=1, contacts=600, zones=4)
    files = []
    for who, zones in (("funder", of.zones[:2]), ("public", ())):
        wishes = asked(of, of.time, zones=zones, fine=False)
        files.append(told(protect(wishes, of, [], K[who]), wishes, who)[1])
    assert attack_tables(files, told_more=True).found


def test_what_a_funder_was_told_of_few_people_is_not_told_to_the_public() -> None:
    of = Population({"units": [{"time": "2026-01", "zone": "z0", "item": "NS01", "#": "90"}]})
    at = key("units", {"time": Q1, "item": "NS01"})
    wishes = [Asked(at, 90, 7, "units", 1)]  # to seven people
    funder = protect(wishes, of, [], 5)
    assert funder.cells[at] == Protected(90)
    public = protect(wishes, of, [Release("funder", 5, funder.cells, {}, others=True)], 11)
    assert public.cells[at] == Protected(None, HELD)


def test_the_public_is_told_the_same_number_as_the_funder_when_a_record_comes_late() -> None:
    before = programme(150, 3, Q1)
    first = protect(report(before, Q1), before, [], 5)
    now = Population(
        {"contacts": [*before.rows["contacts"], *[{"time": "2026-02", "zone": "z1", "age": "a1"}] * 2]}
    )
    public = protect(report(now, Q1), now, [Release("funder", 5, first.cells, {}, others=True)], 11)
    assert public.cells[key("contacts", {"time": Q1})] == Protected(150)
    shown = {at: cell for at, cell in public.cells.items() if cell.value is not None}
    assert len(shown) > len(AGES)
    assert shown.items() <= {**shown, **first.cells}.items()
    files = [
        {"about": {"threshold": k}, "terms": {}, "cells": {str(at): _told(c) for at, c in made.cells.items()}}
        for k, made in ((5, first), (11, public))
    ]
    assert attack_tables(files, told_more=True).safe
    assert attack_tables(files[1:]).safe


def _told(cell: Protected) -> dict[str, Any]:
    return {"mark": cell.mark} if cell.value is None else {"value": cell.value}


@pytest.fixture
def demo(app: Flask, run: Callable[..., Any], clock: Any) -> Flask:
    """A year of the demo in small, with its funder, its templates and the two people who publish."""
    run(fill, 1200, TODAY)
    run(promised.promise, TODAY)
    for login in (demo_published.AUTHOR, demo_published.APPROVER):
        who = {
            "name": login.title(),
            "login": login,
            "role": "coordinator",
            "password_hash": "x",
            "team_id": 1,
        }
        run(lambda conn, who=who: team_store.add_member(conn, **who))
    return app


def proofs(
    demo: Flask, monkeypatch: pytest.MonkeyPatch, order: Sequence[str], periods: Sequence[str]
) -> list[Any]:
    """Publishes each period to both by author, approver and the real gate; what each attack found, and how many
    earlier files it was made beside."""
    with demo.app_context():
        for period in periods:
            monkeypatch.setattr(demo_published, "_closed", lambda _template, period=period: period)
            with reading() as conn:
                templates = starting.templates(conn)[1:]
            for template in sorted(
                templates, key=lambda one: (one.audience == PUBLIC) == (order[0] == "funder")
            ):
                demo_published._publish(template)
        with reading() as conn:
            out = [json.loads(one.proof) for one in reversed(editions.all_published(conn))]
    return [(one["found"], one["complete"], one["earlier"]) for one in out]


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # this is not about queries
@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_three_quarters_are_published_in_either_order(
    demo: Flask, monkeypatch: pytest.MonkeyPatch, order: Sequence[str]
) -> None:
    found = proofs(demo, monkeypatch, order, ("2026Q1", "2026Q2", "2026Q3"))
    assert found == [(0, True, before) for before in range(6)]
