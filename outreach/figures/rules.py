"""Periods, the spans they are read in, and what the figures are made of. Neither Flask nor the database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ..clock import programme_day
from ..errors import BadInputError

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
LONGEST_DAYS = 92
_FORM = re.compile(
    r"(?P<year>20\d\d)(?:-(?P<month>\d\d)|Q(?P<quarter>[1-4])|H(?P<half>[12])|FY(?P<fiscal>\d\d))?|(?P<days>\d{1,2})d"
)


@dataclass(frozen=True)
class Period:
    """A span of days, both ends included. `key` is what stands in a URL; `label` what people read."""

    key: str
    start: date
    end: date
    label: str

    @property
    def kind(self) -> str:
        """days, month, quarter, half, year or fiscal (twelve months from any month)."""
        if self.key.endswith("d"):
            return "days"
        if "FY" in self.key:
            return "fiscal"
        return {7: "month", 6: "quarter" if "Q" in self.key else "half", 4: "year"}[len(self.key)]

    @property
    def months(self) -> list[str]:
        """Keys of the months it touches, first to last."""
        return month_keys(self.start, self.end)

    def days(self) -> Iterator[date]:
        """Each day."""
        return (self.start + timedelta(days=n) for n in range((self.end - self.start).days + 1))

    def running(self, today: date) -> bool:
        """Whether its last day is not over yet."""
        return self.end >= today


def parse_period(text: str, today: date | None = None) -> Period:
    """The period of "2026", "2026H1", "2026Q3", "2026-10", "2026FY10" (the fiscal year that begins in October 2026) or
    "28d" (that many days up to and with `today`, at most 92).

    `today` is the programme's day (default: by the clock, in UTC). Raises BadInputError.
    """
    found = _FORM.fullmatch(text)
    if not found:
        raise BadInputError("A period looks like 2026, 2026H1, 2026Q3, 2026-10, 2026FY10 or 28d.")
    if found["days"]:
        return _last_days(int(found["days"]), today or programme_day())
    year = int(found["year"])
    if found["quarter"]:
        return _months(text, year, 3 * int(found["quarter"]) - 2, 3)
    if found["half"]:
        return _months(text, year, 6 * int(found["half"]) - 5, 6)
    if found["month"]:
        return _months(text, year, _month(found["month"]), 1)
    first = _month(found["fiscal"] or "01")
    return _months(text if first > 1 else str(year), year, first, 12)


def _month(text: str) -> int:
    if not 1 <= int(text) <= 12:
        raise BadInputError("The month of a period is 01 to 12.")
    return int(text)


def previous(period: Period) -> Period:
    """The period of the same kind just before."""
    last = period.start - timedelta(days=1)
    if period.kind == "days":
        return _last_days((period.end - period.start).days + 1, last)
    if period.kind == "fiscal":
        return fiscal_year(last, period.start.month)
    return period_of(last, period.kind)


def period_of(day: date, kind: str) -> Period:
    """The month, quarter, half or year that a day lies in."""
    key = {
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}Q{(day.month + 2) // 3}",
        "half": f"{day.year}H{(day.month + 5) // 6}",
        "year": f"{day.year}",
    }[kind]
    return parse_period(key, day)


def fiscal_year(day: date, first_month: int) -> Period:
    """The twelve months from `first_month` on that a day lies in."""
    return parse_period(f"{day.year - int(day.month < first_month)}FY{first_month:02}", day)


def _last_days(count: int, today: date) -> Period:
    if not 1 <= count <= LONGEST_DAYS:
        raise BadInputError(f"A period in days has 1 to {LONGEST_DAYS} of them.")
    label = "the last day" if count == 1 else f"the last {count} days"
    return Period(f"{count}d", today - timedelta(days=count - 1), today, label)


def _months(key: str, year: int, first: int, count: int) -> Period:
    last = first + count - 1
    end = date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)
    if first + count > 13:
        label = f"{MONTHS[first - 1]} {year} to {MONTHS[end.month - 1]} {end.year}"
    elif count == 12:
        label = str(year)
    elif count == 1:
        label = f"{MONTHS[first - 1]} {year}"
    else:
        label = f"{MONTHS[first - 1]} to {MONTHS[last - 1]} {year}"
    return Period(key, date(year, first, 1), end, label)


def month_keys(start: date, end: date) -> list[str]:
    """Keys of all months that the days from `start` to `end` touch."""
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    return [
        f"{start.year + (start.month - 1 + n) // 12}-{(start.month - 1 + n) % 12 + 1:02}"
        for n in range(count)
    ]


class Span(NamedTuple):
    """How to read a range: `months` from month rollups, the rest (`days`, ranges with both ends) from day rollups."""

    months: list[str]
    days: list[tuple[date, date]]


def span(start: date, end: date) -> Span:
    """Splits a range into whole months and the days at its edges; one month or less is read by day unless whole."""
    first = start if start.day == 1 else next_month(start)
    after = next_month(end) if next_month(end) == end + timedelta(days=1) else end.replace(day=1)
    if first >= after:
        return Span([], [(start, end)] if start <= end else [])
    edges = []
    if start < first:
        edges.append((start, first - timedelta(days=1)))
    if after <= end:
        edges.append((after, end))
    return Span(month_keys(first, after - timedelta(days=1)), edges)


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def median(tally: Mapping[int, int], share: float = 0.5) -> int | None:
    """The value at `share` of the way through counted values (0.5: the median); None when nothing was counted."""
    total = sum(tally.values())
    reached = 0
    for value in sorted(tally):
        reached += tally[value]
        if total and reached >= total * share:
            return value
    return None


WINDOWS, WINDOW_DAYS = 4, 7


def days_left(on_hand: int, use: Sequence[int]) -> tuple[int | None, int | None]:
    """Days until nothing is left: the lowest and the highest number, in whole days, rounded down.

    `use` holds the units handed out in each of the last four windows of seven days (28 days, without today). The
    lowest comes from the window with the most use, the highest from the one with the least. None means no end in
    sight: nothing was handed out in that window. Nothing on hand is 0 to 0 days, also when nobody asked for it.
    """
    if on_hand <= 0:
        return 0, 0
    fastest, slowest = max(use), min(use)
    low = on_hand * WINDOW_DAYS // fastest if fastest > 0 else None
    return low, on_hand * WINDOW_DAYS // slowest if slowest > 0 else None
