"""What an indicator may count: the words of a pack file checked against the facts that we hold, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...contacts.rules import CODES
from ...disclosure.cells import COUNTS, QUANTITIES
from ...referrals.rules import STATUSES, TYPES
from ...safety.record_rules import GIVERS, OUTCOMES, PRODUCTS
from ...supplies.record_rules import REASONS_UNMET
from ...supplies.rules import ITEMS, METHODS, REASONS

POPULATIONS = tuple(
    str(entry["code"]) for entry in CODES["population"] if entry["code"] not in ("no_say", "other")
)
MADE = ("needles", "kits", "doses", "condoms", "self-tests", "trained")
MEASURES = (*COUNTS, *QUANTITIES)

# Which questions are known together, besides zone and time: rollups hold these and no others.
TOGETHER: Mapping[str, tuple[frozenset[str], ...]] = {
    "contacts": (frozenset({"seen"}), frozenset({"setting"}), frozenset({"age", "gender"})),
    "referrals": (frozenset({"type", "reached"}),),
    "resupplies": (frozenset({"why"}),),
    "unmet": (frozenset({"code", "why"}),),
    "reversals": tuple(frozenset({dim}) for dim in ("outcome", "by", "with", "call")),
    "cleanups": (frozenset({"method"}),),
    "units": (frozenset({"item"}),),
    "returned": (frozenset({"method"}),),
    "collected": (frozenset({"method"}),),
    "reversal_doses": (frozenset({"outcome"}),),
}


def _codes(kind: str, *more: str) -> tuple[str, ...]:
    return (*(str(entry["code"]) for entry in CODES[kind]), *more)


# The categories of a dimension; where measures differ, under "measure dimension".
CATEGORIES: Mapping[str, Iterable[str]] = {
    "setting": _codes("setting"),
    "seen": _codes("seen"),
    "age": _codes("age", "not_asked"),
    "gender": _codes("gender", "not_asked"),
    "item": tuple(ITEMS),
    "type": tuple(TYPES),
    "reached": STATUSES,
    "method": tuple(sorted(METHODS)),
    "coded": ("yes", "no"),
    "others": ("yes", "no"),
    "pop": _codes("population", "not_asked"),
    "back": (*sorted(METHODS), "any"),
    "resupplies why": tuple(sorted(REASONS)),
    "unmet why": tuple(REASONS_UNMET),
    "unmet code": (*ITEMS, *TYPES, "other"),
    "outcome": (*OUTCOMES, "not_asked"),
    "by": (*GIVERS, "not_asked"),
    "with": (*PRODUCTS, "not_asked"),
    "call": ("0", "1", "2"),
}
NAMES = {"item": "item code", "type": "type of referral", "reached": "state of a referral"}


def count_problem(measure: str, where: Mapping[str, str | list[str]]) -> str:
    """What is wrong with a count, in words; "" when our facts can answer it."""
    return next(_count_problems(measure, where), "")


def _count_problems(measure: str, where: Mapping[str, str | list[str]]) -> Iterator[str]:
    if measure not in MEASURES:
        yield f"“{measure}” is nothing that is counted; there are {', '.join(MEASURES)}"
        return
    for dim, cats in where.items():
        yield from _dim_problems(measure, dim)
        yield from _category_problems(measure, dim, [cats] if isinstance(cats, str) else cats)
    if measure == "units" and not where.get("item"):
        yield "units of different items are not added up: name the items"
    if len(where) > 1 and not any(set(where) <= known for known in _together(measure, where)):
        yield f"{measure} are not known by {' and '.join(sorted(where))} together"


def _dim_problems(measure: str, dim: str) -> Iterator[str]:
    known = (COUNTS | QUANTITIES)[measure].split()
    if dim in ("time", "zone", "site"):
        yield f"“{dim}” is chosen by the report, not by an indicator"
    elif dim not in known and f"{dim.split('.')[0]}.*" not in known:
        told = [name for name in known if name not in ("time", "zone", "site")]
        yield f"“{dim}” is no dimension of {measure}; there are {', '.join(told)}"


def _category_problems(measure: str, dim: str, cats: list[str]) -> Iterator[str]:
    name, dot, asked = dim.partition(".")
    allowed = CATEGORIES.get(f"{measure} {dim}", CATEGORIES.get(name, ()))
    unknown = [cat for cat in ([asked] if dot else cats) if cat not in allowed]
    if unknown:
        yield f"“{', '.join(unknown)}” is no {NAMES.get(name) or f'category of “{name}”'}"
    if dot and cats != ["yes"]:
        yield f"“{dim}” is asked with “yes”"
    if not cats:
        yield f"“{dim}” names no category"


def _together(measure: str, where: Mapping[str, object]) -> Iterator[frozenset[str]]:
    yield from TOGETHER[measure]
    yield from (frozenset({dim, "gender"}) for dim in where if dim.startswith("pop."))


def made_problem(made: str) -> str:
    """What is wrong with a number made of several items; "" when it is known."""
    return "" if made in MADE else f"“{made}” is not made here; there are {', '.join(MADE)}"
