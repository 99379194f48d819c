"""What a report would like to print: a fixed menu of one- and two-way tables, and their true numbers for protection.

The dimensions form a tree (zone – time, age – gender …), so that what can be worked out by subtraction stays small
enough to prove. Rows are what the programme offers or asks, never what was counted: a row says nothing about a small
number in it. "Other or not recorded" is always a row of its own; nobody under 18 has one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...disclosure.cells import DISTINCT, QUANTITIES, TIME, Asked, Key, key
from ...figures.rules import Period
from ...supplies.rules import ITEMS
from ..words import month, short
from .document import Head, TableSpec
from .truth import Truth

MINORS = ("u15", "u18", "15-17")
OTHER_AGES = ("not_asked", "no_say", *MINORS)
DIVERSE = ("nonbinary", "not_asked", "no_say", "other", "trans_man", "trans_woman")
GENDERS = (
    Head(("woman",), "Women", "table"),
    Head(("man",), "Men", "table"),
    Head(DIVERSE, "Gender diverse or not recorded", "table"),
)
REST = "Other or not recorded"
WAYS = tuple(Head((way,), way, "method") for way in ("counted", "litres", "kilos"))
ACCEPTED = ("accepted", "appointment", "attended")
REACHED = (Head(ACCEPTED, "Accepted", "table"), Head(("attended",), "Attended", "table"))
SEEN = (
    Head(("1",), "First time", "seen"),
    Head(("2",), "Been before", "seen"),
    Head(("0",), "Not asked", "seen"),
)
COMPOSITES = ("needles", "kits", "doses", "condoms", "self-tests", "trained")
LINES = ("months", "kit_months")  # each month of a line is finer than the period that it belongs to
CALLED = (Head(("1",), "Yes", "table"), Head(("2",), "No", "table"), Head(("0",), "Not asked", "table"))


@dataclass(frozen=True)
class Scene:
    """What a report speaks of: its periods, and the places, items and types that were in use in them."""

    period: Period
    before: Period
    months: Sequence[str]  # the line of twelve
    past: Sequence[Period]  # four periods of the same kind, the newest last
    zones: Sequence[Head]
    shut: frozenset[str]  # zones that were not open, and months before the programme began: nothing to count
    names: Mapping[
        str, Mapping[str, str]
    ]  # setting, age, population, items, types, reason, outcome → English words
    scope: Mapping[str, tuple[str, ...]]  # zones (and sites) of a report about a part of the programme
    offered: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # what has a row of its own; else all names


def tables(scene: Scene) -> list[TableSpec]:
    """The tables of the default menu, in the order of the report."""
    made = _Maker(scene)
    of_places = [] if "site" in scene.scope else made.other()  # what has no site cannot be told of some sites
    return [*made.reach(), *made.given(), *made.referred(), *of_places]


def _time(period: Period) -> Head:
    return Head(tuple(period.months), short(period.key), "time")


class _Maker:
    """Makes the tables of one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._times = _time(scene.before), _time(scene.period)
        self._months = tuple(Head((m,), f"{month(m)} {m[:4]}", "time") for m in scene.months)
        self._now = {**scene.scope, TIME: tuple(scene.period.months)}

    def reach(self) -> list[TableSpec]:
        """Whom we reached."""
        uncoded = (Head(("no",), "Without a code", "table"),)
        return [
            self._line("months", "Contacts each month", ("contacts",), self._months),
            *(
                []
                if self._scene.scope
                else [self._line("people", "Different codes", ("codes",), self._times)]
            ),
            self._beside("seen", "First time with us", "contacts", "seen", SEEN),
            self._beside("coded", "Without a code", "contacts", "coded", uncoded, ""),
            self._beside("setting", "By setting", "contacts", "setting", self._listed("setting")),
            self._beside("population", "By group", "contacts", "pop.*", self._listed("population"), ""),
            self._age_gender(),
            self._beside("zones", "By zone", "contacts", "zone", tuple(self._scene.zones)),
        ]

    def given(self) -> list[TableSpec]:
        """What was handed out and brought back."""
        items, again = self._listed("items"), self._listed("reason")
        zones = tuple(self._scene.zones)
        return [
            self._beside("items", "Items handed out", "units", "item", items, ""),
            self._line("sums", "Handed out", COMPOSITES, self._times),
            TableSpec("zone_sums", "By zone", ("needles", "kits"), self._now, "zone", zones, sums=""),
            self._line("kit_months", "Naloxone kits each month", ("kits",), self._months),
            self._beside("returned", "Used needles brought back", "returned", "method", WAYS),
            self._beside("resupplies", "Why naloxone was handed out again", "resupplies", "why", again),
        ]

    def referred(self) -> list[TableSpec]:
        """Referrals by type and how far they came, and the last four periods of this kind."""
        scene, types = self._scene, self._all("types")
        before = {**scene.scope, TIME: tuple(scene.before.months)}
        past = tuple(map(_time, scene.past))
        measures = ("contacts", "codes", "needles", "kits", "condoms")
        of, reached = ("referrals",), ("reached", REACHED)
        return [
            TableSpec("referrals", "Referrals", of, self._now, "type", types, *reached, "da"),
            TableSpec("referrals_before", "Referrals before", of, before, "type", (), *reached, "da"),
            self._line("past", "The last four periods", measures, past),
            TableSpec(
                "past_referrals", "Referrals of four periods", of, scene.scope, TIME, past, *reached, "a"
            ),
        ]

    def other(self) -> list[TableSpec]:
        """What is told by records that are no contact."""
        unmet, ended = self._all("unmet"), self._listed("outcome")
        return [
            self._beside("unmet", "Asked for, but not available", "unmet", "code", unmet),
            self._beside("reversals", "Reversals reported", "reversals", "outcome", ended),
            self._beside("reversal_call", "Whether an ambulance was called", "reversals", "call", CALLED),
            self._beside("collected", "Used needles picked up in the street", "collected", "method", WAYS),
        ]

    def _beside(
        self, name: str, title: str, measure: str, dim: str, heads: tuple[Head, ...], sums: str = "d"
    ) -> TableSpec:
        """Categories down, the period before and this one across."""
        return TableSpec(name, title, (measure,), self._scene.scope, dim, heads, TIME, self._times, sums)

    def _line(self, name: str, title: str, measures: tuple[str, ...], heads: tuple[Head, ...]) -> TableSpec:
        """Months or periods down; they are not added up."""
        return TableSpec(name, title, measures, self._scene.scope, TIME, heads, sums="")

    def _age_gender(self) -> TableSpec:
        down = self._all("age", OTHER_AGES)
        return TableSpec(
            "age_gender", "By age and gender", ("contacts",), self._now, "age", down, "gender", GENDERS, "da"
        )

    def _listed(self, kind: str, without: Sequence[str] = ()) -> tuple[Head, ...]:
        """What has a row of its own, in the order of its list."""
        names = self._scene.names[kind]
        offered = self._scene.offered.get(kind, names)
        return tuple(
            Head((code,), name, kind)
            for code, name in names.items()
            if code in offered and code not in without
        )

    def _all(self, kind: str, without: Sequence[str] = ()) -> tuple[Head, ...]:
        """The same with one more row for everything else that may be counted."""
        listed = self._listed(kind, without)
        rest = {*self._scene.names[kind], *without} - {head.categories[0] for head in listed}
        return (*listed, Head(tuple(sorted(rest)), REST, "table")) if rest else listed


