"""Decisions of the desk."""

from __future__ import annotations

from datetime import date

import pytest

from outreach.dashboards import rules
from outreach.figures.rules import parse_period

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("2026Q7", "2026Q4"),
        ("2026Q0", "2026Q1"),
        ("2026H9", "2026H2"),
        ("2026-13", "2026-12"),
        ("2026-00", "2026-01"),
        ("2031", "2026"),
        ("1999Q2", "2020Q2"),
        ("2026 Q3", "2026Q3"),
        ("", "2026Q4"),
        ("yesterday", "2026Q4"),
        ("9" * 400, "2026-12"),
        ("2026q2", "2026Q2"),
        ("📅", "2026Q4"),
        ("2026Q" + "9" * 50, "2026Q4"),
    ],
)
def test_the_nearest_valid_period(typed, nearest):
    assert rules.nearest_period(typed, TODAY) == nearest
    assert parse_period(nearest, TODAY).key == nearest


def test_every_period_on_offer_can_be_read():
    keys = rules.period_choices(TODAY)
    assert [parse_period(key, TODAY).key for key in keys] == keys
    assert keys[:3] == ["28d", "2026Q4", "2026Q3"]


@pytest.mark.parametrize(
    ("proof", "days"),
    [
        (date(2026, 11, 20), 0),
        (date(2026, 11, 19), 0),
        (date(2026, 11, 18), 2),
        (None, 300),
    ],
)
def test_a_phone_is_silent_after_two_days(proof, days):
    assert rules.silent_for(proof, date(2026, 1, 24), TODAY) == days


def test_overdue_referrals_fall_into_three_bands():
    assert [count for _name, count in rules.overdue_bands([1, 3, 4, 7, 8, 400])] == [2, 2, 2]


@pytest.mark.parametrize(("low", "day"), [(None, None), (3, TODAY), (8, TODAY), (10, date(2026, 11, 22))])
def test_an_order_must_come_before_the_shelf_is_empty(low, day):
    assert rules.order_by(TODAY, low, delivery=8) == day


def test_the_usual_range_is_the_middle_half_and_needs_eight_days():
    assert rules.usual_range([1, 2, 3, 4, 5, 6, 7, 8]) == (3, 6)
    assert rules.usual_range([5] * 7) is None


@pytest.mark.parametrize(
    ("before", "left", "slowest", "days", "wasted"),
    [
        (0, 40, 2.0, 20, 0),
        (0, 40, 2.0, 17, 6),
        (30, 40, 2.0, 20, 30),
        (0, 40, 0.0, 20, 40),
        (0, 40, 9.0, -3, 40),
    ],
)
def test_what_is_not_used_before_its_date_may_expire(before, left, slowest, days, wasted):
    assert rules.may_expire(before, left, slowest, days) == wasted
