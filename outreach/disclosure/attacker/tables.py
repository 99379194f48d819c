"""The attack on the numbers of several publications together, the last being the one that is to be published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .claims import SUMS, Claim, Form, claims, elsewhere, merged, named, unlisted
from .patience import Patience
from .people import attack_people
from .system import attack_universe, by_universe, entered, narrowed, versions
from .verdict import TWICE, Found, Verdict


def attack_tables(
    publications: Sequence[Mapping[str, Any]],
    seconds: float = 60,
    patience: Patience | None = None,
    *,
    told_more: bool = False,
) -> Verdict:
    """What a reader of all publications can prove. Each is the attached figures.json, read.

    Nothing may be proven below the threshold of the last one; of a reader who was told more, below the smallest.
    """
    verdict, patience = Verdict(), patience or Patience(seconds)
    try:
        told = [list(claims(publication, place)) for place, publication in enumerate(publications)]
        more = list(elsewhere(told))
        said = [
            [*own, *named(publication, place), *(more if own is told[-1] else ())]
            for place, (own, publication) in enumerate(zip(told, publications, strict=True))
        ]
        names = _names(claim for claims_ in said for claim in claims_)
        left_out = [list(unlisted(each, place, names)) for place, each in enumerate(publications)]
        thresholds = [int(publication["about"]["threshold"]) for publication in publications]
    except (KeyError, TypeError, ValueError):
        return Verdict(complete=False, notes=["the figures of a publication cannot be read"])
    if said:
        _attack(verdict, said, left_out, min(thresholds) if told_more else thresholds[-1], patience)
        verdict.add(_twice(said, bool(publications[-1].get("changes"))))
    verdict.seconds = patience.passed
    return verdict


def _attack(
    verdict: Verdict,
    said: Sequence[Sequence[Claim]],
    left_out: Sequence[Sequence[Claim]],
    k: int,
    patience: Patience,
) -> None:
    """The first way in which all that is printed can be true at once, or that there is none; with what lists leave
    out, or without it."""
    whole = [[*own, *more] for own, more in zip(said, left_out, strict=True)]
    parts: list[Verdict] = []
    for told in (whole, said) if any(left_out) else (said,):
        for states, gone in _ways(told):
            parts = _parts(told, states, states[-1], gone, k, patience)
            if not any(found.kind == "differs" for part in parts for found in part.found):
                break
        else:
            continue
        break
    for part in parts:
        verdict.join(part)


def _names(said: Iterable[Claim]) -> dict[tuple[str, str], set[str]]:
    """The categories that are named anywhere, by measure and dimension."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in said:
        for _, measure, where in claim.form:
            for dim, cats in where:
                found[measure, dim] |= cats
    return found


def _ways(said: Sequence[Sequence[Claim]]) -> Iterator[tuple[list[int], bool]]:
    """How the records may have changed from publication to publication: as little as the numbers tell, the last
    publication apart (a longer period, after late records), or each apart; and whether records were withdrawn."""
    changed = versions(said)
    ways = [changed]
    if len(said) > 1:
        ways += [[*changed[:-1], changed[-2] + 1], list(range(len(said)))]
    for place, states in enumerate(ways):
        if states not in ways[:place]:
            yield states, False
            if states[-1]:
                yield states, True


def _parts(
    said: Sequence[Sequence[Claim]], states: Sequence[int], last: int, gone: bool, k: int, patience: Patience
) -> list[Verdict]:
    """One verdict for each universe."""
    known: dict[str, Claim] = {}
    for state in range(last + 1):
        own = merged(c for claims, at in zip(said, states, strict=True) if at == state for c in claims)
        for key, claim in own.items():
            name = key if state == last else f"{key} (edition {state + 1})"
            known[name] = entered(claim, state, last, gone) if last else claim
    late = _late(said, states, last, gone)
    few = _behind_few(known, k)
    found = [
        attack_universe(own, {n: f for n, f in late.items() if f[0][1] == universe}, k, patience, few)
        for universe, own in by_universe(known).items()
    ]
    return [*found, attack_people(merged(c for claims in said for c in claims), k, patience)]


def _late(said: Sequence[Sequence[Claim]], states: Sequence[int], last: int, gone: bool) -> dict[str, Form]:
    """The unpublished cross: what came in (or went) between two editions, for each key that both know."""
    found: dict[str, Form] = {}
    for state in range(1, last + 1):
        before = {c.key: c for claims, at in zip(said, states, strict=True) if at < state for c in claims}
        after = {c.key for claims, at in zip(said, states, strict=True) if at >= state for c in claims}
        for key, claim in before.items():
            if key in after and claim.universe not in SUMS:
                found[f"{key} (came later {state})"] = narrowed(claim.form, [f"in{state}"])
                if gone:
                    found[f"{key} (withdrawn {state})"] = narrowed(claim.form, [f"out{state - 1}"])
    return found


def _behind_few(known: Mapping[str, Claim], k: int) -> set[str]:
    """Quantities of one item whose contacts are printed as fewer than k."""
    few = set()
    counts = (claim for claim in known.values() if claim.universe == "contacts" and claim.mark == "few")
    small = {claim.form for claim in counts if claim.high < k}
    for key, claim in known.items():
        where = dict(claim.form[0][2])
        item = where.pop("item", frozenset())
        if claim.universe != "units" or len(claim.form) > 1 or len(item) != 1:
            continue
        asked = tuple(sorted([*where.items(), (f"item.{next(iter(item))}", frozenset({"yes"}))]))
        if ((1, "contacts", asked),) in small:
            few.add(key)
    return few


def _twice(said: Sequence[Sequence[Claim]], declared: bool) -> Iterator[Found]:
    """A key that was printed as another number before: never by 1 to k−1, and never in silence."""
    before: dict[str, Claim] = {}
    for claims_ in said:
        for claim in claims_:
            other = before.get(claim.key)
            if other is not None and None not in (claim.given, other.given) and claim.given != other.given:
                low, high = sorted((claim.given or 0, other.given or 0))
                if not declared or high - low < min(claim.threshold, other.threshold):
                    yield Found(TWICE, claim.key, low, high)
            if claim.given is not None:
                before[claim.key] = claim
