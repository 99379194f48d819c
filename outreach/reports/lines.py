"""An edition as lines: every protected number once, with its key, its words and what defines it.

CSV, XLSX and the pages show these lines; the DHIS2 payload takes its numbers from the same cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..disclosure.cells import TIME, Key
from ..figures.rules import month_keys, parse_period
from .document import Document
from .words import MONTHS

INTERNAL = "Draft, internal, not for publication"
MEASURES = {
    "contacts": "Contacts",
    "referrals": "Referrals",
    "resupplies": "Naloxone handed out again",
    "unmet": "Asked for, but not available",
    "reversals": "Reversals reported",
    "cleanups": "Clean-ups",
    "units": "Units handed out",
    "returned": "Used needles brought back",
    "collected": "Used needles picked up",
    "reversal_doses": "Doses used in reversals",
    "codes": "People with a code",
    "needles": "Needles and syringes handed out",
    "kits": "Naloxone kits handed out",
    "doses": "Naloxone doses handed out",
    "condoms": "Condoms handed out",
    "self-tests": "Self-tests handed out",
    "trained": "People trained",
}
DIMENSIONS = {
    "zone": "zone", "site": "site", "setting": "setting", "seen": "seen before", "age": "age", "gender": "gender",
    "coded": "with a code", "others": "also for others", "type": "service", "reached": "outcome", "code": "what",
    "why": "reason", "outcome": "outcome", "by": "given by", "with": "given with", "call": "help called",
    "method": "way", "item": "item", "pop": "group", "back": "brought back",
}  # fmt: skip
# Dimension → the list of names that holds its categories.
LISTS = {
    "setting": "setting", "age": "age", "gender": "gender", "pop.*": "population", "item": "items",
    "item.*": "items", "type": "types", "why": "reason", "outcome": "outcome", "code": "unmet",
}  # fmt: skip
Names = dict[tuple[str, tuple[str, ...]], str]


@dataclass(frozen=True)
class Line:
    """One number: `value` when it is printed, else `mark` ("<5", "withheld", "not open")."""

    key: str
    words: str
    value: int | None
    mark: str
    defined_by: str


def lines(document: Document) -> Iterator[Line]:
    """All numbers of an edition, in the order of their keys."""
    defined, names = _definitions(document), names_of(document)
    for at in sorted(document.cells):
        cell = document.cell(at)
        mark = "" if cell.value is not None else cell.label
        yield Line(str(at), said(at, names), cell.value, mark, defined.get(str(at), ""))


def names_of(document: Document) -> Names:
    """What the categories are called: as the tables say it, otherwise by the lists of names and zones."""
    found: Names = {("zone", (str(zone["id"]),)): str(zone["name"]) for zone in document.zones}
    for dim, kind in LISTS.items():
        for code, name in document.names.get(kind, {}).items():
            found[dim, (code,)] = name
    for spec in document.tables:
        for dim, heads in ((spec.down_dim, spec.down), (spec.across_dim, spec.across)):
            found.update({(dim, tuple(sorted(head.categories))): head.name for head in heads})
    return found


def said(at: Key, names: Names) -> str:
    """A key in words: "Contacts; Jul to Sep 2026; zone: North; age: 25-29"."""
    time = [time_words(at.of(TIME))] if at.of(TIME) else []
    rest = [_narrowed(names, dim, cats) for dim, cats in at.where if dim != TIME]
    return "; ".join([measure_words(at.measure), *time, *rest])


def time_words(months: tuple[str, ...]) -> str:
    """ "Jul 2026", "Jul to Sep 2026", "Nov 2026 to Jan 2027"."""
    first, last = months[0], months[-1]
    names = [f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}" for month in (first, last)]
    if first == last:
        return names[0]
    return f"{names[0][:3] if first[:4] == last[:4] else names[0]} to {names[1]}"


def measure_words(measure: str) -> str:
    """What is counted, as the head of a column."""
    return MEASURES.get(measure, measure.replace("_", " ").capitalize())


def _narrowed(names: Names, dim: str, cats: tuple[str, ...]) -> str:
    kind, dot, asked = dim.partition(".")
    if dot:
        word = names.get((f"{kind}.*", (asked,)), asked)
        return f"{DIMENSIONS.get(kind, kind)}: {word}" + ("" if cats == ("yes",) else " (no)")
    word = names.get((dim, cats)) or ", ".join(names.get((dim, (cat,)), cat) for cat in cats)
    return f"{DIMENSIONS.get(dim, dim)}: {word}"


def months_of(document: Document) -> tuple[str, ...]:
    """The months of an edition's period, "2026-07" and on."""
    told = document.about["period"]
    if isinstance(told, str):
        return tuple(parse_period(told).months)
    return tuple(month_keys(date.fromisoformat(told["start"]), date.fromisoformat(told["end"])))


def published(document: Document) -> bool:
    """Whether an edition was approved and published: until then each file of it says that it is internal."""
    return document.about.get("state") == "published"


def about(document: Document) -> list[tuple[str, str]]:
    """What every file says of its edition: name and value."""
    k, told = document.threshold, document.about
    shown = [(words, str(told[name])) for name, words in _ABOUT.items() if told.get(name) not in (None, "")]
    return [
        *shown,
        ("Period", time_words(months_of(document))),
        ("Status", "Published" if published(document) else INTERNAL),
        ("Small numbers", f"Counts below {k} are shown as <{k}; others are withheld to protect them."),
    ]


_ABOUT = {
    "organisation": "Organisation",
    "title": "Report",
    "number": "Report number",
    "edition": "Edition",
    "funder": "For",
    "grant": "Grant",
    "as_at": "Figures as at",
    "published": "Published on",
}


def _definitions(document: Document) -> dict[str, str]:
    """Key → the indicators that it is the number of, each with the version of its definition."""
    found: dict[str, list[str]] = {}
    for row in document.indicators:
        name = " ".join(str(row[part]) for part in ("code", "version") if row.get(part))
        for at in {str(row.get(side)) for side in ("numerator", "denominator", "key") if row.get(side)}:
            found.setdefault(at, []).append(name)
    return {at: ", ".join(names) for at, names in found.items()}
