"""Distinct people are never added up, but they bound each other: a part has no more of them than the whole, the whole
no more than its parts together, and nobody is counted without a contact.

The unknowns are the numbers themselves. Hidden ones are all "withheld", which says nothing of their size: beside
printed contacts "<k" would say that it is at least one. What lies between two numbers (people who were not seen in a
month, people seen in two places) must be able to be nobody, or k people or more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from math import inf

import numpy as np

from .anchor import anchor
from .cells import FEW, SHUT, Asked, Key, Protected
from .lines import Line
from .program import Goal, Problem, Sparse
from .universe import Builder, Universe


def build_people(builder: Builder, asked: Sequence[Asked], *, free_totals: bool = False) -> Universe:
    """The problem of some numbers of people and all that were printed before."""
    lines = _lines(builder, asked)
    keys = [line.terms[0][1] for line in lines]
    rows = Sparse()
    for place in range(len(lines)):
        rows.add(np.array([place]))
    for whole, parts in _nested(keys):
        rows.add(np.array([whole, *parts]), np.array([1.0, -1.0]))
    for whole, parts in _covers(keys):
        rows.add(np.array([*parts, whole]), np.array([*([1.0] * len(parts)), -1.0]))
    rows.ready()
    problem = _problem(lines, rows, builder.k)
    if not free_totals:
        least = min((cell.fineness for cell in asked), default=0)
        totals = [
            i for i, line in enumerate(lines) if any(cell.fineness == least == 0 for cell in line.asked)
        ]
        problem.totals = frozenset(i for i in totals if not problem.forced[i])
        problem.forced[totals] = True
    known = np.array([bool(line.asked) and not line.hidden_before for line in lines])
    problem.true = anchor(problem, problem.value.astype(np.int64), known, builder.clock.part(0.2))
    between = list(_between(problem, len(lines), builder.k))
    problem.goals, problem.soft = [*_goals(lines, builder.k), *between], set(between)
    return Universe(
        lines, {}, problem, [i for i, line in enumerate(lines) if line.hidden_before and line.free]
    )


def _lines(builder: Builder, asked: Sequence[Asked]) -> list[Line]:
    measure = {cell.key.measure for cell in asked}
    found: dict[Key, Line] = {}
    for old in builder.told(asked, measure):
        line = found.setdefault(old.key, Line(((1, old.key),)))
        if old.place in builder.unknown:
            line.keep(old)
        else:
            line.know(old, builder.k)
    for cell in asked:
        line = found.setdefault(cell.key, Line(((1, cell.key),)))
        line.ask(cell, builder.k, builder.band, {}, builder.stays(cell.key))
    told = _told_contacts(builder)
    for line in found.values():
        line.high = min(line.high, _contacts(line.terms[0][1], told))
        if line.high == 0:
            line.given = 0
        if line.value is None:
            line.value = line.given if line.given is not None else int(min(line.high, builder.k))
    return list(found.values())


def _told_contacts(builder: Builder) -> dict[Key, float]:
    """The most contacts that a reader thinks possible, by key."""
    bands = [
        (builder.counts, builder.band),
        *(
            (release.cells, release.threshold)
            for place, release in enumerate(builder.earlier)
            if place not in builder.unknown
        ),
    ]
    found: dict[Key, float] = {}
    for cells, threshold in bands:
        for at, cell in cells.items():
            if at.measure == "contacts" and at.of("coded") != ("no",):
                # Everybody counted has a code: contacts with one bound them like all contacts do.
                whole = Key(at.measure, tuple(side for side in at.where if side[0] != "coded"))
                found[whole] = min(found.get(whole, inf), _most(cell, threshold))
    return found


def _most(cell: Protected, k: int) -> float:
    if cell.value is not None:
        return cell.value
    return {SHUT: 0, FEW: k - 1}.get(cell.mark, inf)


def _contacts(people: Key, told: Mapping[Key, float]) -> float:
    """Nobody is counted without a contact: the fewest contacts told of the same people or more."""
    return min(
        (most for at, most in told.items() if _inside(people, Key(people.measure, at.where))), default=inf
    )


def _problem(lines: Sequence[Line], rows: Sparse, k: int) -> Problem:
    values = np.array([line.value for line in lines], float)
    top, ties = float(4 * values.max(initial=0) + 1000 * k), len(rows.columns) - len(lines)
    return Problem(
        rows=rows,
        size=len(lines),
        top=top,
        value=values,
        low=np.array([line.low for line in lines], float),
        high=np.array([min(line.high, top) for line in lines], float),
        shown=np.array([line.shown for line in lines], bool),
        forced=np.array([line.given is not None for line in lines], bool),
        weight=np.array([line.weight() for line in lines], float),
        marked=np.array([line.marked for line in lines], bool),
        spare=np.array([line.spare for line in lines], float).reshape(-1, 2).clip(0, top),
        extra_low=np.zeros(ties),
        extra_high=np.full(ties, top),
        goals=[],
    )


def _goals(lines: Sequence[Line], k: int) -> Iterator[tuple[Goal, ...]]:
    """Few people must be able to be k or more, or nobody as well as all that their contacts allow."""
    for row, line in enumerate(lines):
        few = not line.asked or line.asked[0].contacts < k
        if few and line.given is None and (line.hidden or line.hidden_before):
            yield (Goal(row, 1, min(k, line.high)),)
            if line.high < k:
                yield (Goal(row, -1, 0),)


def _between(problem: Problem, lines: int, k: int) -> Iterator[tuple[Goal, ...]]:
    """People counted in the one and not in the other, or in several parts: nobody, or k or more."""
    sums = problem.rows.times(problem.value)
    for row in range(lines, len(sums)):
        if 0 < sums[row] < k:
            yield Goal(row, -1, 0), Goal(row, 1, k)


def _nested(keys: Sequence[Key]) -> Iterator[tuple[int, tuple[int, ...]]]:
    for whole, part in permutations(range(len(keys)), 2):
        if _inside(keys[part], keys[whole]):
            yield whole, (part,)


def _inside(part: Key, whole: Key) -> bool:
    """Whether everybody that `part` counts is counted by `whole` too."""
    mine = dict(part.where)
    return all(dim in mine and set(mine[dim]) <= set(cats) for dim, cats in whole.where)


def _covers(keys: Sequence[Key]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(whole, parts): keys that differ from the whole in one dimension, and together are all of it."""
    atoms: dict[str, set[str]] = defaultdict(set)
    for at in keys:
        for dim, cats in at.where:
            atoms[dim].update(cats)
    for whole, at in enumerate(keys):
        for dim in atoms:
            wanted = set(at.of(dim) or atoms[dim])
            if dim.startswith("pop.") and not at.of(dim):
                continue  # nobody prints those who are not in a group
            rest = [one for one in at.where if one[0] != dim]
            parts = {
                place: set(other.of(dim))
                for place, other in enumerate(keys)
                if other.of(dim)
                and set(other.of(dim)) < wanted
                and [o for o in other.where if o[0] != dim] == rest
            }
            yield from ((whole, tuple(found)) for found in _families(parts, wanted))


def _families(parts: Mapping[int, set[str]], wanted: set[str]) -> Iterator[list[int]]:
    """The largest parts and the smallest parts, where they are all that is wanted."""
    largest = [place for place, cats in parts.items() if not any(cats < other for other in parts.values())]
    smallest = [place for place, cats in parts.items() if not any(other < cats for other in parts.values())]
    for found in (largest, *([smallest] if smallest != largest else [])):
        if len(found) > 1 and set().union(*(parts[place] for place in found)) >= wanted:
            yield found
