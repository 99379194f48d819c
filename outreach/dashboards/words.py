"""Numbers, ranges and days as the desk writes them. Plain functions of values; templates use them as filters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MINUS, DASH, NOTHING = "−", "–", "–"
THIN = "\N{NARROW NO-BREAK SPACE}"
PERCENT_FROM = 100  # a percentage of a smaller whole would say more than it knows


def number(value: float | None) -> str:
    """`61240` → "61,240"; `None` (does not apply) → "–"; one decimal only where there is one."""
    if value is None:
        return NOTHING
    text = f"{abs(value):,.1f}".removesuffix(".0")
    return (MINUS if value < 0 and text != "0" else "") + text


def signed(value: float) -> str:
    """A change always has its sign: "+ 306", "− 5"; no change is "0"."""
    return f"{'+' if value > 0 else MINUS} {number(abs(value))}" if value else "0"


def span(low: float | None, high: float | None, words: bool = False) -> str:
    """A range: "6–9" in a table, "6 to 9" in a sentence, words for large ones too; never a middle."""
    if low is None:
        return NOTHING
    if high is None:
        return f"{number(low)} or more"
    if number(low) == number(high):
        return number(low)
    between = " to " if words or high >= 1000 else DASH
    return number(low) + between + number(high)


def percent(part: float, whole: float) -> str:
    """A whole-number percentage of printed values; "–" where the whole is below 100."""
    return f"{round(100 * part / whole)}{THIN}%" if whole >= PERCENT_FROM else NOTHING


def plural(count: float, one: str, many: str | None = None) -> str:
    """`1, "phone"` → "1 phone"; `3, "phone"` → "3 phones"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def day(value: date | None, today: date | None = None) -> str:
    """ "14 October"; with the year when it is not this year's (or when there is no `today`)."""
    if value is None:
        return NOTHING
    year = "" if today and value.year == today.year else f" {value.year}"
    return f"{value.day} {MONTHS[value.month - 1]}{year}"


def short_day(value: date | None, today: date | None = None) -> str:
    """ "14 Oct" for tables; with the year as in `day`."""
    if value is None:
        return NOTHING
    year = "" if today and value.year == today.year else f" {value.year}"
    return f"{value.day} {MONTHS[value.month - 1][:3]}{year}"


def weekday(value: date) -> str:
    """ "Wednesday, 14 October"."""
    return f"{WEEKDAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]}"


def ago(value: date | None, today: date) -> str:
    """ "today", "yesterday", "16 days ago"; "never" for no day."""
    if value is None:
        return "never"
    days = (today - value).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago" if days > 0 else "later")


def listed(parts: Sequence[str], most: int = 3) -> str:
    """ "Lantern, Slate and Basil"; what is more than `most` is counted: "Lantern, Slate and 4 more"."""
    shown = (
        list(parts[:most]) if len(parts) <= most else [*parts[: most - 1], f"{len(parts) - most + 1} more"]
    )
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]])) if shown else ""


def month_name(key: str, short: bool = False) -> str:
    """ "2026-10" → "October 2026", or "Oct" for a table's head."""
    year, month = key.split("-")
    name = MONTHS[int(month) - 1]
    return name[:3] if short else f"{name} {year}"


def gap_count(gaps: Sequence[tuple[int, int]]) -> int:
    """How many numbers lie in these ranges, both ends included."""
    return sum(last - first + 1 for first, last in gaps)


def gap_words(gaps: Sequence[tuple[int, int]], most: int = 3) -> str:
    """ "418, 420–431 and 2 more ranges"."""
    parts = [str(first) if first == last else f"{first}{DASH}{last}" for first, last in gaps[:most]]
    more = f" and {plural(len(gaps) - most, 'more range')}" if len(gaps) > most else ""
    return ", ".join(parts) + more


FILTERS = {
    "number": number,
    "signed": signed,
    "span": span,
    "percent": percent,
    "plural": plural,
    "day": day,
    "short_day": short_day,
    "weekday": weekday,
    "ago": ago,
    "listed": listed,
    "month_name": month_name,
    "gap_count": gap_count,
    "gap_words": gap_words,
}
