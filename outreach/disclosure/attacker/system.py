"""All publications as one system of rows for each universe, and the attack on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from .claims import ENDLESS, ENTERED, PEOPLE, SUMS, Claim, Form
from .intervals import Attack, Hidden
from .patience import Patience
from .ranks import determined
from .solver import Rows
from .space import Space, TooLargeError
from .verdict import Found, Verdict

Claims = Mapping[str, Claim]


def attack_universe(
    known: Claims, late: Mapping[str, Form], k: int, patience: Patience, few: set[str]
) -> Verdict:
    """Attacks all hidden numbers of one universe; `few` are keys of quantities behind which the report says "<k"."""
    for open_lists in (False, True):
        try:
            attack = _attack(known, late, k, patience, few, open_lists)
        except TooLargeError:
            return Verdict(complete=False, notes=["too many numbers are joined for an attack"])
        verdict = attack.run()
        if attack.fits:
            _compare(verdict, attack)
            return verdict
    key = min(known)
    return Verdict([Found("differs", key, 0, 0)], notes=["the printed numbers contradict each other"])


def _compare(verdict: Verdict, attack: Attack) -> None:
    """Two methods, one answer: what linear algebra fixes may not have been seen to vary, else nothing is proven."""
    fixed = set(determined(attack.rows, attack.hidden))
    if any(one.low < one.high for one in attack.hidden if one.key in fixed):
        verdict.complete = False
        verdict.notes.append("two methods of attack do not agree")


def by_universe(known: Claims) -> dict[str, dict[str, Claim]]:
    """Claims that may share a sum, people apart (they never add up)."""
    found: dict[str, dict[str, Claim]] = defaultdict(dict)
    for key, claim in known.items():
        if claim.universe != PEOPLE:
            found[claim.universe][key] = claim
    return found


def _attack(
    known: Claims, late: Mapping[str, Form], k: int, patience: Patience, few: set[str], open_lists: bool
) -> Attack:
    space = Space([*(claim.form for claim in known.values()), *late.values()], open_lists=open_lists)
    largest = max((claim.given or 0 for claim in known.values()), default=0)
    rows = Rows(space.size, 4 * largest + 1000 * k, [], [], [], [])
    hidden = []
    nothing = {claim.form for claim in known.values() if claim.given == 0}  # told anyway
    for key, claim in known.items():
        row = rows.add(*_entries(space, claim.form), claim.low, claim.high)
        if claim.given is None and claim.mark in {"few", "held"} and claim.form not in nothing:
            kind = "quantity" if claim.universe in SUMS else "count"
            hidden.append(Hidden(key, row, min(claim.threshold, k), kind, key in few))
    for key, form in late.items():
        hidden.append(Hidden(key, rows.add(*_entries(space, form), 0, ENDLESS), k, "late"))
    for left, right in space.ties:
        rows.add([*left, *right], [1] * len(left) + [-1] * len(right), 0, 0)
    return Attack(rows, hidden, patience)


def _entries(space: Space, form: Form) -> tuple[list[int], list[int]]:
    found: dict[int, int] = defaultdict(int)
    for weight, _, where in form:
        for column in space.columns(where):
            found[column] += weight
    return list(found), list(found.values())


# Editions of one population: records that came in later are a dimension of their own.


def versions(publications: Sequence[Sequence[Claim]]) -> list[int]:
    """For each publication the state of the records it counts: a new one begins where a number changed."""
    said: dict[str, list[Claim]] = defaultdict(list)
    found, version = [], 0
    for claims in publications:
        if any(_clash(claim, before) for claim in claims for before in said[claim.key]):
            version += 1
            said.clear()
        for claim in claims:
            said[claim.key].append(claim)
        found.append(version)
    return found


def _clash(one: Claim, other: Claim) -> bool:
    return one.high < other.low or other.high < one.low


def entered(claim: Claim, version: int, last: int, gone: bool) -> Claim:
    """The claim as one about records that had come in by its version (and were not withdrawn before)."""
    cats = [f"in{i}" for i in range(version + 1)]
    cats += [f"out{i}" for i in range(version, last)] if gone else []
    return replace(claim, form=narrowed(claim.form, cats))


def narrowed(form: Form, cats: Iterable[str]) -> Form:
    """The form for records of these times of entry only."""
    extra = (ENTERED, frozenset(cats))
    return tuple((w, measure, tuple(sorted([*where, extra]))) for w, measure, where in form)
