"""A made-up year of a made-up programme: true inner cells, and a simple protection that is enough for looking at pages.

The proof is outreach/disclosure; nothing here proves anything.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence

from outreach.disclosure.cells import FEW, HELD, QUANTITIES, SHUT, Asked, Key, Protected
from outreach.figures.inner import Inner
from outreach.reports.content.document import Head, TableSpec

Shares = Mapping[str, float]
SEEN: Shares = {"1": 18, "2": 71, "0": 11}
SETTING: Shares = {"street": 46, "van": 25, "dropin": 17, "venue": 7, "home": 4.7, "prison": 0.06}
AGE: Shares = {
    "u18": 0.1, "18-24": 12, "25-29": 17, "30-39": 31, "40-49": 23, "50+": 8, "not_asked": 9,
}  # fmt: skip
GENDER: Shares = {
    "woman": 34, "man": 56, "nonbinary": 0.8, "trans_woman": 3, "trans_man": 0.3, "not_asked": 6
}  # fmt: skip
POPULATION: Shares = {"pwid": 56, "sw": 17, "pwud": 14, "msm": 3.4, "tg": 3, "prison": 0.2, "not_asked": 6}
# Item → share of contacts that got it in percent, units each time.
ITEMS: Mapping[str, tuple[float, int]] = {
    "NS01": (44, 18), "NS02": (9, 11), "NS03": (9, 17), "IP03": (36, 16), "SX01": (22, 13), "SX03": (17, 9),
    "SM01": (10, 12), "NX10": (10, 1), "NX11": (2, 1), "NX01": (0.05, 1), "DC01": (12, 3), "ST01": (3, 1),
    "WC01": (4, 1), "IN02": (6, 1), "HY02": (0.1, 6),
}  # fmt: skip
TYPES: Shares = {
    "T.HIV": 24, "H.WOUND": 20, "D.OAT": 16, "S.SHEL": 14, "M.SWAFF": 9, "L.LEGAL": 6, "G.VIOL": 4, "S.FOOD": 0.4
}  # fmt: skip
REACHED: Shares = {
    "offered": 22,
    "accepted": 20,
    "appointment": 8,
    "attended": 39,
    "declined": 6,
    "unknown": 5,
}
WHY_AGAIN: Shares = {"first": 44, "used": 17, "passed_on": 20, "lost": 11, "expired": 7, "stolen": 1}
UNMET: Shares = {
    "S.SHEL|full": 30, "D.DETOX|waiting": 22, "M.SWAFF|closed": 15, "H.DENT|cost": 13, "L.ID|no_papers": 4,
    "DC01|none_left": 9, "other|other": 4,
}  # fmt: skip
# What this programme offers or asks: it has rows of its own.
OFFERED = {
    "items": frozenset(ITEMS), "types": frozenset(TYPES), "unmet": frozenset(need.split("|")[0] for need in UNMET),
    "age": frozenset(AGE),
}  # fmt: skip
OUTCOME: Shares = {"ok": 78, "hospital": 14, "died": 2, "not_asked": 6}
CALL: Shares = {"1": 52, "2": 38, "0": 10}


def year(
    months: Sequence[str], zones: Shares, monthly: Sequence[int], seed: int = 7, closed: Iterable[str] = ()
) -> Inner:
    """The inner cells: `monthly` contacts spread over zones; nothing happens in a zone of `closed`."""
    rng, inner = random.Random(seed), Inner()
    for month, contacts in zip(months, monthly, strict=True):
        open_zones = {zone: share for zone, share in zones.items() if zone not in closed}
        for zone, n in spread(rng, open_zones, contacts).items():
            _zone(rng, inner, (month, zone), n)
    return inner


def _zone(rng: random.Random, inner: Inner, at: tuple[str, str], n: int) -> None:
    for dim, shares in (("seen", SEEN), ("setting", SETTING)):
        for value, count in spread(rng, shares, n).items():
            inner.add("contacts", (dim,), (*at, value), count)
    for age, count in spread(rng, AGE, n).items():
        for gender, few in spread(rng, GENDER, count).items():
            inner.add("contacts", ("age", "gender"), (*at, age, gender), few)
    for gender, count in spread(rng, GENDER, n).items():
        for group, share in POPULATION.items():
            inner.say_yes(f"pop.{group}", ("gender",), (*at, gender), some(rng, count, share))
    inner.say_yes("coded", (), at, some(rng, n, 86))
    for code, (share, units) in ITEMS.items():
        given = some(rng, n, share)
        inner.say_yes(f"item.{code}", (), at, given)
        inner.add("units", ("item",), (*at, code), given * units)
    _records(rng, inner, at, n)


def _records(rng: random.Random, inner: Inner, at: tuple[str, str], n: int) -> None:
    anyone = 0
    for method, share, units in (("counted", 21, 30), ("litres", 9, 28)):
        brought = some(rng, n, share)
        anyone += brought
        inner.say_yes(f"back.{method}", (), at, brought)
        inner.add("returned", ("method",), (*at, method), brought * units)
    inner.say_yes("back.any", (), at, anyone)
    for kind, count in spread(rng, TYPES, some(rng, n, 14)).items():
        for reached, few in spread(rng, REACHED, count).items():
            inner.add("referrals", ("type", "reached"), (*at, kind, reached), few)
    told: list[tuple[str, str, Shares, float]] = [
        ("resupplies", "why", WHY_AGAIN, 12),
        ("reversals", "outcome", OUTCOME, 1.4),
        ("cleanups", "method", {"counted": 1}, 0.5),
    ]
    for measure, dim, shares, part in told:
        for value, count in spread(rng, shares, some(rng, n, part)).items():
            inner.add(measure, (dim,), (*at, value), count)
    inner.add("collected", ("method",), (*at, "counted"), 40 * some(rng, n, 0.5))
    for value, count in spread(rng, CALL, some(rng, n, 1.4)).items():
        inner.add("reversals", ("call",), (*at, value), count)
    for value, count in spread(rng, UNMET, some(rng, n, 2)).items():
        inner.add("unmet", ("code", "why"), (*at, *value.split("|")), count)


def spread(rng: random.Random, shares: Shares, n: int) -> dict[str, int]:
    """`n` over the categories, by their shares and a little chance."""
    found = dict.fromkeys(shares, 0)
    for value in rng.choices(list(shares), list(shares.values()), k=n):
        found[value] += 1
    return {value: count for value, count in found.items() if count}


def some(rng: random.Random, n: int, share: float) -> int:
    """About `share` percent of `n`."""
    exact = n * share / 100
    return int(exact) + (rng.random() < exact - int(exact))


def protect(specs: Sequence[TableSpec], asked: Sequence[Asked], k: int) -> dict[Key, Protected]:
    """Small counts hidden, and no hidden cell alone in a line of a table with a printed sum."""
    cells = {one.key: _first(one, k) for one in asked}
    counts = {one.key: one.value for one in asked}
    lines = [line for spec in specs for line in _lines(spec) if all(at in cells for at in line)]
    while any(_mended(line, cells, counts) for line in lines):
        pass
    return cells


def _first(one: Asked, k: int) -> Protected:
    if one.shut:
        return Protected(None, SHUT)
    if one.contacts >= k:
        return Protected(one.value)
    return Protected(None, HELD if one.terms or one.key.measure in QUANTITIES else FEW)


def _lines(spec: TableSpec) -> list[list[Key]]:
    """Each line of a table whose sum is printed, the sum last. Yes/no sides do not add up."""
    found = []
    across: list[Head | None] = [*spec.across, None] if "a" in spec.sums else [*(spec.across or [None])]
    for measure in spec.measures:
        if "d" in spec.sums and not spec.down_dim.endswith(".*"):
            found += [[spec.at(measure, d, a) for d in (*spec.down, None)] for a in across]
        if "a" in spec.sums and spec.across:
            downs = (*spec.down, *([None] if "d" in spec.sums else []))
            found += [[spec.at(measure, d, a) for a in across] for d in downs]
    return found


def _mended(line: list[Key], cells: dict[Key, Protected], counts: Mapping[Key, int]) -> bool:
    hidden = [at for at in line if cells[at].value is None and cells[at].mark != SHUT]
    shown = [at for at in line[:-1] if cells[at].value is not None]
    if len(hidden) != 1 or not shown:
        return False
    cells[min(shown, key=lambda at: counts[at])] = Protected(None, HELD)
    return True
