"""Numbers, ranges and days as the desk writes them."""

from __future__ import annotations

from datetime import date

import pytest

from outreach.dashboards import words

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (61240, "61,240"),
        (0, "0"),
        (-40, "−40"),
        (2.04, "2"),
        (2.66, "2.7"),
        (None, "–"),
        (-0.01, "0"),
    ],
)
def test_a_number(value, text):
    assert words.number(value) == text


@pytest.mark.parametrize(("value", "text"), [(306, "+ 306"), (-5, "− 5"), (0, "0")])
def test_a_change_has_its_sign(value, text):
    assert words.signed(value) == text


@pytest.mark.parametrize(
    ("low", "high", "said", "text"),
    [
        (6, 9, False, "6–9"),
        (6, 9, True, "6 to 9"),
        (1240, 1852, False, "1,240 to 1,852"),
        (4, 4, True, "4"),
        (7, None, True, "7 or more"),
        (None, None, True, "–"),
    ],
)
def test_a_range_never_has_a_middle(low, high, said, text):
    assert words.span(low, high, said) == text


def test_a_percentage_only_of_a_hundred_or_more():
    assert words.percent(39, 100) == "39\N{NARROW NO-BREAK SPACE}%"
    assert words.percent(39, 99) == "–"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 10, 14), "14 October"),
        (date(2025, 10, 14), "14 October 2025"),
        (None, "–"),
    ],
)
def test_a_day_has_its_year_when_it_is_another_one(day, text):
    assert words.day(day, TODAY) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (TODAY, "today"),
        (date(2026, 11, 19), "yesterday"),
        (date(2026, 11, 4), "16 days ago"),
        (None, "never"),
        (date(2026, 11, 21), "later"),
    ],
)
def test_how_long_ago(day, text):
    assert words.ago(day, TODAY) == text


def test_a_list_counts_what_is_too_much():
    assert words.listed(["A"]) == "A"
    assert words.listed(["A", "B", "C"]) == "A, B and C"
    assert words.listed(["A", "B", "C", "D", "E"]) == "A, B and 3 more"
    assert words.listed([]) == ""


def test_gaps_are_ranges():
    assert words.gap_words([(418, 418), (420, 431)]) == "418, 420–431"
    assert words.gap_count([(418, 418), (420, 431)]) == 13
    assert words.gap_words([(n, n) for n in range(5)]) == "0, 1, 2 and 2 more ranges"
