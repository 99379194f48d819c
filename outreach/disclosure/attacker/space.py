"""The unknowns of an attack: cells of small joint tables that together can always be glued to a whole population.

A node is a dimension as finely as one kind of key cuts it (months and quarters are two nodes of "time"). Nodes that
stand together in a key are joined; the graph is made chordal; each of its cliques becomes a table of unknowns, and
neighbours agree on what they share. Consistent non-negative integer tables of such cliques always come from a whole
population, so an interval found here is the interval over all populations that fit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import combinations, product
from math import prod

from .claims import Form, Where

Block = frozenset[str]
Node = tuple[str, frozenset[Block]]
Clique = frozenset[Node]
State = tuple[Block, ...]

YES_NO = ("item.", "pop.", "reason.", "back.")
YES_NO_NAMES = {"coded", "others", "with", "call"}


class TooLargeError(Exception):
    """More unknowns than an attack can handle in its time."""


class Space:
    """Columns for one universe. `columns(where)` are those that a key adds up; `ties` are sums that are equal."""

    def __init__(self, forms: Iterable[Form], *, open_lists: bool = False, most: int = 60_000) -> None:
        wheres = {where for form in forms for _, _, where in form}
        self.atoms = _atoms(wheres, open_lists)
        self.nodes = _nodes(wheres, self.atoms)
        self._known: dict[tuple[Node, ...], list[State]] = {}
        self.cliques = _cliques(self._graph(), self._states)
        self.states = [self._cells(clique) for clique in self.cliques]
        self.size = sum(len(states) for states in self.states)
        if self.size > most:
            raise TooLargeError
        self.starts = [0]
        for states in self.states:
            self.starts.append(self.starts[-1] + len(states))
        self.ties = self._ties()

    def columns(self, where: Where) -> list[int]:
        """The columns whose sum is the number of `where`."""
        wanted = self._wanted(where)
        place = next(i for i, clique in enumerate(self.cliques) if wanted.keys() <= clique)
        order = sorted(self.cliques[place], key=_order)
        asked = [(order.index(node), cats) for node, cats in wanted.items()]
        return [
            self.starts[place] + at
            for at, state in enumerate(self.states[place])
            if all(state[i] <= cats for i, cats in asked)
        ]

    def _wanted(self, where: Where) -> dict[Node, Block]:
        scope = frozenset(dim for dim, _ in where)
        found = {}
        for dim, cats in where:
            node = self.nodes[scope, dim]
            if len(node[1]) > 1:
                found[node] = cats
        return found

    def _graph(self) -> dict[Node, set[Node]]:
        scopes: dict[frozenset[str], set[Node]] = defaultdict(set)
        for (scope, dim), node in self.nodes.items():
            if len(node[1]) > 1:
                scopes[scope].add(node)
                scopes[frozenset([dim])].add(node)  # all cuts of one dimension know each other
        graph: dict[Node, set[Node]] = {node: set() for nodes in scopes.values() for node in nodes}
        for nodes in scopes.values():
            for one, other in combinations(nodes, 2):
                graph[one].add(other)
                graph[other].add(one)
        return graph

    def _states(self, nodes: Iterable[Node]) -> int:
        return prod(len(found) for found in self._by_dim(nodes).values())

    def _by_dim(self, nodes: Iterable[Node]) -> dict[str, list[State]]:
        """For each dimension the combinations of its blocks that occur together."""
        cuts: dict[str, list[Node]] = defaultdict(list)
        for node in sorted(nodes, key=_order):
            cuts[node[0]].append(node)
        return {dim: self._together(tuple(own)) for dim, own in cuts.items()}

    def _together(self, nodes: tuple[Node, ...]) -> list[State]:
        if nodes not in self._known:
            atoms = sorted(self.atoms[nodes[0][0]])
            self._known[nodes] = list({tuple(_block(node, atom) for node in nodes): None for atom in atoms})
        return self._known[nodes]

    def _cells(self, clique: Clique) -> list[State]:
        parts = self._by_dim(clique)
        return [sum(combination, ()) for combination in product(*(parts[dim] for dim in sorted(parts)))]

    def _ties(self) -> list[tuple[list[int], list[int]]]:
        found = []
        for one, other in _tree(self.cliques):
            shared = sorted(self.cliques[one] & self.cliques[other], key=_order)
            left, right = self._grouped(one, shared), self._grouped(other, shared)
            found += [(left[state], right[state]) for state in left]
        return found

    def _grouped(self, place: int, shared: list[Node]) -> dict[State, list[int]]:
        order = sorted(self.cliques[place], key=_order)
        at = [order.index(node) for node in shared]
        found: dict[State, list[int]] = defaultdict(list)
        for column, state in enumerate(self.states[place], self.starts[place]):
            found[tuple(state[i] for i in at)].append(column)
        return found


@cache
def _order(node: Node) -> tuple[str, list[list[str]]]:
    return node[0], sorted(sorted(block) for block in node[1])


def _block(node: Node, atom: str) -> Block:
    return next(block for block in node[1] if atom in block)


def _atoms(wheres: Iterable[Where], open_lists: bool) -> dict[str, frozenset[str]]:
    """The categories of each dimension: those that are named anywhere, for they are printed with their sum.

    With `open_lists` there may be others that nobody prints.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for where in wheres:
        for dim, cats in where:
            found[dim] |= cats
    for dim, own in found.items():
        if dim.startswith(YES_NO) or dim in YES_NO_NAMES or own <= {"yes", "no"}:
            own.update(("yes", "no"))
        elif open_lists and dim != "entered":
            own.add("~")
    return {dim: frozenset(cats) for dim, cats in found.items()}


