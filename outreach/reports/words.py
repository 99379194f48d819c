"""Periods and days in English, for the desk. Editions speak through speech.py."""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short(key: str) -> str:
    """ "2026Q3" → "Q3 2026", "2026-10" → "Oct 2026"; other keys as they are."""
    if re.fullmatch(r"\d{4}[QH]\d", key):
        return f"{key[4:]} {key[:4]}"
    if re.fullmatch(r"\d{4}-\d{2}", key):
        return f"{MONTHS[int(key[5:]) - 1]} {key[:4]}"
    return key


def day(value: date) -> str:
    """ "14 October 2026"."""
    return f"{value:%d %B %Y}".lstrip("0")


def month(key: str) -> str:
    """ "2026-10" → "Oct"."""
    return MONTHS[int(key[5:7]) - 1]
