"""Every read of the figures, against contacts that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from outreach.figures import store as figures
from outreach.figures.rules import Period, parse_period
from outreach.figures.store import Tally
from outreach.supplies import movements
from outreach.sync.fold import fold

from .world import TODAY, World, slip

Q4 = parse_period("2026Q4")
LAST = parse_period("28d", TODAY)


@pytest.fixture
def counted(conn: Connection, world: World) -> World:
    """Five contacts: three in November (two zones), one in October, one of a group without any answer."""
    given: list[dict[str, Any]] = [
        {"code": "AAAA1111", "seen": 1, "returns": ["counted", 20, 20], "secs": 10},
        {
            "code": "AAAA1111",
            "zone": 2,
            "lines": [["NS01", 10], ["NX10", 1, "used"]],
            "others": 3,
            "secs": 20,
        },
        {"code": "BBBB2222", "referrals": [["T.HIV", slip(1), "warm", 1], ["T.STI", slip(2), "warm", None]]},
        {"day": "2026-10-02", "site": None, "lines": [["IN02", 2]], "populations": ["sw", "pwid"], "secs": 0},
        {
            "people": 5,
            "seen": 0,
            "age": None,
            "gender": None,
            "populations": [],
            "zone": 3,
            "lines": [],
            "topics": [],
        },
    ]
    fold(conn, [world.first(n, world.contact(**changed)) for n, changed in enumerate(given, 1)])
    return world


def test_the_summary_counts_everything_once(conn: Connection, counted: World) -> None:
    found = figures.summary(conn, Q4)
    assert (found.contacts, found.people) == (5, 9)
    assert (found.first_time, found.been_before, found.not_asked) == (1, 3, 1)
    assert (found.returned, found.others, found.without_code, found.distinct_codes) == (20, 3, 2, 2)
    assert found.handed_out == 15 + 11 + 15
    assert (found.referrals_offered, found.referrals_attended) == (2, 0)


def test_the_summary_of_days_and_of_months_agree(conn: Connection, counted: World) -> None:
    whole = Period("92d", Q4.start, Q4.end, "the same days")
    by_day = figures.summary(conn, Period("92d", Q4.start - timedelta(days=1), Q4.end, "one day more"))
    told = replace(figures.summary(conn, Q4), distinct_codes=None)
    assert figures.summary(conn, whole) == by_day == told


def test_a_zone_has_its_own_summary(conn: Connection, counted: World) -> None:
    found = figures.summary(conn, Q4, zone=2)
    assert (found.contacts, found.others, found.handed_out) == (1, 3, 11)
    assert found.distinct_codes is None


def test_an_empty_period_is_all_noughts(conn: Connection, counted: World) -> None:
    found = figures.summary(conn, parse_period("2025"))
    assert (found.contacts, found.handed_out, found.distinct_codes) == (0, 0, 0)


def test_every_day_is_there(conn: Connection, counted: World) -> None:
    days = figures.contacts_by_day(conn, LAST)
    assert len(days) == 28
    assert days[-1] == (TODAY, 4, 8)
    assert sum(day.contacts for day in days) == 4


@pytest.mark.parametrize(
    ("dim", "expected"),
    [
        ("seen", {"0": 1, "1": 1, "2": 3}),
        ("age", {"25-29": 4, "not_asked": 1}),
        ("gender", {"woman": 4, "not_asked": 1}),
        ("population", {"sw": 4, "pwid": 1, "not_asked": 1}),
        ("age_gender", {"25-29|woman": 4, "not_asked|not_asked": 1}),
        ("gender_population", {"woman|sw": 4, "woman|pwid": 1, "not_asked|not_asked": 1}),
        ("part", {"2": 5}),
        ("setting", {"street": 5}),
        ("topic", {"rights": 4}),
        ("referred", {"2": 1}),
        ("others", {"all": 1}),
        ("secs", {"1|10": 3, "1|20": 1}),
        ("asked", {"0": 1, "4": 4}),
        ("zone", {"1": 3, "2": 1, "3": 1}),
        ("month", {"2026-10": 1, "2026-11": 4}),
        ("total", {"all": 5}),
    ],
)
def test_a_tally_is_the_same_by_month_and_from_the_contacts(
    conn: Connection, counted: World, dim: str, expected: dict[str, int]
) -> None:
    days = Period("92d", Q4.start - timedelta(days=1), Q4.end, "a day more")
    by_month, by_day = figures.tally(conn, Q4, dim), figures.tally(conn, days, dim)
    assert {value: sums.contacts for value, sums in by_month.items()} == expected
    assert by_day == by_month


def test_a_tally_has_people_and_an_amount(conn: Connection, counted: World) -> None:
    assert figures.tally(conn, Q4, "age")["not_asked"] == Tally(1, 5, 0)
    assert figures.tally(conn, Q4, "total")["all"] == Tally(5, 9, 2)


def test_why_naloxone_again_is_told(conn: Connection, counted: World) -> None:
    item = counted.known.items["NX10"]
    assert figures.tally(conn, Q4, "reason") == {f"{item}|used": Tally(1, 1, 1)}
    assert figures.tally(conn, LAST, "reason") == {f"{item}|used": Tally(1, 1, 1)}


def test_a_tally_can_be_of_one_zone(conn: Connection, counted: World) -> None:
    assert figures.tally(conn, Q4, "seen", zone=2) == {"2": Tally(1, 1, 0)}
    assert figures.tally(conn, LAST, "seen", zone=2) == {"2": Tally(1, 1, 0)}


@pytest.mark.parametrize("period", [Q4, LAST])
def test_returned_needles_say_how_they_were_counted(conn: Connection, counted: World, period: Period) -> None:
    assert figures.returned(conn, period) == {"counted": (20, 1)}
    assert figures.returned(conn, period, by="month") == {"2026-11": (20, 1)}
    assert figures.returned(conn, period, by="zone") == {"1": (20, 1)}


def test_handed_out_by_item_zone_and_month(conn: Connection, counted: World) -> None:
    assert figures.handed_out(conn, Q4)["SX01"] == (20, 2)
    assert figures.handed_out(conn, Q4)["IN02"] == (2, 1)
    assert {k: v.units for k, v in figures.handed_out(conn, Q4, by="zone").items()} == {1: 30, 2: 11}
    assert figures.handed_out(conn, Q4, by=("zone", "item"))[2, "NS01"] == (10, 1)
    assert figures.handed_out(conn, Q4, by=("month", "item"))["2026-10", "IN02"] == (2, 1)
    assert figures.handed_out(conn, LAST, by="month")["2026-11"].units == 41
    assert figures.handed_out(conn, Q4, by="day", site=1)[TODAY].units == 41


def test_people_are_a_range(conn: Connection, counted: World) -> None:
    assert figures.people_range(conn, Q4) == (2, 2)
    assert figures.people_range(conn, parse_period("2026-10")) == (0, 1)
    assert figures.people_range(conn, LAST) == (2, 1)


def test_a_half_counts_a_person_of_both_quarters_once(conn: Connection, counted: World) -> None:
    fold(conn, [counted.first(90, counted.contact(code="AAAA1111", day="2026-09-01"))])
    assert figures.people_range(conn, parse_period("2026H2")) == (2, 2)
    assert figures.people_range(conn, parse_period("2026")) == (2, 2)


def test_the_funnel_is_nested(conn: Connection, counted: World) -> None:
    assert figures.funnel(conn, Q4) == {"T.HIV": (1, 0, 0, 0, 0), "T.STI": (1, 0, 0, 0, 0)}
    assert figures.funnel(conn, LAST) == figures.funnel(conn, Q4, zone=1)
    assert figures.funnel(conn, Q4, zone=2) == {}


def test_seconds_have_a_median(conn: Connection, counted: World) -> None:
    assert figures.seconds(conn, Q4) == (10, 20, 4)
    assert figures.seconds(conn, parse_period("2025")) == (None, None, 0)


def test_what_was_not_asked_has_its_share(conn: Connection, counted: World) -> None:
    assert figures.not_asked(conn, Q4)["age"] == (1, 5)
    assert figures.not_asked(conn, LAST)["seen"] == (1, 4)


def stocked(conn: Connection, counted: World) -> int:
    condoms = counted.known.items["SX01"]
    movements.receive(conn, date(2026, 9, 1), 1, condoms, 100)
    movements.lose(conn, date(2026, 11, 2), 1, condoms, 5)
    movements.transfer(conn, date(2026, 11, 3), 1, 2, condoms, 30)
    movements.count(conn, date(2026, 11, 21), 1, condoms, 44)
    return condoms


def test_the_ledger_adds_up(conn: Connection, counted: World) -> None:
    stocked(conn, counted)
    for period in ("2026Q3", "2026Q4", "2026-11", "2026-10", "2026"):
        for site in (None, 1, 2):
            for line in figures.ledger(conn, parse_period(period), site):
                came = line.opening + line.received + line.transferred
                assert came - line.handed_out - line.lost - line.expired + line.adjusted == line.closing


def test_one_period_opens_where_the_one_before_closed(conn: Connection, counted: World) -> None:
    stocked(conn, counted)
    closing = {line.code: line.closing for line in figures.ledger(conn, parse_period("2026-10"), 1)}
    opening = {line.code: line.opening for line in figures.ledger(conn, parse_period("2026-11"), 1)}
    assert closing["SX01"] == opening["SX01"] == 100
    ((line),) = [one for one in figures.ledger(conn, parse_period("2026-11"), 1) if one.code == "SX01"]
    assert (line.transferred, line.handed_out, line.lost, line.adjusted, line.closing) == (-30, 20, 5, -1, 44)


def test_the_ledger_of_all_sites_has_no_transfers(conn: Connection, counted: World) -> None:
    stocked(conn, counted)
    assert {line.transferred for line in figures.ledger(conn, Q4)} == {0}
    assert sum(line.closing for line in figures.ledger(conn, Q4)) == sum(figures.stock(conn).values())


def test_a_late_record_changes_old_closings_only_by_itself(conn: Connection, counted: World) -> None:
    stocked(conn, counted)
    before = {line.code: line.closing for line in figures.ledger(conn, parse_period("2026-10"), 1)}
    fold(conn, [counted.first(91, counted.contact(day="2026-09-15", lines=[["SX01", 7]]))])
    after = {line.code: line.closing for line in figures.ledger(conn, parse_period("2026-10"), 1)}
    assert after["SX01"] == before["SX01"] - 7


def test_days_left_go_from_the_fastest_to_the_slowest_week(conn: Connection, counted: World) -> None:
    condoms = counted.known.items["SX01"]
    for week, units in enumerate((14, 7, 28, 7)):
        day = (TODAY - timedelta(days=7 * week + 3)).isoformat()
        fold(conn, [counted.first(100 + week, counted.contact(day=day, lines=[["SX01", units]]))])
    movements.receive(conn, TODAY, 1, condoms, 200)
    left = {(d.site_id, d.code): d for d in figures.days_left(conn, TODAY)}[1, "SX01"]
    on_hand = 200 - 20 - 56
    assert (left.low, left.high, left.on_hand) == (on_hand * 7 // 28, on_hand * 7 // 7, on_hand)
    assert left.daily == (1.0, 4.0)


def test_days_left_can_be_of_all_sites(conn: Connection, counted: World) -> None:
    movements.receive(conn, TODAY, 2, counted.known.items["DC01"], 10)
    found = {d.code: d for d in figures.days_left(conn, TODAY, together=True)}
    assert (found["DC01"].low, found["DC01"].high, found["DC01"].on_hand) == (None, None, 10)
    assert (found["SX01"].low, found["SX01"].high) == (0, 0)
