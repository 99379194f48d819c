"""Small made-up programmes for the protector's tests: every person known, so that any table can be counted."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from outreach.disclosure.cells import Asked, Key, Protected, Release, key
from outreach.disclosure.protect import Pattern

MONTHS = ("2026-07", "2026-08", "2026-09")


class Population:
    """Rows of one measure; implements disclosure.cells.Truth."""

    def __init__(self, rows: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
        self.rows = rows
        self._joints: dict[tuple[str, tuple[str, ...]], Counter[tuple[str, ...]]] = {}

    def joint(self, measure: str, dims: tuple[str, ...]) -> Mapping[tuple[str, ...], int]:
        if (measure, dims) not in self._joints:
            found: Counter[tuple[str, ...]] = Counter()
            for row in self.rows.get(measure, ()):
                found[tuple(row.get(dim, "no") for dim in dims)] += int(row.get("#", "1"))
            self._joints[measure, dims] = found
        return self._joints[measure, dims]

    def count(self, at: Key) -> int:
        wanted = [(dim, set(cats)) for dim, cats in at.where]
        return sum(
            int(row.get("#", "1"))
            for row in self.rows.get(at.measure, ())
            if all(row.get(dim, "no") in cats for dim, cats in wanted)
        )

    def ask(self, at: Key, table: str = "", fineness: int | None = None, **more: object) -> Asked:
        fine = sum(dim != "time" for dim, _ in at.where) if fineness is None else fineness
        value = self.count(at)
        return Asked(at, value, value, table or "+".join(d for d, _ in at.where), fine, **more)  # type: ignore[arg-type]


def town(sizes: Mapping[str, int], people: int, seed: int, months: Sequence[str] = MONTHS) -> Population:
    """People spread unevenly over the categories of some dimensions."""
    draw = random.Random(seed)
    weights = {dim: [draw.gammavariate(0.7, 1) + 0.01 for _ in range(n)] for dim, n in sizes.items()}
    rows = [
        {"time": draw.choice(list(months))}
        | {dim: f"{dim[0]}{draw.choices(range(n), weights[dim])[0]}" for dim, n in sizes.items()}
        for _ in range(people)
    ]
    return Population({"contacts": rows})


def menu(
    people: Population, sizes: Mapping[str, int], ways: int = 2, times: Sequence[str] = MONTHS
) -> list[Asked]:
    """All tables of up to `ways` dimensions."""
    found = []
    for n in range(ways + 1):
        for dims in combinations(sizes, n):
            found += cross(people, {dim: [f"{dim[0]}{i}" for i in range(sizes[dim])] for dim in dims}, times)
    return found


def cross(
    people: Population,
    sides: Mapping[str, Iterable[str]],
    times: Sequence[str] = MONTHS,
    measure: str = "contacts",
) -> list[Asked]:
    """The inner cells of one table."""
    return [
        people.ask(
            key(measure, {"time": times, **dict(zip(sides, cats, strict=True))}), "+".join(sides) or "total"
        )
        for cats in product(*sides.values())
    ]


def released(name: str, pattern: Pattern, k: int) -> Release:
    return Release(name, k, pattern.cells, {})


def marks(cells: Mapping[Key, Protected]) -> Counter[str]:
    return Counter(cell.mark or "shown" for cell in cells.values())
