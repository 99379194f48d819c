"""An edition as lines in its language: every protected number once, with its key, its words and what defines it.

CSV and XLSX show these lines; the DHIS2 payload takes its numbers from the same cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...disclosure.cells import HELD, SHUT, TIME, Key
from ...figures.rules import month_keys, parse_period
from ..content.document import Document, Head, TableSpec
from ..content.rules import Cell
from ..content.speech import Speech, sentence
from ..words import MONTHS

# Dimension → the list of names that holds its categories.
LISTS = {
    "setting": "setting", "age": "age", "gender": "gender", "pop.*": "population", "item": "items",
    "item.*": "items", "type": "types", "why": "reason", "outcome": "outcome", "code": "unmet",
}  # fmt: skip
_ABOUT = {
    "organisation": "organisation",
    "title": "report",
    "number": "number",
    "edition": "edition",
    "funder": "audience",
    "grant": "grant",
    "as_at": "asAt",
    "published": "published",
}
Names = dict[tuple[str, tuple[str, ...]], str]


@dataclass(frozen=True)
class Line:
    """One number: `value` when it is printed, else `mark` ("<5", "withheld", "not open")."""

    key: str
    words: str
    value: int | None
    mark: str
    defined_by: str


class Lines:
    """The lines of one edition in one language."""

    def __init__(self, document: Document, language: str = "en") -> None:
        self.document, self.speech = document, Speech(language)

    def all(self) -> Iterator[Line]:
        """All numbers of the edition, in the order of their keys."""
        defined = _definitions(self.document)
        for at in sorted(self.document.cells):
            cell = self.document.cell(at)
            mark = "" if cell.value is not None else self.mark(cell)
            yield Line(str(at), self.said(at), cell.value, mark, defined.get(str(at), ""))

    def say(self, name: str) -> str:
        """One word of the files themselves."""
        return self.speech.say(f"export.{name}")

    def said(self, at: Key) -> str:
        """A key in words: "Contacts; July to September 2026; zone: North; age: 25-29"."""
        time = [sentence(self.speech.span(at.of(TIME)))] if at.of(TIME) else []
        rest = [self._narrowed(dim, cats) for dim, cats in at.where if dim != TIME]
        return "; ".join([self.measure(at.measure), *time, *rest])

    def measure(self, name: str) -> str:
        """What is counted."""
        message = f"export.measures.{name}"
        return self.speech.say(message) if self.speech.has(message) else name.replace("_", " ").capitalize()

    def title(self, spec: TableSpec) -> str:
        """What a table is called."""
        message = f"export.tables.{spec.id}"
        return self.speech.say(message) if self.speech.has(message) else spec.title

    def head(self, head: Head) -> str:
        """A row or a column in words."""
        time = head.kind == "time"
        return self.speech.short(head.categories) if time else self.speech.name(head.kind, head.name)

    def mark(self, cell: Cell) -> str:
        """What stands in place of a number."""
        words = {HELD: "marks.held", SHUT: "marks.shut"}
        return self.speech.say(words[cell.mark]) if cell.mark in words else cell.label

    def about(self) -> list[tuple[str, str]]:
        """What every file says of its edition: name and value."""
        told, k = self.document.about, self.document.threshold
        shown = [(word, told.get(name)) for name, word in _ABOUT.items()]
        return [
            *((self.say(word), str(value)) for word, value in shown if value not in (None, "")),
            (self.say("period"), sentence(self.speech.span(months_of(self.document)))),
            (self.say("status"), self.say("out" if published(self.document) else "internal")),
            (self.say("small"), self.speech.say("export.smallWords", k=str(k))),
        ]

    @cached_property
    def names(self) -> Names:
        """What the categories are called: as the tables say it, otherwise by the lists of names and zones."""
        document = self.document
        found: Names = {("zone", (str(zone["id"]),)): str(zone["name"]) for zone in document.zones}
        for dim, kind in LISTS.items():
            for code, name in document.names.get(kind, {}).items():
                found[dim, (code,)] = self.speech.name(kind, name)
        for spec in document.tables:
            for dim, heads in ((spec.down_dim, spec.down), (spec.across_dim, spec.across)):
                found.update({(dim, tuple(sorted(head.categories))): self.head(head) for head in heads})
        return found

    def _narrowed(self, dim: str, cats: tuple[str, ...]) -> str:
        kind, dot, asked = dim.partition(".")
        message = f"export.dims.{kind}"
        called = self.speech.say(message) if self.speech.has(message) else kind
        if dot:
            word = self.names.get((f"{kind}.*", (asked,)), asked)
            return f"{called}: {word}" + ("" if cats == ("yes",) else f" ({self.say('no')})")
        word = self.names.get((dim, cats)) or ", ".join(self.names.get((dim, (cat,)), cat) for cat in cats)
        return f"{called}: {word}"


def time_words(months: tuple[str, ...]) -> str:
    """For the desk: "Jul 2026", "Jul to Sep 2026", "Nov 2026 to Jan 2027"."""
    first, last = months[0], months[-1]
    names = [f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}" for month in (first, last)]
    if first == last:
        return names[0]
    return f"{names[0][:3] if first[:4] == last[:4] else names[0]} to {names[1]}"


def months_of(document: Document) -> tuple[str, ...]:
    """The months of an edition's period, "2026-07" and on."""
    told = document.about["period"]
    if isinstance(told, str):
        return tuple(parse_period(told).months)
    return tuple(month_keys(date.fromisoformat(told["start"]), date.fromisoformat(told["end"])))


def published(document: Document) -> bool:
    """Whether an edition was approved and published: until then each file of it says that it is internal."""
    return document.about.get("state") == "published"


def _definitions(document: Document) -> dict[str, str]:
    """Key → the indicators that it is the number of, each with the version of its definition."""
    found: dict[str, list[str]] = {}
    for row in document.indicators:
        name = " ".join(str(row[part]) for part in ("code", "version") if row.get(part))
        for at in {str(row.get(side)) for side in ("numerator", "denominator", "key") if row.get(side)}:
            found.setdefault(at, []).append(name)
    return {at: ", ".join(names) for at, names in found.items()}
