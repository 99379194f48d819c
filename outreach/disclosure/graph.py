"""The graph of dimensions: made chordal, its cliques, and the tree that joins them.

Non-negative integer tables of the cliques that agree on what neighbours share always come from a whole population.
So the unknowns of a report are the cells of these small tables, not of the cross of all dimensions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations

from .cuts import Node

Clique = frozenset[Node]


def cliques(sets: Iterable[Clique], size: Callable[[Iterable[Node]], int]) -> list[Clique]:
    """The largest cliques after triangulation: the node with the least fill-in goes first, then the smallest table."""
    near = _neighbours(sets)
    found: list[Clique] = []
    while near:
        node = min(near, key=lambda one: (_fill(near, one), size({one} | near[one]), one))
        around = near.pop(node)
        clique = frozenset({node} | around)
        if not any(clique <= other for other in found):
            found.append(clique)
        for one in around:
            near[one] = (near[one] | around) - {one, node}
    return found or [frozenset()]


def tree(found: list[Clique]) -> list[tuple[int, int, Clique]]:
    """A spanning tree of the cliques with the largest overlaps: (one, other, what they share)."""
    pairs = sorted(combinations(range(len(found)), 2), key=lambda pair: -len(found[pair[0]] & found[pair[1]]))
    group = list(range(len(found)))
    chosen = []
    for one, other in pairs:
        if group[one] != group[other]:
            chosen.append((one, other, found[one] & found[other]))
            old, new = group[other], group[one]
            group = [new if member == old else member for member in group]
    return chosen


def _neighbours(sets: Iterable[Clique]) -> dict[Node, set[Node]]:
    near: dict[Node, set[Node]] = {}
    for nodes in sets:
        for node in nodes:
            near.setdefault(node, set()).update(nodes - {node})
    for one, other in combinations(sorted(near), 2):
        if one[0] == other[0]:  # two cuts of one dimension know each other
            near[one].add(other)
            near[other].add(one)
    return near


def _fill(near: dict[Node, set[Node]], node: Node) -> int:
    return sum(other not in near[one] for one, other in combinations(near[node], 2))
