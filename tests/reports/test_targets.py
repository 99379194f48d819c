"""Targets and size estimates: what holds for which report, how far it is, and the desk's page of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from outreach.database import reading
from outreach.errors import InvalidTemplateError
from outreach.figures.rules import parse_period
from outreach.reports.indicators import definitions as indicator_packs
from outreach.reports.indicators import store as target_store
from outreach.reports.indicators import target_rules
from outreach.reports.indicators.standing_now import standing
from outreach.reports.indicators.target_rules import Aim, Estimate, Target
from outreach.team import audit
from tests.figures.world import TODAY
from tests.reports import known_programme as known
from tests.team.people import People, form

Run = Callable[..., Any]
PACKS = indicator_packs.load()
NEEDLES = PACKS.find("community:NEEDLES")[1]
ATTENDED = PACKS.find("community:ATTENDED")[1]
PEOPLE = PACKS.find("community:PEOPLE")[1]
PWID = Estimate("pwid", 420, 350, 560, 2025, "Health office")
ON_ONE_STORE = pytest.mark.parametrize(
    "database", ["sqlite"], indirect=True
)  # pages, no queries of their own


def target(period: str, value: float, code: str = "NEEDLES") -> Target:
    return Target("community", code, period, value)


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([], None),
        ([target("2026Q3", 9000)], Aim(9000, "2026Q3")),
        ([target("2026", 40_000)], Aim(10_000, "2026Q3", "2026")),  # its share of the year's target
        ([target("2026", 40_000), target("2026H2", 24_000)], Aim(12_000, "2026Q3", "2026H2")),  # the nearest
        ([target("2026", 40_000), target("2026Q3", 9000)], Aim(9000, "2026Q3")),
        ([target("2025FY10", 40_000)], Aim(10_000, "2026Q3", "2025FY10")),
        ([target("2025", 40_000), target("2026-08", 3000), target("2026Q2", 1)], None),
        ([target("2026", 40_000, "KITS")], None),
    ],
)
def test_a_report_has_the_target_of_its_period_or_its_share(
    targets: list[Target], expected: Aim | None
) -> None:
    assert target_rules.aim(targets, NEEDLES, parse_period("2026Q3")) == expected


@pytest.mark.parametrize("one", [ATTENDED, PEOPLE])
def test_shares_and_people_are_not_divided_over_months(one: Any) -> None:
    year = [target("2026", 60, one.code)]
    assert target_rules.aim(year, one, parse_period("2026Q3")) is None
    assert target_rules.aim(year, one, parse_period("2026")) == Aim(60, "2026")


@pytest.mark.parametrize(
    ("better", "value", "low", "high", "reached", "done"),
    [
        ("more", 100, None, None, True, 100),
        ("more", 99, None, None, False, 99),
        ("less", 100, None, None, True, 100),
        ("less", 101, None, None, False, 101),
        ("neither", 101, None, None, None, None),
        ("more", None, 100, 180, True, None),
        ("more", None, 60, 99, False, None),
        ("more", None, 60, 180, None, None),  # somewhere in the range: not known
        ("more", None, 60, None, None, None),  # "at least 60"
        ("less", None, 101, None, False, None),
        ("more", None, None, None, None, None),  # hidden
    ],
)
def test_whether_a_target_is_reached_follows_from_printed_numbers(
    better: str,
    value: float | None,
    low: int | None,
    high: int | None,
    reached: bool | None,
    done: int | None,
) -> None:
    found = target_rules.progress(Aim(100, "2026Q3"), better, value, low, high)
    assert found == {"reached": reached, "progress": done}


def test_the_newest_estimate_of_the_same_places_counts() -> None:
    known = [
        PWID,
        replace(PWID, year=2026, people=500),
        replace(PWID, zones=(1, 2), people=90),
        replace(PWID, year=2030),
    ]
    people = [
        (found := target_rules.estimate_for(known, "pwid", scope, start)) and found.people
        for scope, start in (
            ({}, "2026-07-01"), ({}, "2025-07-01"), ({}, "2024-07-01"), ({"zone": ("2", "1")}, "2026-07-01"),
            ({"zone": ("1",)}, "2026-07-01"), ({"site": ("1",)}, "2026-07-01"),
        )
    ]  # fmt: skip
    assert people == [500, 420, None, 90, None, None]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"people": 0}, "people"), ({"low": 500}, "low"), ({"high": 400}, "low"), ({"year": 1999}, "year"),
        ({"year": 2027}, "year"), ({"source": "  "}, "source"), ({"population": "cats"}, "population"),
    ],
)  # fmt: skip
def test_an_estimate_without_sense_or_source_is_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidTemplateError) as problem:
        target_rules.check_estimate(replace(PWID, **changed), 2026)
    assert problem.value.code == field


def test_how_far_a_target_is_today(app: Flask, run: Run) -> None:
    run(known.fill)
    aims = [
        target("2026Q4", 1000),
        target("2027", 1),
        target("2026Q4", 1, "GONE"),
        target("2026", 60, "ATTENDED"),
    ]
    for one in aims:
        run(target_store.save_target, one)
    with app.app_context(), reading() as conn:
        held = target_store.targets(conn)
        found = standing(conn, PACKS, held, [], TODAY)
    told = {(one.code, one.period): found.get(one.id, {}) for one in held}
    assert (told["NEEDLES", "2026Q4"]["value"], told["NEEDLES", "2026Q4"]["progress"]) == (800, 80)
    assert told["NEEDLES", "2027"] == told["GONE", "2026Q4"] == {}
    assert (told["ATTENDED", "2026"]["value"], told["ATTENDED", "2026"]["reached"]) == (15, False)


def test_a_target_is_set_changed_removed_and_put_back(people: People, run: Run) -> None:
    browser = people.browser("bo")
    assert "No target yet." in browser.get("/reports/targets").text
    set_to = {"indicator": "community:NEEDLES", "period": "2026q3", "value": "9000"}
    assert form(browser, "/reports/targets", **set_to).status_code == 303
    again = form(browser, "/reports/targets", **{**set_to, "value": "9500.5"})
    assert "It was 9000 before." in browser.get(again.location).text
    (held,) = run(target_store.targets)
    assert (held.period, held.value) == ("2026Q3", 9500.5)
    browser.post(f"/reports/targets/{held.id}/remove")
    page = browser.get("/reports/targets").text
    assert run(target_store.targets) == []
    assert 'name="value" value="9500.5"' in page  # the button that puts it back
    assert browser.post(f"/reports/targets/{held.id}/remove").status_code == 404
    told = [row.action for row in run(audit.page, None, 10)]
    assert [action for action in told if "target" in action] == [
        "removed a target",
        "set a target",
        "set a target",
    ]


@ON_ONE_STORE
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"indicator": "community:GONE", "period": "2026", "value": "1"}, "No pack holds this indicator."),
        ({"indicator": "", "period": "2026", "value": "1"}, "Choose an indicator."),
        ({"indicator": "community:NEEDLES", "period": "summer", "value": "1"}, "A period looks like 2026"),
        ({"indicator": "community:NEEDLES", "period": "28d", "value": "1"}, "A period looks like 2026"),
        (
            {"indicator": "community:NEEDLES", "period": "2026", "value": "0"},
            "A target is a number above zero.",
        ),
        (
            {"indicator": "community:NEEDLES", "period": "2026", "value": "-3"},
            "A target is a number above zero.",
        ),
        (
            {"indicator": "community:NEEDLES", "period": "2026", "value": "nan"},
            "A target is a number above zero.",
        ),
        (
            {"indicator": "community:NEEDLES", "period": "2026", "value": "many"},
            "Enter a number in digits, like 1200 or 12.5.",
        ),
    ],
)
def test_a_wrong_target_is_told_at_its_field_and_nothing_is_kept(
    people: People, run: Run, fields: dict[str, str], words: str
) -> None:
    answer = people.browser("bo").post("/reports/targets", data=fields)
    assert (answer.status_code, words in answer.text) == (400, True)
    assert run(target_store.targets) == []


def test_an_estimate_is_added_with_its_source_removed_and_put_back(people: People, run: Run) -> None:
    browser = people.browser("bo")
    fields = {
        "population": "pwid",
        "people": "420",
        "low": "350",
        "high": "",
        "year": "2025",
        "source": "تقدير “2025” <b>",
    }
    assert browser.post("/reports/estimates", data=fields).status_code == 303
    page = browser.get("/reports/targets").text
    assert "تقدير “2025” &lt;b&gt;" in page
    (held,) = run(target_store.estimates)
    assert (held.people, held.low, held.high, held.zones) == (420, 350, None, ())
    browser.post(f"/reports/estimates/{held.id}/remove")
    assert run(target_store.estimates) == []
    assert 'name="people" value="420"' in browser.get("/reports/targets").text
    wrong = browser.post("/reports/estimates", data=fields | {"source": ""})
    assert (wrong.status_code, "Say where the estimate comes from." in wrong.text) == (400, True)
    assert 'value="350"' in wrong.text  # what was typed stays
