"""The periods that can be chosen on the page: quarters, months, half-years and years, the newest first."""

from __future__ import annotations

from datetime import date

from ..figures.rules import Period, period_of, previous

HOW_MANY = (("quarter", 5), ("month", 13), ("half", 3), ("year", 2))
GROUPS = {"quarter": "Quarters", "month": "Months", "half": "Half-years", "year": "Years"}


def choices(today: date) -> list[tuple[str, str, str]]:
    """Group, key and words of each period; the last one that is over stands first, a running one says so."""
    return [
        (GROUPS[kind], period.key, _words(period, today))
        for kind, count in HOW_MANY
        for period in _latest(kind, count, today)
    ]


def _latest(kind: str, count: int, today: date) -> list[Period]:
    running = period_of(today, kind)
    found = [previous(running)]
    while len(found) < count - 1:
        found.append(previous(found[-1]))
    return [*found, running]


def _words(period: Period, today: date) -> str:
    return f"{period.label} (still running)" if period.running(today) else period.label
