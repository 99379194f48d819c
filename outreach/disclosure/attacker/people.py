"""Distinct people: they never add up, but they bound each other.

A part has no more people than the whole, the whole no more than its parts together, and nobody is counted without a
contact. All bounds hold at once in one small program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from .claims import ENDLESS, PEOPLE, Claim
from .intervals import Attack, Hidden
from .patience import Patience
from .solver import Rows
from .verdict import Found, Verdict


def attack_people(known: Mapping[str, Claim], k: int, patience: Patience) -> Verdict:
    """Attacks hidden numbers of people."""
    people = {key: claim for key, claim in known.items() if claim.universe == PEOPLE}
    if not people:
        return Verdict()
    keys = list(people)
    place = {key: i for i, key in enumerate(keys)}
    largest = max([claim.given or 0 for claim in people.values()])
    rows = Rows(len(keys), 4 * largest + 1000 * k, [], [], [], [])
    hidden = []
    for key, claim in people.items():
        row = rows.add([place[key]], [1], claim.low, min(claim.high, _contacts(claim, known)))
        if claim.given is None and claim.mark in {"few", "held"}:
            hidden.append(Hidden(key, row, min(claim.threshold, k)))
    wheres = {key: dict(claim.form[0][2]) for key, claim in people.items()}
    for part, whole in _inside(wheres):
        rows.add([place[whole], place[part]], [1, -1], 0, ENDLESS)
    for whole, parts in _covers(wheres):
        rows.add([*(place[p] for p in parts), place[whole]], [1] * len(parts) + [-1], 0, ENDLESS)
    attack = Attack(rows, hidden, patience)
    verdict = attack.run()
    if not attack.fits:
        return Verdict([Found("differs", keys[0], 0, 0)], notes=["numbers of people contradict each other"])
    return verdict


def _contacts(claim: Claim, known: Mapping[str, Claim]) -> int:
    """Most contacts of people with a code that are printed for the same place and time."""
    where = dict(claim.form[0][2])
    most = ENDLESS
    for other in known.values():
        if other.universe == "contacts" and len(other.form) == 1:
            told = dict(other.form[0][2])
            if told.pop("coded", None) != frozenset({"no"}) and all(
                dim in where and where[dim] <= cats for dim, cats in told.items()
            ):
                most = min(most, other.high)
    return most


def _inside(wheres: Mapping[str, dict[str, frozenset[str]]]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(wheres, 2):
        if _within(wheres[one], wheres[other]):
            yield one, other
        elif _within(wheres[other], wheres[one]):
            yield other, one


def _within(part: dict[str, frozenset[str]], whole: dict[str, frozenset[str]]) -> bool:
    return all(dim in part and part[dim] <= cats for dim, cats in whole.items())


def _covers(wheres: Mapping[str, dict[str, frozenset[str]]]) -> Iterator[tuple[str, list[str]]]:
    """(whole, parts): the parts differ in one dimension and together are all of it."""
    atoms: dict[str, set[str]] = {}
    for where in wheres.values():
        for dim, cats in where.items():
            atoms.setdefault(dim, set()).update(cats)
    for whole, where in wheres.items():
        for dim in atoms:
            wanted = where.get(dim, frozenset(atoms[dim]))
            if dim.startswith("pop.") and dim not in where:
                continue  # nobody prints the people who are not in a group
            parts = [
                key
                for key, other in wheres.items()
                if key != whole
                and {**other, dim: frozenset()} == {**where, dim: frozenset()}
                and other.get(dim, wanted) < wanted
            ]
            if len(parts) > 1 and frozenset().union(*(wheres[key][dim] for key in parts)) >= wanted:
                yield whole, parts
