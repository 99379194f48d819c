"""Periods, spans and the small reckonings of figures."""

from __future__ import annotations

from datetime import date

import pytest

from outreach.errors import BadInputError
from outreach.figures import rules
from outreach.figures.rules import parse_period

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "start", "end", "label", "kind"),
    [
        ("2026", "2026-01-01", "2026-12-31", "2026", "year"),
        ("2026H2", "2026-07-01", "2026-12-31", "July to December 2026", "half"),
        ("2026Q3", "2026-07-01", "2026-09-30", "July to September 2026", "quarter"),
        ("2026FY10", "2026-10-01", "2027-09-30", "October 2026 to September 2027", "fiscal"),
        ("2026FY01", "2026-01-01", "2026-12-31", "2026", "year"),
        ("2028-02", "2028-02-01", "2028-02-29", "February 2028", "month"),
        ("28d", "2026-10-24", "2026-11-20", "the last 28 days", "days"),
        ("1d", "2026-11-20", "2026-11-20", "the last day", "days"),
    ],
)
def test_a_period_is_read_from_its_key(text: str, start: str, end: str, label: str, kind: str) -> None:
    period = parse_period(text, TODAY)
    assert (period.key, str(period.start), str(period.end)) == (text.replace("FY01", ""), start, end)
    assert (period.label, period.kind) == (label, kind)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "1999",
        "2026Q5",
        "2026H3",
        "2026FY13",
        "2026FY1",
        "2026-13",
        "2026-00",
        "2026-1",
        "0d",
        "93d",
        "999d",
        "2026q3",
        "2026Q3 ",
        "٢٠٢٦",
        "-1d",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        parse_period(text, TODAY)


def test_a_day_lies_in_the_fiscal_year_that_began_before_it() -> None:
    found = [rules.fiscal_year(date(2026, month, 30), 10).key for month in (9, 10)]
    assert found == ["2025FY10", "2026FY10"]
    assert rules.previous(parse_period("2026FY04")).key == "2025FY04"


def test_the_period_before_is_of_the_same_kind() -> None:
    keys = ("2026", "2026H1", "2026Q1", "2026-01", "28d")
    before = [rules.previous(parse_period(key, TODAY)) for key in keys]
    assert [period.key for period in before] == ["2025", "2025H2", "2025Q4", "2025-12", "28d"]
    assert before[-1].end == date(2026, 10, 23)


def test_a_period_runs_until_its_last_day_is_over() -> None:
    assert parse_period("2026Q4").running(TODAY)
    assert not parse_period("2026Q3").running(TODAY)


def test_whole_months_are_read_by_month_and_edges_by_day() -> None:
    assert rules.span(date(2026, 1, 1), date(2026, 3, 31)) == (["2026-01", "2026-02", "2026-03"], [])
    months, days = rules.span(date(2025, 12, 30), date(2026, 2, 3))
    assert months == ["2026-01"]
    assert days == [(date(2025, 12, 30), date(2025, 12, 31)), (date(2026, 2, 1), date(2026, 2, 3))]


def test_less_than_a_month_is_read_by_day() -> None:
    start, end = date(2026, 1, 20), date(2026, 2, 10)
    assert rules.span(start, end) == ([], [(start, end)])
    assert rules.span(end, start) == ([], [])


def test_months_of_a_period_cross_the_year() -> None:
    assert rules.month_keys(date(2025, 11, 30), date(2026, 2, 1)) == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]


def test_days_left_are_rounded_down_and_open_where_nothing_was_used() -> None:
    assert rules.days_left(100, [14, 28, 7, 14]) == (25, 100)
    assert rules.days_left(100, [0, 28, 7, 14]) == (25, None)
    assert rules.days_left(100, [0, 0, 0, 0]) == (None, None)
    assert rules.days_left(0, [0, 0, 0, 0]) == (0, 0)
    assert rules.days_left(-8, [7, 7, 7, 7]) == (0, 0)


def test_a_median_of_bands() -> None:
    assert rules.median({5: 2, 10: 5, 60: 1}) == 10
    assert rules.median({}) is None
