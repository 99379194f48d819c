"""Scopes that hold one another: what a wide report tells beyond a narrow one (two funders, a year and its quarters)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import permutations

from .cells import TIME, Key

SCOPE = (TIME, "zone", "site")  # what two reports may differ in as a whole


def contained(keys: Sequence[tuple[Key, frozenset[int]]]) -> Iterator[tuple[int, int]]:
    """Pairs of places (whole, part) that come from two reports and differ in their scope only.

    Each key comes with the reports that print it.
    """
    alike: dict[object, list[int]] = defaultdict(list)
    for place, (at, _) in enumerate(keys):
        alike[at.measure, tuple(one for one in at.where if one[0] not in SCOPE)].append(place)
    for places in alike.values():
        for whole, part in permutations(places, 2):
            apart = len(keys[whole][1] | keys[part][1]) > 1
            if apart and _inside(keys[part][0], keys[whole][0]):
                yield whole, part


def _inside(part: Key, whole: Key) -> bool:
    if part == whole:
        return False
    mine = dict(part.where)
    return all(dim in mine and set(mine[dim]) <= set(cats) for dim, cats in whole.where)
