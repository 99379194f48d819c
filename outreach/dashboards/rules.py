"""Decisions of the desk that need neither Flask nor the database: which period, how silent, what to do first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SILENT_DAYS = 2
OVERDUE_BANDS = (("1–3 days", 1, 3), ("4–7 days", 4, 7), ("8 or more", 8, 10_000))
BACKUP_DAYS = 7


def period_choices(today: date) -> list[str]:
    """Keys of the periods offered in the filter, nearest first: 28 days, months, quarters, halves and years."""
    quarter = (today.month - 1) // 3
    months = [_month_back(today, back) for back in range(13)]
    quarters = [_quarter(today.year * 4 + quarter - back) for back in range(5)]
    return ["28d", *quarters, *months, f"{today.year}", f"{today.year - 1}"]


def nearest_period(text: str, today: date) -> str:
    """The valid key nearest to what somebody typed: "2026Q7" → "2026Q4", "2026-13" → "2026-12", else the quarter."""
    found = re.match(r"\s*(\d{4})\s*-?\s*(?:([QqHh])\s*(\d+)|(\d{1,2}))?", text)
    if not found:
        return this_quarter(today)
    year = f"{min(max(int(found[1]), 2020), today.year)}"
    if found[2]:
        most = 4 if found[2].upper() == "Q" else 2
        return f"{year}{found[2].upper()}{min(max(int(found[3][:3]), 1), most)}"
    return f"{year}-{min(max(int(found[4]), 1), 12):02}" if found[4] else year


def this_quarter(today: date) -> str:
    """Key of the quarter that `today` lies in."""
    return _quarter(today.year * 4 + (today.month - 1) // 3)


def silent_for(proof_on: date | None, enrolled_on: date, today: date) -> int:
    """Days since the last proof (or since enrolment, when there was none); 0 while it counts as in step."""
    days = (today - (proof_on or enrolled_on)).days
    return days if days >= SILENT_DAYS else 0


def overdue_bands(days: Iterable[int]) -> list[tuple[str, int]]:
    """Overdue referrals counted by how long they are overdue."""
    found = list(days)
    return [(name, sum(low <= one <= high for one in found)) for name, low, high in OVERDUE_BANDS]


def order_by(today: date, low: int | None, delivery: int) -> date | None:
    """The day by which an order must be placed so that it arrives before the fastest use empties the shelf."""
    return None if low is None else max(today, today + timedelta(days=low - delivery))


def order_units(fastest: float, on_hand: int, days: int = 45) -> int:
    """Units that cover `days` at the fastest use, less what is left; in tens, because boxes are."""
    return max(0, -(-int(fastest * days - max(on_hand, 0)) // 10) * 10)


def may_expire(before: int, left: int, slowest: float, days: int) -> int:
    """Units of a lot that may still be there on its last day: `before` units of earlier lots go first, and `slowest`
    is the least that is used a day."""
    return max(0, min(left, before + left - int(slowest * max(days, 0))))


def usual_range(counts: Sequence[int]) -> tuple[int, int] | None:
    """The middle half of earlier days, as the usual range; None with fewer than 8 days to compare with."""
    found = sorted(counts)
    if len(found) < 8:
        return None
    return found[len(found) // 4], found[-(len(found) // 4) - 1]


@dataclass(frozen=True)
class Decision:
    """Something only a person can decide: what it is, what follows, where to do it."""

    title: str
    words: str
    action: str
    url: str
    main: bool = False


def _month_back(today: date, back: int) -> str:
    month = today.year * 12 + today.month - 1 - back
    return f"{month // 12}-{month % 12 + 1:02}"


def _quarter(number: int) -> str:
    return f"{number // 4}Q{number % 4 + 1}"
