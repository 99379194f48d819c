"""What an alert may say: signs of a person are found, plain warnings are left alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from outreach.safety.wording import DAYS_MAX, doubts, for_zone, until_problem

TODAY = date(2026, 11, 20)
PLAIN = (
    ("Very strong pills, Station north", "Go slow, not alone. Until Sunday."),
    ("Fentanyl in powder sold as speed", "Test it. Keep naloxone near. 3 overdoses since Friday."),
    (
        "Bad date, Harbour",
        "Paid, then threatened with a knife and took the money back. Dark van. Go in pairs.",
    ),
    ("Checks at the station", "Bags are searched on the north side, from 20:00 to 23:00."),
    ("No fentanyl strips until Tuesday", "The office has some. Order 500 came late."),
    ("Test sites closed on 24 and 25", "Back on 26 December."),
)
TELLING = (
    ("Call 0612 345 678", "telephone"), ("Ring +49 (0)30 123-4567", "telephone"), ("Plate AB-123-CD", "plate"),
    ("Van B XY 1234, white", "plate"), ("Tell @nightowl", "account"), ("see www.example.org", "account"),
    ("He is called Rob", "name"), ("Known as the Major", "name"), ("It was in Mill, John Smith paid", "capitalised"),
    ("Tall man, grey hair", "describes"), ("A man in his forties", "describes"), ("Asian man in a car", "describes"),
    ("He hit one of our participants", "happened to"), ("She works at the bridge", "happened to"),
)  # fmt: skip


@pytest.mark.parametrize(("title", "text"), PLAIN)
def test_a_plain_warning_raises_no_doubt(title: str, text: str) -> None:
    assert doubts(title, text) == []


@pytest.mark.parametrize(("text", "word"), TELLING)
def test_what_may_point_to_a_person_is_said(text: str, word: str) -> None:
    assert any(word in one for one in doubts("Bad date", text))


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, True), (DAYS_MAX, True), (DAYS_MAX + 1, False)])
def test_a_last_day_is_today_at_the_earliest_and_sixty_days_ahead_at_most(days: int, fits: bool) -> None:
    assert (until_problem(TODAY + timedelta(days=days), TODAY) is None) is fits


def test_a_last_day_is_needed() -> None:
    assert "Choose the last day" in str(until_problem(None, TODAY))


def test_a_zones_own_name_is_no_name_of_a_person() -> None:
    assert doubts("Strong pills", "Seen at Mill Lane.", ["Mill Lane"]) == []
    assert doubts("Strong pills", "Sold by Mill Lane.") != []


def test_no_zone_means_all() -> None:
    assert for_zone((), 3)
    assert for_zone((1, 3), 3)
    assert not for_zone((1,), 3)
