"""Different people of a group: each code once in a period, also after the contacts were erased."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from outreach.figures import group_people, inner, sealing
from outreach.figures.rules import parse_period
from outreach.sync.fold import fold
from tests.figures.world import TODAY, World

GROUPS = ("sw", "pwid", "tg")
Told = tuple[str, str | None, list[str], int]  # day, code, groups, zone


def folded(conn: Connection, world: World, contacts: list[Told]) -> None:
    """Contacts of the first phone."""
    made = [
        world.contact(day=day, code=code, populations=groups, zone=zone)
        for day, code, groups, zone in contacts
    ]
    fold(conn, [world.first(n, record) for n, record in enumerate(made, 1)])


def by_hand(contacts: list[Told], months: list[str], group: str, zone: int = 0) -> tuple[int, int]:
    """Different codes of a group, and its contacts without one."""
    mine = [c for c in contacts if c[0][:7] in months and group in c[2] and zone in (0, c[3])]
    return len({c[1] for c in mine if c[1]}), sum(c[1] is None for c in mine)


def many(seed: int = 5) -> list[Told]:
    """Contacts of 2025 with a handful of codes, several groups each."""
    draw = random.Random(seed)
    days = [date(2025, month, day).isoformat() for month in range(1, 13) for day in (3, 17)]
    return [
        (
            draw.choice(days),
            draw.choice([None, *(f"CODE{n}{n}{n}{n}" for n in range(9))]),
            draw.sample(GROUPS, draw.randint(0, 2)),
            draw.choice((1, 2)),
        )
        for _ in range(160)
    ]


@pytest.mark.parametrize("period", ["2025-03", "2025Q2", "2025H1", "2025"])
def test_a_code_counts_once_in_each_of_its_groups(conn: Connection, world: World, period: str) -> None:
    contacts = many()
    folded(conn, world, contacts)
    span = parse_period(period)
    cells = inner.read(conn, span.months).uncoded
    for group in GROUPS:
        codes, uncoded = by_hand(contacts, span.months, group)
        assert group_people.codes(conn, span, group) == codes
        assert sum(cells[f"pop.{group}"].values()) == uncoded
        assert group_people.codes(conn, span, group, zones=[2]) == by_hand(contacts, span.months, group, 2)[0]


def test_the_numbers_of_erased_months_stay_for_every_period_that_is_over(
    conn: Connection, world: World
) -> None:
    contacts = many()
    folded(conn, world, contacts)
    spans = [parse_period(key) for key in ("2025-02", "2025Q1", "2025H1", "2025", "2025-11", "2025Q4")]
    before = {(s.key, g): group_people.codes(conn, s, g) for s in spans for g in GROUPS}
    assert len(sealing.erase_old_rows(conn, date(2026, 6, 20), 13)) == 4
    assert {(s.key, g): group_people.codes(conn, s, g) for s in spans for g in GROUPS} == before
    assert sealing.erase_old_rows(conn, date(2027, 6, 20), 13)
    assert {(s.key, g): group_people.codes(conn, s, g) for s in spans for g in GROUPS} == before


def test_a_period_that_lost_a_month_before_its_end_cannot_be_counted(conn: Connection, world: World) -> None:
    folded(conn, world, many())
    sealing.erase_old_rows(conn, date(2025, 8, 20), 2)
    assert group_people.codes(conn, parse_period("2025"), "sw") is None
    assert group_people.codes(conn, parse_period("2025Q1"), "sw") is not None
    assert group_people.codes(conn, parse_period("2025Q1"), "sw", zones=[1]) is None


def test_nobody_is_counted_across_calendar_years(conn: Connection, world: World) -> None:
    folded(conn, world, [("2026-11-20", "AAAA2222", ["sw"], 1)])
    assert group_people.codes(conn, parse_period("2026FY10"), "sw") is None


def test_a_contact_that_is_withdrawn_takes_its_missing_code_with_it(conn: Connection, world: World) -> None:
    contacts: list[Told] = [("2026-11-20", None, ["sw"], 1), ("2026-11-20", None, ["sw", "tg"], 1)]
    folded(conn, world, contacts)
    fold(conn, [world.void(9, 2)])
    found: Any = inner.read(conn, [f"{TODAY:%Y-%m}"]).uncoded
    assert sum(found["pop.sw"].values()) == 1
    assert sum(found.get("pop.tg", {}).values()) == 0
