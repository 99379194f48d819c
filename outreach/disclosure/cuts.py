"""How keys cut the dimensions: atoms (the categories that no key tells apart) and nodes of the graph of dimensions.

Keys of one kind (the same dimensions) cut a dimension in their own way; every such cut is a node of its own. So twelve
single months do not multiply the tables that only know quarters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .cells import TIME, Where

YES_NO = frozenset(("yes", "no"))
Node = tuple[str, tuple[int, ...]]  # a dimension, and for each of its atoms the part it belongs to
Part = tuple[tuple[str, frozenset[int]], ...]  # what a key counts, in atoms


@dataclass(frozen=True)
class Dimension:
    """The atoms of one dimension. `rest` is the atom of categories that no key names; -1: no key counts them."""

    atoms: Mapping[str, int]
    size: int
    rest: int = -1

    def of(self, cats: Iterable[str]) -> frozenset[int]:
        """The atoms of some categories."""
        return frozenset(self.atoms[cat] for cat in cats)

    def at(self, cat: str) -> int:
        """The atom of a category that may not be named; -1 when no key counts it."""
        return self.atoms.get(cat, self.rest)


class Cuts:
    """All dimensions of one measure, as the keys in play cut them."""

    def __init__(self, wheres: Iterable[Where], others: Mapping[str, frozenset[str]]) -> None:
        """`others`: categories that are not empty and that no key names, where the keys of a dimension look."""
        wheres = set(wheres)
        sets: dict[str, set[frozenset[str]]] = defaultdict(set)
        self.everywhere = set.intersection(*({dim for dim, _ in where} for where in wheres))
        for where in wheres:
            for dim, cats in where:
                sets[dim].add(frozenset(cats))
        self.dims = {
            dim: _dimension(found, None if dim in {TIME, *self.everywhere} else others.get(dim, frozenset()))
            for dim, found in sets.items()
        }
        self._nodes = self._cut(wheres)

    def part(self, where: Where) -> Part:
        """What a key counts, in atoms; dimensions that it counts whole are left out. The same sum, the same part."""
        found = ((dim, self.dims[dim].of(cats)) for dim, cats in where)
        return tuple((dim, atoms) for dim, atoms in found if len(atoms) < self.dims[dim].size)

    def nodes(self, where: Where) -> frozenset[Node]:
        """The nodes that a key joins."""
        scope = frozenset(dim for dim, _ in where)
        return frozenset(self._nodes[scope, dim] for dim in scope if max(self._nodes[scope, dim][1]) > 0)

    def _cut(self, wheres: Iterable[Where]) -> dict[tuple[frozenset[str], str], Node]:
        sets: dict[tuple[frozenset[str], str], set[frozenset[int]]] = defaultdict(set)
        for where in wheres:
            scope = frozenset(dim for dim, _ in where)
            for dim, cats in where:
                sets[scope, dim].add(self.dims[dim].of(cats))
        found = {}
        for (scope, dim), own in sets.items():
            order = sorted(own, key=sorted)
            marks = [tuple(atom in one for one in order) for atom in range(self.dims[dim].size)]
            found[scope, dim] = (dim, numbered(marks))
        return found


def numbered(marks: Iterable[object]) -> tuple[int, ...]:
    """Equal things get equal small numbers, in the order in which they come."""
    seen: dict[object, int] = {}
    return tuple(seen.setdefault(mark, len(seen)) for mark in marks)


def _dimension(sets: set[frozenset[str]], others: frozenset[str] | None) -> Dimension:
    """`others` is None when every key narrows the dimension: what they do not name is not counted at all."""
    named = frozenset().union(*sets)
    order = sorted(sets, key=sorted)
    marks = {cat: tuple(cat in one for one in order) for cat in sorted(named)}
    numbers = numbered(marks.values())
    atoms = dict(zip(marks, numbers, strict=True))
    size = max(numbers) + 1
    if others is None:
        return Dimension(atoms, size)
    more = (YES_NO if named <= YES_NO else others) - named
    if not more:
        return Dimension(atoms, size, 0)  # where its keys look, nobody is in another category
    return Dimension(atoms | dict.fromkeys(more, size), size + 1, size)
