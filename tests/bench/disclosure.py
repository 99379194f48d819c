"""P12: protecting and proving 218 numbers, 404 numbers over 3,360 inner cells, and a year beside 12 earlier reports."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import reduce
from itertools import combinations, product
from statistics import median
from time import process_time

import numpy as np

from outreach.disclosure.cells import Asked, Release, key, months
from outreach.disclosure.protect import Pattern, protect
from tests.disclosure.populations import Population

from .run import Run
from .table import Row

SMALL, LARGE, TOGETHER = 2.0, 60.0, 60.0
NAIVE = {218: "10 s (one program a cell)", 404: "342 s (one program a cell)"}
YEAR = months("2026-01", "2026-12")


def measure(run: Run) -> list[Row]:
    """Seconds of CPU, one core: how busy the machine is does not count."""
    rounds = 1 if run.quick else 3
    return [
        _cross({"zone": 5, "age": 6, "gender": 4, "setting": 8}, 2_510, SMALL, rounds),
        _cross({"zone": 12, "age": 7, "gender": 5, "setting": 8}, 4_777, LARGE, rounds),
        _together(run),
    ]


def _cross(sizes: dict[str, int], contacts: int, most: float, rounds: int) -> Row:
    """All tables of up to two dimensions of one made-up period."""
    seconds, made, asked = [], Pattern(), list[Asked]()
    for seed in range(rounds):
        people = _people(sizes, contacts, seed)
        asked = _menu(people, sizes)
        begun = process_time()
        made = protect(asked, people, [], 5, seconds=3_000)
        seconds.append(process_time() - begun)
    middle = median(seconds)
    ours = f"{middle:.2f} s ({min(seconds):.2f}–{max(seconds):.2f}), {_words(made)}"
    return Row(
        "P12", f"protect and prove {len(asked)} numbers, k = 5", NAIVE[len(asked)], "–", ours, f"≤ {most:g} s",
        middle <= most and not made.dropped, {"seconds": seconds, "proof": made.proof},
    )  # fmt: skip


def _together(run: Run) -> Row:
    """The report of a year after twelve of its months and quarters, to three audiences in part."""
    sizes = {"zone": 6 if run.quick else 12, "age": 6, "gender": 4}
    people = _people(sizes, 4_000, 1, YEAR)
    spans = [YEAR[i : i + 3] for i in range(0, 12, 3)]
    scopes: list[tuple[Sequence[str], int]] = [(span, zones) for span in spans for zones in (0, 4, 2)]
    ledger: list[Release] = []
    for place, (span, zones) in enumerate(scopes):
        made = protect(_tree(people, sizes, span, zones), people, ledger, 5, seconds=3_000)
        ledger.append(Release(str(place), 5, made.cells, {}))
    begun = process_time()
    made = protect(_tree(people, sizes, YEAR, 0), people, ledger, 5, seconds=3_000)
    seconds = process_time() - begun
    return Row(
        "P12", f"the same beside {len(ledger)} earlier reports that overlap", "–", "–",
        f"{seconds:.1f} s, {_words(made)}", f"≤ {TOGETHER:g} s", seconds <= TOGETHER and not made.dropped,
        {"seconds": seconds, "proof": made.proof, "earlier": sum(len(r.cells) for r in ledger)},
    )  # fmt: skip


def _people(sizes: dict[str, int], contacts: int, seed: int, time: Sequence[str] = YEAR[:3]) -> Population:
    """Counts over the whole cross, unevenly (gamma over Poisson)."""
    draw, numbers = random.Random(seed), np.random.default_rng(seed)
    sides = [numbers.gamma(1.5, size=n) for n in sizes.values()]
    shares = reduce(np.multiply, np.ix_(*sides)) * numbers.gamma(1, size=tuple(sizes.values()))
    counts = numbers.poisson(shares / shares.sum() * contacts)
    rows = [
        dict(zip(sizes, (f"{dim[0]}{at}" for dim, at in zip(sizes, place, strict=True)), strict=True))
        | {"time": draw.choice(list(time))}
        for place, n in np.ndenumerate(counts)
        for _ in range(n)
    ]
    return Population({"contacts": rows})


def _menu(people: Population, sizes: dict[str, int]) -> list[Asked]:
    pairs = [dims for n in range(3) for dims in combinations(sizes, n)]
    return [cell for dims in pairs for cell in _table(people, sizes, dims, YEAR[:3], 0)]


def _tree(people: Population, sizes: dict[str, int], time: Sequence[str], zones: int) -> list[Asked]:
    """The default menu's shape: totals, single dimensions, zone × age and age × gender; `zones` of them only."""
    ways = ((), ("zone",), ("age",), ("gender",), ("zone", "age"), ("age", "gender"))
    return [cell for dims in ways for cell in _table(people, sizes, dims, time, zones)]


def _table(
    people: Population, sizes: dict[str, int], dims: Sequence[str], time: Sequence[str], zones: int
) -> list[Asked]:
    scope = {"zone": tuple(f"z{i}" for i in range(zones))} if zones else {}
    sides = [[f"{d[0]}{i}" for i in range(zones if d == "zone" and zones else sizes[d])] for d in dims]
    keys = [
        key("contacts", {"time": time, **scope, **dict(zip(dims, cats, strict=True))})
        for cats in product(*sides)
    ]
    name = "+".join(dims) or "total"
    return [people.ask(at, name, len(dims)) for at in keys]


def _words(made: Pattern) -> str:
    hidden = sum(cell.mark in ("few", "held") for cell in made.cells.values())
    dropped = f", {len(made.dropped)} tables dropped" if made.dropped else ""
    return f"{hidden} of {len(made.cells)} hidden{dropped}"
