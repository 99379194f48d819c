"""What a reader knows from the lists of a report: what is not in them, nobody was in.

Lists are cut to what was used. So a category that no key in play names, in the months and places that the keys of its
dimension speak of, is empty for a reader too. Only what is counted in the whole and named by nobody stays unknown
(referrals that were offered and not accepted). Nor was anybody in what one report leaves out and another one names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from .cells import COUNTS, TIME, Key, Truth, Where, key

ENTERED = "entered"  # in which states a record was counted; only when editions disagree
YES_NO = frozenset(("yes", "no"))
ALONE = frozenset(("indicators", "indicator_parts"))  # cells that are asked for one by one: no lists
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


def left_out(told: Iterable[Mapping[Key, str]], truth: Truth) -> list[list[Key]]:
    """For each report (its keys with their table, "" if unknown) the keys that are nothing because its lists leave
    them out, though something else names them.

    A list is what a report tells beside the sum of it. Only what is nothing now: late records come into no list.
    """
    reports = [{at: table for at, table in keys.items() if at.measure in COUNTS} for keys in told]
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for at in (at for keys in reports for at in keys):
        for dim, cats in at.where:
            named[at.measure, dim].update(cats)
    return [[at for at in _missing(keys, named) if not _counted(at, truth)] for keys in reports]


def _missing(keys: Mapping[Key, str], named: Mapping[tuple[str, str], set[str]]) -> Iterator[Key]:
    lists: dict[tuple[Key, str], set[str]] = defaultdict(set)
    for at, table in keys.items():
        for dim, cats in at.where if table not in ALONE else ():
            rest = Key(at.measure, tuple(side for side in at.where if side[0] != dim))
            if dim not in (TIME, ENTERED) and rest in keys:
                lists[rest, dim].update(cats)
    for (rest, dim), listed in lists.items():
        more = named[rest.measure, dim] - listed
        yield from (key(rest, {dim: cat}) for cat in sorted(more) if not listed | more <= YES_NO)


def _counted(at: Key, truth: Truth) -> bool:
    """Whether somebody is counted by a key, or it is not known."""
    try:
        cells = truth.joint(at.measure, tuple(dim for dim, _ in at.where))
    except ValueError:
        return True
    sides = [frozenset(cats) for _, cats in at.where]
    return any(n and all(c in side for c, side in zip(cats, sides, strict=True)) for cats, n in cells.items())
