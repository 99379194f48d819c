"""How many contacts each day of a year has: weekday, season, slow growth, feast days, and some luck."""

from __future__ import annotations

from datetime import date, timedelta
from math import cos, pi
from random import Random

WEEKDAY = (0.82, 0.92, 1.0, 1.08, 1.42, 1.30, 0.55)
QUIET = {(12, 24): 0.35, (12, 25): 0.15, (12, 26): 0.5, (12, 31): 0.7, (1, 1): 0.3}


def plan(rng: Random, contacts: int, until: date, days: int) -> list[tuple[date, int]]:
    """(day, contacts) for `days` days up to and with `until`; the numbers add up to `contacts` exactly."""
    first = until - timedelta(days=days - 1)
    dates = [first + timedelta(days=n) for n in range(days)]
    weights = [_weight(rng, day, n / max(1, days - 1)) for n, day in enumerate(dates)]
    unit = contacts / sum(weights)
    planned, reached, sofar = [], 0, 0.0
    for day, weight in zip(dates, weights, strict=True):
        sofar += weight * unit
        planned.append((day, round(sofar) - reached))
        reached = round(sofar)
    return planned


def _weight(rng: Random, day: date, through: float) -> float:
    season = 1 - 0.14 * cos(2 * pi * (day.timetuple().tm_yday - 196 + 182.5) / 365)
    luck, feast = rng.uniform(0.82, 1.18), QUIET.get((day.month, day.day), 1.0)
    return WEEKDAY[day.weekday()] * season * (0.9 + 0.22 * through) * luck * feast
