"""What a reader knows from the lists of a report: what is not in them, nobody was in.

Lists are cut to what was used. So a category that no key in play names, in the months and places that the keys of its
dimension speak of, is empty for a reader too. Only what is counted in the whole and named by nobody stays unknown
(referrals that were offered and not accepted).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from .cells import TIME, Truth, Where

ENTERED = "entered"  # in which states a record was counted; only when editions disagree
Scope = tuple[str, ...]


def unlisted(measure: str, wheres: Iterable[Where], truth: Truth) -> dict[str, frozenset[str]]:
    """Categories that somebody is in and no key names, by dimension, where the keys of this dimension look."""
    hulls: dict[Scope, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for where in wheres:
        told = [(dim, cats) for dim, cats in where if dim != ENTERED]
        for dim, cats in told:
            hulls[tuple(dim for dim, _ in told)][dim].update(cats)
    found: dict[str, set[str]] = defaultdict(set)
    for scope, hull in hulls.items():
        for dims in (scope, *_pairs(scope)):
            try:
                cells = truth.joint(measure, dims)
            except ValueError:
                continue
            _outside(cells, dims, hull, found)
            if dims == scope:
                break
    return {dim: frozenset(cats) for dim, cats in found.items()}


def _pairs(scope: Scope) -> list[Scope]:
    """What is known at least of a scope that is not known jointly: each dimension by month."""
    return [(TIME, dim) if TIME in scope else (dim,) for dim in scope if dim != TIME]


def _outside(
    cells: Mapping[Scope, int], dims: Scope, hull: Mapping[str, set[str]], found: dict[str, set[str]]
) -> None:
    """Enters the categories of cells that differ in one dimension only from what the keys name."""
    for cats, n in cells.items():
        apart = [dim for dim, cat in zip(dims, cats, strict=True) if n and cat not in hull[dim]]
        if len(apart) == 1 and apart[0] != TIME:
            found[apart[0]].add(cats[dims.index(apart[0])])
