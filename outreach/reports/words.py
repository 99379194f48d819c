"""Numbers in sentences and periods in words. Sentences read cells, never counts."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from datetime import date

from .rules import Cell

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
KINDS = {"Q": "quarter", "H": "half-year", "-": "month", "": "year"}


def said(cell: Cell, unit: str, k: int) -> str:
    """ "4,812 contacts", "fewer than 5 contacts", "a withheld number of contacts"."""
    if cell.value is not None:
        return f"{cell.label} {unit}"
    words = {"few": f"fewer than {k}", "held": "a withheld number of", "none": "an unknown number of"}
    return f"{words[cell.mark]} {unit}"


def people_label(codes: Cell, uncoded: Cell) -> str:
    """ "1,240 to 1,852", or what can be said when an end is not printed."""
    if codes.value is None:
        return codes.label
    if uncoded.value is None:
        return f"{codes.label} or more"
    return f"{codes.label} to {codes.value + uncoded.value:,}"


def kind_of(key: str) -> str:
    """What a period is: month, quarter, half-year, year, or just period."""
    found = re.fullmatch(r"\d{4}(?:([QH])\d|(-)\d{2})?", key)
    return KINDS[found[1] or found[2] or ""] if found else "period"


def short(key: str) -> str:
    """ "2026Q3" → "Q3 2026", "2026-10" → "Oct 2026"; other keys as they are."""
    if re.fullmatch(r"\d{4}[QH]\d", key):
        return f"{key[4:]} {key[:4]}"
    if re.fullmatch(r"\d{4}-\d{2}", key):
        return f"{MONTHS[int(key[5:]) - 1]} {key[:4]}"
    return key


def full_month(key: str) -> str:
    """ "2026-10" → "October"."""
    return month_name[int(key[5:7])]


def day(value: date) -> str:
    """ "14 October 2026"."""
    return f"{value:%d %B %Y}".lstrip("0")


def month(key: str) -> str:
    """ "2026-10" → "Oct"."""
    return MONTHS[int(key[5:7]) - 1]


def listed(words: Sequence[str]) -> str:
    """ "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def change(now: Cell, then: Cell) -> Cell:
    """Signed difference of two printed values, otherwise "–"."""
    if now.value is None or then.value is None:
        return Cell(None, "–", "none")
    difference = now.value - then.value
    return Cell(
        difference, f"{'+' if difference > 0 else '−' if difference < 0 else '±'} {abs(difference):,}"
    )


def compared(now: Cell, then: Cell, kind: str) -> str:
    """ "7 % more than in the quarter before"; "" when one of both is not printed."""
    if now.value is None or then.value is None:
        return ""
    if now.value == then.value:
        return f"as many as in the {kind} before"
    more = "more" if now.value > then.value else "fewer"
    if then.value < 100 or now.value > 3 * then.value:
        return f"{more} than in the {kind} before"
    share = round(100 * abs(now.value - then.value) / then.value)
    return (
        f"{share} % {more} than in the {kind} before" if share else f"about as many as in the {kind} before"
    )
