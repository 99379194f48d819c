"""Distances on the ground."""

from __future__ import annotations

from outreach.places.distance import metres, walk_minutes


def test_a_minute_of_latitude_is_a_sea_mile() -> None:
    assert abs(metres([0.3, 53.0], [0.3, 53.0 + 1 / 60]) - 1855) < 5


def test_a_minute_of_longitude_is_shorter_in_the_north() -> None:
    assert metres([0.3, 53.45], [0.32, 53.45]) < metres([0.3, 0.0], [0.32, 0.0])


def test_a_walk_is_at_least_a_minute() -> None:
    assert walk_minutes([0.3, 53.45], [0.3, 53.45]) == 1
    assert walk_minutes([0.3, 53.45], [0.31, 53.45]) == 12
