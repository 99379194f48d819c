"""Measures what is drawn: a bar, a point or a filled shape that says more than the words beside it.

Lengths in a PDF are exact to a hundredth of a point. A solid bar must be as long as a number of its words says; hatched
bars must not tell each other apart; a line has a corner only where a number is printed; a hidden zone is hatched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .pages import Shape
from .spelled import TOKEN, clean, numbers
from .structure import Element
from .verdict import DIFFERS, Found

NEAR = 0.35  # points; drawings are rounded to a tenth of their own unit
HATCHED = "pattern"


class Drawn:
    """All measurements of one drawing. `k` is the threshold."""

    def __init__(self, place: int, drawing: Element, k: int) -> None:
        self.name, self.alt, self.shapes = f"drawing {place}", clean(drawing.alt), drawing.shapes
        self.told, self.k = numbers(drawing.alt), k

    def found(self) -> Iterator[Found]:
        """What the drawing tells and its words do not."""
        yield from self._bars()
        yield from self._hatches()
        yield from self._corners()
        yield from self._areas()
        yield from self._order()

    def _boxes(self, hatched: bool) -> list[tuple[float, float, float, float]]:
        return [s.box for s in self.shapes if s.rectangle and s.fill and (s.fill == HATCHED) == hatched]

    def _groups(self) -> Iterator[list[float]]:
        """Lengths of solid bars that begin at one upright line and are equally thick."""
        for side in (0, 2):
            groups: dict[tuple[int, int], list[float]] = defaultdict(list)
            for left, low, right, high in self._boxes(hatched=False):
                edge = (left, right)[side // 2]
                groups[round(edge * 2), round((high - low) * 2)].append(right - left)
            yield from (lengths for lengths in groups.values() if len(lengths) >= 3)

    def _bars(self) -> Iterator[Found]:
        """Each solid bar must be a number of its words, on the one scale that explains most of them."""
        allowed = sorted({n for n in self.told if n > 0})
        for lengths in self._groups():
            scale = self._scale(lengths, allowed)
            if scale is None:
                continue
            for length in lengths:
                if not _explained(length, scale, allowed):
                    value = round(length / scale)
                    yield Found(DIFFERS, f"{self.name}: length of a bar", value, value)

    def _scale(self, lengths: Sequence[float], allowed: Sequence[int]) -> float | None:
        """Points for each counted thing. None when these boxes are no bars of numbers."""
        told = [n for n in self.told if n > 0]
        largest = max(lengths)
        tries = [largest / n for n in told if largest > 4 * NEAR]
        best = max(tries, key=lambda s: sum(_explained(x, s, told) for x in lengths), default=None)
        if best is None or 2 * sum(_explained(x, best, told) for x in lengths) < len(lengths):
            return None
        return best

    def _hatches(self) -> Iterator[Found]:
        """Hatched bars of one thickness in one drawing have one length (or two, one inside the other)."""
        groups: dict[int, set[int]] = defaultdict(set)
        for left, low, right, high in self._boxes(hatched=True):
            groups[round((high - low) * 2)].add(round((right - left) * 2))
        for lengths in groups.values():
            apart = sorted(lengths)
            steps = sum(b - a > 1 for a, b in pairwise(apart))
            if steps > 1 or (steps == 1 and not self._nested()):
                yield Found(DIFFERS, f"{self.name}: lengths of hatched bars", 0, self.k - 1)

    def _nested(self) -> bool:
        """True for bars inside bars: offered holds accepted holds attended."""
        rows: dict[int, int] = defaultdict(int)
        for _, low, _, high in [*self._boxes(hatched=True), *self._boxes(hatched=False)]:
            rows[round(low + high)] += 1
        return bool(rows) and max(rows.values()) >= 3

    def _corners(self) -> Iterator[Found]:
        """No more points on a line than printed numbers, and each as high as its number."""
        lines = [s for s in self.shapes if not s.fill and len(s.points) > 2 and not s.rectangle]
        dots = {_middle(s) for s in self.shapes if s.curved and s.fill}
        if not lines or not dots or not self.told:
            return
        numbers_said = [n for part in self.alt.split(";") for n in _last_numbers(part)]
        if len(dots) > max(len(numbers_said), len(numbers(self.alt.partition(":")[2]))):
            yield Found(DIFFERS, f"{self.name}: points of a line", 0, self.k - 1)
        elif len({x for x, _ in dots}) == len(dots) == len(numbers_said):
            yield from self._heights(sorted(dots), numbers_said)

    def _heights(self, dots: Sequence[tuple[float, float]], said: Sequence[int]) -> Iterator[Found]:
        straight = [_off(dots, values) for values in (said, said[::-1])]
        if min(straight) > 2 * NEAR:
            yield Found(DIFFERS, f"{self.name}: heights of a line", 0, 0)

    def _areas(self) -> Iterator[Found]:
        """On a map, as many shapes in a colour of a class as there are printed numbers, never more."""
        areas = [s for s in self.shapes if s.fill and not s.curved and len(s.points) > 3]
        zones = [s for s in areas if not s.rectangle or s.stroked]
        items = [part for part in self.alt.split(";") if part.strip()]
        if len(zones) != len(items) or len(items) < 3:
            return
        printed = sum(bool(_last_numbers(item)) for item in items)
        coloured = sum(s.fill not in (HATCHED, "1.000 1.000 1.000") for s in zones)
        if coloured > printed:
            yield Found(DIFFERS, f"{self.name}: colour of a shape", 0, self.k - 1)

    def _order(self) -> Iterator[Found]:
        """In a list by size, a hidden number between printed ones lies between them."""
        items = [_last_numbers(part) for part in self.alt.split(";")]
        printed = [item[0] for item in items if len(item) == 1]
        if (
            len(printed) < 6
            or any(len(item) > 1 for item in items)
            or sorted(printed, reverse=True) != printed
        ):
            return
        last = max(place for place, item in enumerate(items) if item)
        if any(not item for item in items[: last - 4]):
            yield Found(DIFFERS, f"{self.name}: place of a hidden number", 0, 0)


def _explained(length: float, scale: float, allowed: Sequence[int]) -> bool:
    near = NEAR + 0.002 * length
    value = length / scale
    return length < near or any(abs(n - value) * scale <= near for n in allowed)


def _middle(shape: Shape) -> tuple[float, float]:
    left, low, right, high = shape.box
    return round((left + right) / 2, 1), round((low + high) / 2, 1)


def _last_numbers(part: str) -> list[int]:
    """The numbers at the end of "Street 2,204" or "HIV test 164, 121, 88"."""
    text = part.strip().rstrip(".")
    found = [match for match in TOKEN.finditer(text) if match.end() == len(text)]
    return numbers(found[0].group()) if found and "<" not in text[max(found[0].start() - 2, 0) :] else []


def _off(dots: Sequence[tuple[float, float]], values: Sequence[int]) -> float:
    """How far points are from one scale, at most."""
    low, high = min(values), max(values)
    if low == high:
        return 0.0
    at_low, at_high = dots[values.index(low)][1], dots[values.index(high)][1]
    each = (at_high - at_low) / (high - low)
    return max(abs(at_low + each * (value - low) - y) for (_, y), value in zip(dots, values, strict=True))
