"""Numbers as they are written in a report, in any of its languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Set

# 1,234 · 1.234 · 1 234 (with a space that does not break) · 1234 · 12.5
TOKEN = re.compile(r"\d{1,3}(?:[.,\u00a0\u2009\u202f’'\u066c]\d{3})+(?!\d)|\d+(?:[.,\u066b]\d+)?")
PERCENT = re.compile(rf"({TOKEN.pattern})[\s\u00a0\u202f]*[%\u066a]")
SIGN, GAP = "[+\\-−±]", "[\\s\u00a0\u202f]*"
SIGNED = re.compile(rf"^(?:{SIGN}{GAP})?((?:\d{{1,3}}(?: \d{{3}})+)|{TOKEN.pattern})(?:{GAP}{SIGN})?$")
FEW = re.compile(r"<\s*\d+|\d+\s*<")
SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")  # a font may write every space as a plain one
DASHES = "–-—−"
INVISIBLE = {"Cf"}


def clean(text: str) -> str:
    """One line without marks of direction; spaces that hold numbers together stay."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) not in INVISIBLE)
    return re.sub(r"[ \t\r\n]+", " ", seen).strip()


def whole(token: str) -> int | None:
    """The whole number that a token writes; None for a fraction."""
    digits = re.sub(r"\D", "", token)
    parts = re.split(r"\D", token)
    if len(parts) > 1 and any(len(part) != 3 for part in parts[1:]):
        return None
    return int(digits)


def numbers(text: str) -> list[int]:
    """All whole numbers of a text, bands like "<5" left out."""
    found = (whole(match.group()) for match in TOKEN.finditer(FEW.sub(" ", clean(text))))
    return [number for number in found if number is not None]


def only(text: str) -> int | None:
    """The number, when the text is nothing else."""
    text = clean(text)
    return whole(text) if TOKEN.fullmatch(text) or SPACED.fullmatch(text) else None


def ungrouped(text: str, told: Container[int]) -> str:
    """The text without the numbers that are told and whose digits stand in groups with plain spaces between."""

    def rest(found: re.Match[str]) -> str:
        parts, kept = found.group().split(), []
        while parts:
            size = next((n for n in range(len(parts), 1, -1) if int("".join(parts[:n])) in told), 1)
            kept += parts[:1] if size == 1 else []
            parts = parts[size:]
        return f" {' '.join(kept)} "

    return SPACED.sub(rest, text)


def strange(text: str, told: Set[int]) -> list[int]:
    """Numbers written into a drawing that are neither told nor a scale from nought."""
    in_groups = {int(found.group().replace(" ", "")) for found in SPACED.finditer(text)}
    scales = _scale({*numbers(text), *in_groups}) | _scale({0, *in_groups})
    text = ungrouped(text, told | scales)
    drawn = set(numbers(PERCENT.sub(" ", text)))
    return sorted(drawn - told - _scale(drawn) - scales)


def _scale(drawn: set[int]) -> set[int]:
    """The longest row of numbers at even distances from nought, if there is one."""
    if 0 not in drawn:
        return set()
    rows = []
    for step in sorted(drawn - {0}):
        row = {0}
        while max(row) + step in drawn:
            row.add(max(row) + step)
        rows.append(row)
    longest = max(rows, key=len, default=set())
    return longest if len(longest) > 2 else set()


def signed(text: str) -> int | None:
    """The size of a change ("+ 12", "12 −"), when the text is nothing else."""
    text = clean(text)
    match = SIGNED.match(text)
    return whole(match.group(1)) if match and re.search(SIGN, text) else None
