"""Compares every printed number with the attached figures: one that they do not hold tells what they hide.

A table's cell must be one of the published numbers, or a share or a difference of two that stand in its own row.
In running text and in the words of drawings a number that follows the name of a row must be printed in that row.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import permutations
from typing import Any

from .claims import Where, form_of
from .described import grid
from .spelled import (
    DASHES,
    FEW,
    PERCENT,
    SPACED,
    TOKEN,
    clean,
    numbers,
    only,
    signed,
    strange,
    ungrouped,
    whole,
)
from .structure import Paper, Row
from .verdict import DIFFERS, EXACT, SMALL, Found

PLAIN = 100  # numbers up to this may be part of a sentence ("18 and over", "28 days")
YEARS = range(1900, 2101)
MONTHS = (1, 3, 6, 12)


class Printed:
    """All comparisons of one publication."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.k = int(paper.figures["about"]["threshold"])
        cells: Mapping[str, Any] = paper.figures["cells"]
        self.values = {int(cell["value"]) for cell in cells.values() if cell.get("value") is not None}
        self.tables = [_named(table) for table in paper.tables()]

    def found(self) -> Iterator[Found]:
        """Everything that is printed and not attached."""
        for place, rows in enumerate(self.tables, 1):
            for row in rows:
                yield from self._row(f"table {place}: {row.name}", row, rows)
        yield from self._strange_rows()
        for place, drawing in enumerate(self.paper.drawings(), 1):
            name = f"words of drawing {place}"
            yield from self._words(name, drawing.alt, strict=True)
            yield from self._labels(f"labels of drawing {place}", drawing.words(), drawing.alt)
        for text in self.paper.prose():
            yield from self._words("text", text)
        yield from self._words("running heads", self.paper.loose)
        yield from self._words("title and description", self.paper.about)

    @cached_property
    def known(self) -> set[int]:
        """Numbers that the attached figures say anywhere: values, targets, estimates, dates, counted nights."""
        told = dict(self.paper.figures)
        told["changes"] = [one.get("reason") for one in told.get("changes") or []]
        found = set(self.values) | set(YEARS) | set(_said(told | {"cells": {}}))
        found |= {_days(told["about"].get(span) or {}) for span in ("period", "before")}
        found |= {len(told.get("zones") or ()), len(told.get("cells") or ())}
        return found | self._ranges | self._rates | self._returned

    @cached_property
    def _ranges(self) -> set[int]:
        """Most people there can be: different codes and contacts without one, of the same time and place."""
        told, found = self._by_measure, set()
        for (measure, where), people in told.items():
            without = tuple(sorted([*where, ("coded", frozenset({"no"}))]))
            contacts = told.get(("contacts", without))
            if measure == "codes" and people is not None and contacts is not None:
                found.add(people + contacts)
        return found

    @cached_property
    def _rates(self) -> set[int]:
        """Units for each person of an estimate, as in a year."""
        people = {int(row["people"]) for row in _estimates(self.paper.figures.get("indicators") or [])}
        return {round(v * 12 / months / n) for v in self.values for months in MONTHS for n in people if n}

    @cached_property
    def _returned(self) -> set[int]:
        """Used needles that came back for every 100 handed out at the same time and place."""
        told, found = self._by_measure, set()
        for (measure, where), back in told.items():
            out = told.get(("needles", where))
            if measure == "returned" and back is not None and out:
                found.add((200 * back + out) // (2 * out))
        return found

    @cached_property
    def _by_measure(self) -> dict[tuple[str, Where], int | None]:
        """The published numbers by what they count and where."""
        cells: Mapping[str, Any] = self.paper.figures["cells"]
        return {form_of(key)[0][1:]: cell.get("value") for key, cell in cells.items()}

    @cached_property
    def _of_name(self) -> dict[str, set[int]]:
        """What is printed beside each name of a row, and under each name of a column."""
        found: dict[str, set[int]] = defaultdict(set)
        for rows in self.tables:
            for row in rows:
                beside = {n for cell in row.cells for n in numbers(cell)}
                found[clean(row.name)] |= beside
        return {name: values for name, values in found.items() if len(name) > 2 and not name.isdigit()}

    def _row(self, name: str, row: Row, rows: list[Row]) -> Iterator[Found]:
        beside = [n for n in map(only, row.cells) if n is not None]
        coded, before = self._coded(row), self._corrected.get((row.name, *row.cells))
        for text in map(clean, row.cells):
            share, change, number = PERCENT.search(text), signed(text), only(text)
            if FEW.fullmatch(text) or not TOKEN.search(text):
                continue
            if change is not None and not share:
                if not coded and all(abs(a - b) != change for a, b in permutations(beside, 2)):
                    yield Found(DIFFERS, name, 0, 0)
            elif share:
                if not coded and not self._is_share(whole(share.group(1)), row, beside, rows):
                    yield self._inverted(name, whole(share.group(1)) or 0, rows)
            elif number is not None:
                if number not in self.values | {before} and not (coded and number in self.known):
                    yield Found(DIFFERS, name, number, number)
            elif not coded:
                yield from self._words(name, text)

    @cached_property
    def _corrected(self) -> dict[tuple[str, ...], int | None]:
        """The rows of the table of what a corrected edition changed, and the number that its readers hold already."""
        rows = [one for one in self.paper.figures.get("changes") or [] if one.get("name")]
        said = [[clean(str(one[at])) for at in ("name", "was", "now")] for one in rows]
        return {tuple(row): only(row[1]) for row in said}

    @cached_property
    def _codes(self) -> set[str]:
        """Codes of indicators: their rows print targets and ratios that the figures hold elsewhere."""
        return {str(row.get("code", "")) for row in self.paper.figures.get("indicators") or []}

    def _coded(self, row: Row) -> bool:
        """A row of the annex of indicators: it stands in no table of the figures; each of its numbers does."""
        return any(code and code in " ".join([row.name, *row.cells]) for code in self._codes)

    def _is_share(self, share: int | None, row: Row, beside: list[int], rows: list[Row]) -> bool:
        counts = any(only(cell) is not None for one in rows for cell in one.cells)
        if share is None or not counts or (not beside and not self._hides(row.cells)):
            return share in self._shares
        foot = [n for cell in rows[-1].cells if (n := only(cell)) is not None]
        wholes = [n for n in [*beside, *foot] if n > 0]
        return any(abs(100 * part - share * n) * 2 <= n for part in beside for n in wholes)

    def _hides(self, cells: Iterable[str]) -> bool:
        return any((not TOKEN.search(cell) and cell not in DASHES) or FEW.fullmatch(cell) for cell in cells)

    @cached_property
    def _shares(self) -> set[int]:
        """Whole percentages of published numbers in the sum of the same place and time."""
        told = {form_of(key)[0][1:]: c.get("value") for key, c in self.paper.figures["cells"].items()}
        found = set()
        for (measure, where), part in told.items():
            place = tuple(side for side in where if side[0] in ("time", "zone", "site"))
            n = told.get((measure, place))
            if part is not None and n:
                found |= {100 * part // n, (200 * part + n) // (2 * n)}
        return found

    def _inverted(self, name: str, share: int, rows: list[Row]) -> Found:
        """A share of a number that is not printed beside it: the number follows from the sum."""
        sums = [n for cell in rows[-1].cells if (n := only(cell)) is not None]
        n = min(sums, default=0)
        low, high = max(-((-(2 * share - 1) * n) // 200), 0), ((2 * share + 1) * n) // 200
        return Found(EXACT if low == high else SMALL, name, low, high)

    def _strange_rows(self) -> Iterator[Found]:
        """Rows that the figures do not hold, in tables of which they hold most; rows of marks alone are in many."""
        held = [grid(spec, self.paper.figures["cells"]) for spec in self.paper.figures.get("tables") or []]
        every = [row for one in held for row in one]
        for place, rows in enumerate(self.tables, 1):
            told = [(row.name, row_) for row in rows if not self._coded(row) and (row_ := _labels(row.cells))]
            numbered = [row for _, row in told if any(label.isdigit() for label in row)]
            best = max((sum(row in one for row in numbered) for one in held), default=0)
            if len(numbered) >= 3 and 2 * best >= len(numbered):
                for name, row in told:
                    if row not in every:
                        yield Found(DIFFERS, f"table {place}: {name}", 0, 0)

    def _words(self, where: str, text: str, *, strict: bool = False) -> Iterator[Found]:
        text = clean(text)
        for name, printed in self._of_name.items():
            for match in re.finditer(
                rf"(?<!\w){re.escape(name)}[:,]? ({SPACED.pattern}|{TOKEN.pattern})(?![\w%])", text
            ):
                number = whole(match.group(1))
                if _begins_range(name, text[match.end(1) :]):
                    continue
                if number is not None and number not in printed | self.values:
                    yield Found(DIFFERS, f"{where}: {name}", number, number)
        rest = PERCENT.sub(" ", text)
        for name in sorted(self._of_name, key=len, reverse=True):
            rest = rest.replace(name, " ")
        rest = ungrouped(rest, self.known)
        items = text.count(";") + 1
        for number in numbers(rest):
            usual = number == items if strict else number <= PLAIN or number % 50 in (0, 49)
            if not usual and number not in self.known:
                yield Found(DIFFERS, where, number, number)

    def _labels(self, where: str, drawn: str, alt: str) -> Iterator[Found]:
        """Numbers written into a drawing: those of its words, a scale from nought, or places of a list."""
        rest = clean(drawn)
        for name in sorted(self._of_name, key=len, reverse=True):
            rest = rest.replace(name, " ")
        told = self.values | set(numbers(alt))
        others = strange(rest, told)
        empty = not numbers(alt.partition(":")[2])  # a scale without a number is always the same
        if others != list(range(1, len(others) + 1)) and not (empty and others == [0, 1]):
            for number in others:
                if number < self.k:
                    yield Found(DIFFERS, where, number, number)


def _named(rows: Iterable[Row]) -> list[Row]:
    return [Row(clean(row.name), [clean(cell) for cell in row.cells]) for row in rows]


def _begins_range(name: str, rest: str) -> bool:
    """Whether a range follows a range, as in the legend of a map: "40 to 49 50 to 99" says nothing of a row."""
    joint = re.search(r"\d(\D+)\d", name)
    return bool(joint and re.match(re.escape(joint[1]) + r"\d", rest))


def _said(told: Any) -> Iterator[int]:
    """All whole numbers in data, also inside its words."""
    if isinstance(told, Mapping):
        for name, value in told.items():
            if name not in ("rings", "tables", "terms"):
                yield from _said(value)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from _said(value)
    elif isinstance(told, str):
        yield from numbers(told)
        yield from (int(part) for part in re.findall(r"\d+", told))
    elif isinstance(told, int | float) and not isinstance(told, bool):
        yield from {int(told), round(told)}


def _days(span: Mapping[str, str]) -> int:
    if "end" not in span:
        return 0
    return (date.fromisoformat(span["end"]) - date.fromisoformat(span["start"])).days + 1


def _estimates(rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for row in rows:
        if row.get("estimate"):
            yield row["estimate"]


def _labels(cells: Iterable[str]) -> Counter[str]:
    """What a row prints, in any order: numbers, "<k", and one sign for all other words; shares and changes left out."""
    found: Counter[str] = Counter()
    for cell in cells:
        if not cell or PERCENT.search(cell) or signed(cell) is not None or cell in DASHES:
            continue
        number = only(cell)
        found["few" if FEW.fullmatch(cell) else "word" if number is None else str(number)] += 1
    return found
