"""What a reader can work out, found by other means than the protector's: every whole table, or a path in a graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from outreach.disclosure.cells import FEW, HELD, SHUT, Key, Protected

Cell = tuple[dict[str, str], int]


def bands(cells: Mapping[Key, Protected], k: int, top: int) -> dict[Key, tuple[int, int]]:
    """Between which numbers a cell is printed to lie."""
    marks = {FEW: (0, k - 1), HELD: (k, top), SHUT: (0, 0)}
    return {
        at: (c.value, c.value) if c.value is not None else marks[c.mark] for at, c in cells.items()
    }  # fmt: skip


def populations(
    sides: Mapping[str, Sequence[str]], known: Mapping[Key, tuple[int, int]], top: int
) -> Iterator[dict[Key, int]]:
    """The numbers of every whole table over `sides` that fits what is printed, inner cells of at most `top`."""
    places = [dict(zip(sides, cats, strict=True)) for cats in product(*sides.values())]
    inside = {at: [_counts(at, place) for place in places] for at in known}

    def grow(so_far: list[int]) -> Iterator[list[int]]:
        for at, (low, high) in known.items():
            sure = sum(n for n, counted in zip(so_far, inside[at], strict=False) if counted)
            done = not any(inside[at][len(so_far) :])
            if sure > high or (done and sure < low):
                return
        if len(so_far) == len(places):
            yield so_far
            return
        for n in range(top + 1):
            yield from grow([*so_far, n])

    for table in grow([]):
        yield {at: sum(n for n, counted in zip(table, inside[at], strict=True) if counted) for at in known}


def intervals(found: Iterator[dict[Key, int]]) -> dict[Key, tuple[int, int]]:
    """The least and the most that each cell is in any of them."""
    ends: dict[Key, tuple[int, int]] = {}
    for numbers in found:
        for at, n in numbers.items():
            low, high = ends.get(at, (n, n))
            ends[at] = min(low, n), max(high, n)
    return ends


def exact_in_two_ways(table: Sequence[Sequence[int]], hidden: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Gusfield: hidden cells of a two-way table with all true sums that can be worked out.

    A cell can grow when a way leads from its column back to its row that avoids it; it can shrink when it is not empty
    and a way leads from its row to its column. Ways go row → column on any hidden cell, column → row on one not empty.
    """
    return {
        cell
        for cell in hidden
        if not _way(table, hidden, ("col", cell[1]), ("row", cell[0]), cell)
        and not (table[cell[0]][cell[1]] and _way(table, hidden, ("row", cell[0]), ("col", cell[1]), cell))
    }


def _way(
    table: Sequence[Sequence[int]],
    hidden: set[tuple[int, int]],
    start: tuple[str, int],
    end: tuple[str, int],
    without: tuple[int, int],
) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        kind, at = waiting.pop()
        for row, col in hidden - {without}:
            if kind == "row" and row == at:
                further = ("col", col)
            elif kind == "col" and col == at and table[row][col]:
                further = ("row", row)
            else:
                continue
            if further not in seen:
                seen.add(further)
                waiting.append(further)
    return end in seen


def _counts(at: Key, place: Mapping[str, str]) -> bool:
    return all(place[dim] in cats for dim, cats in at.where if dim in place)