def asked(specs: Sequence[TableSpec], truth: Truth, shut: frozenset[str] = frozenset()) -> list[Asked]:
    """Every cell of the tables once, with its true number. People that cannot be counted are left out."""
    found: dict[Key, Asked] = {}
    for spec in specs:
        for at in spec.places():
            if at not in found:
                made = ask(at, truth, spec.id, shut)
                if made is not None:
                    found[at] = made
    return list(found.values())


def ask(at: Key, truth: Truth, table: str, shut: frozenset[str] = frozenset()) -> Asked | None:
    """One cell, or None for people that nobody can count any more, or that there could not be yet."""
    # Where doses and kits would tell too much together, doses are withheld: kits are a key figure.
    fineness = sum(d != TIME for d, _ in at.where) + (table in LINES) + (at.measure == "doses")
    closed = any(at.of(dim) and shut.issuperset(at.of(dim)) for dim in ("zone", TIME))
    if at.measure in DISTINCT:
        return None if closed else _people(at, truth, table)
    if at.measure in COMPOSITES:
        terms = terms_of(at, truth)
        value = sum(weight * truth.count(of) for weight, of in terms)
        contacts = max((truth.count(_behind(of)) for _, of in terms), default=0)
        return Asked(at, value, contacts, table, fineness, terms, closed)
    value = truth.count(at)
    contacts = _contacts(at, truth) if at.measure in QUANTITIES else value
    return Asked(at, value, contacts, table, fineness, (), closed)


def _people(at: Key, truth: Truth, table: str) -> Asked | None:
    try:
        value = truth.count(at)
    except ValueError:
        return None
    return Asked(at, value, value, table, 0)


def _contacts(at: Key, truth: Truth) -> int:
    """How many contacts or records a quantity stands for; of several items at least those of the commonest one."""
    items = at.of("item") or ("",)
    each = [key(at, {"item": item}) for item in items] if len(items) > 1 else [at]
    return max(truth.count(_behind(one)) for one in each)


def _behind(at: Key) -> Key:
    """The contacts or records that a quantity stands for."""
    where = dict(at.where)
    if at.measure == "units":
        (item,) = where.pop("item")
        return key("contacts", {**where, f"item.{item}": "yes"})
    if at.measure == "returned":
        return key("contacts", {**{d: c for d, c in where.items() if d != "method"}, **_back(where)})
    return key({"collected": "cleanups", "reversal_doses": "reversals"}[at.measure], where)


def _back(where: Mapping[str, Sequence[str]]) -> dict[str, str]:
    method = where.get("method", ("any",))
    return {f"back.{method[0] if len(method) == 1 else 'any'}": "yes"}


def terms_of(at: Key, truth: Truth) -> tuple[tuple[int, Key], ...]:
    """How a composite is made of units: weight × key. Needles: syringes and the larger of barrels and loose needles."""

    def units(item: str) -> Key:
        return key(Key("units", at.where), {"item": item})

    if at.measure == "needles":
        larger = max(("NS02", "NS03"), key=lambda item: truth.count(units(item)))
        return (1, units("NS01")), (1, units(larger))
    if at.measure == "kits":
        return tuple((1, units(c)) for c, e in ITEMS.items() if e["counts"] == "doses" and e["unit"] == "kit")
    return tuple((int(e["factor"]), units(c)) for c, e in ITEMS.items() if e["counts"] == at.measure)