def _nodes(
    wheres: Iterable[Where], atoms: Mapping[str, frozenset[str]]
) -> dict[tuple[frozenset[str], str], Node]:
    """For each kind of key (its dimensions) and each of its dimensions: the coarsest cut that tells its keys apart."""
    used: dict[tuple[frozenset[str], str], set[Block]] = defaultdict(set)
    for where in wheres:
        scope = frozenset(dim for dim, _ in where)
        for dim, cats in where:
            used[scope, dim].add(cats)
    return {(scope, dim): (dim, _cut(atoms[dim], sets)) for (scope, dim), sets in used.items()}


def _cut(atoms: frozenset[str], sets: Iterable[Block]) -> frozenset[Block]:
    order = sorted(sets, key=sorted)
    blocks: dict[tuple[bool, ...], set[str]] = defaultdict(set)
    for atom in atoms:
        blocks[tuple(atom in cats for cats in order)].add(atom)
    return frozenset(frozenset(block) for block in blocks.values())


def _cliques(graph: dict[Node, set[Node]], size: Callable[[Iterable[Node]], int]) -> list[Clique]:
    """Takes nodes out one by one, the one with the smallest table first; keeps the tables not inside another."""
    left = {node: set(near) for node, near in graph.items()}
    found: list[Clique] = []
    while left:
        node = min(left, key=lambda n: (size({n} | left[n]), _order(n)))
        near = left.pop(node)
        clique = frozenset({node} | near)
        if not any(clique <= other for other in found):
            found.append(clique)
        for one in near:
            left[one].discard(node)
            left[one] |= near - {one}
    return found or [frozenset()]


def _tree(cliques: list[Clique]) -> list[tuple[int, int]]:
    """A spanning tree of largest overlaps: each clique meets the rest through one neighbour."""
    pairs = sorted(
        combinations(range(len(cliques)), 2), key=lambda pair: -len(cliques[pair[0]] & cliques[pair[1]])
    )
    group = list(range(len(cliques)))
    found = []
    for one, other in pairs:
        if group[one] != group[other]:
            found.append((one, other))
            group = [group[one] if g == group[other] else g for g in group]
    return found
