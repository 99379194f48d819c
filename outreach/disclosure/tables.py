"""The unknowns of one measure: a small table for each clique, what neighbours share, and the true numbers in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from .cells import Key, Truth, Where
from .cuts import Cuts, Node, numbered
from .graph import Clique, cliques, tree
from .lists import ENTERED, unlisted

Ints = NDArray[np.int64]
ALWAYS = "0-"  # from the first state to the last
MOST = 300_000  # unknowns of one measure


class TooManyUnknownsError(Exception):
    """A menu with so many unknowns that nothing could be proven in time."""


@dataclass(frozen=True)
class Table:
    """One clique: its dimensions, for each atom of a dimension the place on its side, and its cells' columns."""

    clique: Clique
    sides: dict[str, tuple[int, ...]]
    columns: Ints

    def pick(self, part: Iterable[tuple[str, frozenset[int]]]) -> Ints:
        """The columns that make up a part."""
        wanted = dict(part)
        places = [
            sorted({side[atom] for atom in wanted[dim]}) if dim in wanted else range(max(side) + 1)
            for dim, side in self.sides.items()
        ]
        return self.columns[np.ix_(*places)].ravel() if places else self.columns.ravel()


class Tables:
    """All tables of one measure. Columns are numbered from `start`."""

    def __init__(self, measure: str, wheres: Sequence[Where], truth: Truth, start: int = 0) -> None:
        self.measure, self._truth, self.start = measure, truth, start
        self.cuts = Cuts(wheres, unlisted(measure, wheres, truth))
        found = cliques({self.cuts.nodes(where) for where in set(wheres)}, self._size)
        self.tables: list[Table] = []
        for clique in found:
            self.tables.append(self._table(clique, start))
            start += self.tables[-1].columns.size
            if start > MOST:
                raise TooManyUnknownsError
        self.end = start
        self._joins = tree(found)

    def columns(self, where: Where) -> Ints:
        """The columns that a key adds up, in the smallest table that knows it."""
        nodes = self.cuts.nodes(where)
        table = min((t for t in self.tables if nodes <= t.clique), key=lambda t: t.columns.size)
        return table.pick(self.cuts.part(where))

    def ties(self) -> Iterable[tuple[Ints, Ints]]:
        """Pairs of sums that are equal, because two tables tell of the same people."""
        for one, other, shared in self._joins:
            left, right = self._grouped(self.tables[one], shared), self._grouped(self.tables[other], shared)
            yield from ((left[at], right[at]) for at in left)

    def true(self) -> Ints:
        """The true numbers of all columns; 0 in a table that is not known jointly. Records count in all editions."""
        found = np.zeros(self.end - self.start, np.int64)
        for table in self.tables:
            with suppress(ValueError):
                self._fill(table, found)
        return found

    def touched(self, columns: Ints) -> dict[str, set[int]]:
        """For each dimension the atoms that some columns speak of."""
        found: dict[str, set[int]] = defaultdict(set)
        for table in self.tables:
            first = int(table.columns.flat[0])
            own = columns[(columns >= first) & (columns < first + table.columns.size)] - first
            places = np.unravel_index(own, table.columns.shape) if len(own) else []
            for (dim, side), at in zip(table.sides.items(), places, strict=False):
                found[dim].update(np.flatnonzero(np.isin(side, at)).tolist())
        return found

    def around(self, touched: Mapping[str, set[int]]) -> Ints:
        """All columns of the cross of some atoms."""
        near = [
            table.pick((dim, frozenset(touched[dim])) for dim in table.sides)
            for table in self.tables
            if table.sides.keys() <= touched.keys()
        ]
        return np.concatenate([*near, np.zeros(0, np.int64)])

    def _fill(self, table: Table, found: Ints) -> None:
        plain = [dim for dim in table.sides if dim != ENTERED]
        narrowed = sorted(self.cuts.everywhere - set(plain) - {ENTERED})
        dims = [self.cuts.dims[dim] for dim in (*plain, *narrowed)]
        for cats, n in self._truth.joint(self.measure, (*plain, *narrowed)).items():
            atoms = [dim.at(cat) for dim, cat in zip(dims, cats, strict=True)]
            if n and min(atoms, default=0) >= 0:
                places = {dim: table.sides[dim][atom] for dim, atom in zip(plain, atoms, strict=False)}
                at = tuple(places.get(dim, side[self._always]) for dim, side in table.sides.items())
                found[table.columns[at] - self.start] += n

    @property
    def _always(self) -> int:
        """The atom of records that count in the first edition and in the last."""
        entered = self.cuts.dims.get(ENTERED)
        return (
            0
            if entered is None
            else min(entered.of([cat for cat in entered.atoms if cat == ALWAYS]), default=0)
        )

    def _table(self, clique: Clique, start: int) -> Table:
        sides = _sides(clique)
        shape = [max(side) + 1 for side in sides.values()]
        return Table(clique, sides, np.arange(start, start + prod(shape), dtype=np.int64).reshape(shape))

    def _size(self, nodes: Iterable[Node]) -> int:
        return prod(max(side) + 1 for side in _sides(nodes).values())

    def _grouped(self, table: Table, shared: Clique) -> dict[tuple[int, ...], Ints]:
        """The columns of a table by what it shares with another."""
        common = _sides(shared)
        groups: dict[tuple[int, ...], Ints] = {}
        seen = [sorted(set(zip(common[dim], table.sides[dim], strict=True))) for dim in common]
        for places in _product([sorted({at for at, _ in pairs}) for pairs in seen]):
            picked = [
                [own for at, own in pairs if at == place] for pairs, place in zip(seen, places, strict=True)
            ]
            chosen = dict(zip(common, picked, strict=True))
            index = [chosen.get(dim, range(max(side) + 1)) for dim, side in table.sides.items()]
            groups[places] = table.columns[np.ix_(*index)].ravel() if index else table.columns.ravel()
        return groups


def _sides(nodes: Iterable[Node]) -> dict[str, tuple[int, ...]]:
    """For each dimension of a clique: atom → place, so that all its cuts can be told."""
    cuts: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for dim, parts in sorted(nodes):
        cuts[dim].append(parts)
    return {dim: numbered(zip(*parts, strict=True)) for dim, parts in cuts.items()}


def _product(lists: Sequence[Sequence[int]]) -> Iterable[tuple[int, ...]]:
    if not lists:
        return [()]
    return [(first, *rest) for first in lists[0] for rest in _product(lists[1:])]


def true_sum(key: Key, truth: Truth) -> int | None:
    """What the truth says now of a key; None when it does not know."""
    dims = tuple(dim for dim, _ in key.where if dim != ENTERED)
    try:
        cells = truth.joint(key.measure, dims)
    except ValueError:
        return None
    wanted = [frozenset(key.of(dim)) for dim in dims]
    return sum(n for cats, n in cells.items() if all(c in w for c, w in zip(cats, wanted, strict=True)))
