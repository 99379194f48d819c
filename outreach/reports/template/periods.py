"""The periods that can be chosen on the page: quarters, months, half-years and years, the newest first, and the fiscal
years of templates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ...figures.rules import Period, fiscal_year, period_of, previous

HOW_MANY = (("quarter", 5), ("month", 13), ("half", 3), ("year", 2))
GROUPS = {"quarter": "Quarters", "month": "Months", "half": "Half-years", "year": "Years"}
FISCAL = "Fiscal years"


def choices(today: date, starts: Iterable[int] = ()) -> list[tuple[str, str, str]]:
    """Group, key and words of each period; the last one that is over stands first, a running one says so. `starts` are
    the first months of fiscal years that some template goes by."""
    found = [
        (GROUPS[kind], period.key, _words(period, today))
        for kind, count in HOW_MANY
        for period in _latest(kind, count, today)
    ]
    for month in sorted(set(starts) - {1}):
        running = fiscal_year(today, month)
        found += [(FISCAL, period.key, _words(period, today)) for period in (previous(running), running)]
    return found


def _latest(kind: str, count: int, today: date) -> list[Period]:
    running = period_of(today, kind)
    found = [previous(running)]
    while len(found) < count - 1:
        found.append(previous(found[-1]))
    return [*found, running]


def _words(period: Period, today: date) -> str:
    return f"{period.label} (still running)" if period.running(today) else period.label
