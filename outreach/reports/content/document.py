"""An edition as data: every protected number once, by its key, and the tables that print them.

The PDF in any language, the page, CSV, XLSX, JSON and the DHIS2 payload are all made from this and from nothing else,
so that a number is the same everywhere or hidden. It holds no true value of a hidden cell and no name of a person.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from ...disclosure.cells import FEW, HELD, SHUT, Key, Protected, key, read
from .rules import HELD as WITHHELD
from .rules import NONE, Cell, number
from .rules import SHUT as NOT_OPEN

FORMAT = "outreach-edition/1"


@dataclass(frozen=True)
class Head:
    """One row or column of a table: its categories (several when they are printed together) and its English words.

    `kind` says which list of names translates `name` (zone names are the programme's own and stay)."""

    categories: tuple[str, ...]
    name: str
    kind: str = ""


@dataclass(frozen=True)
class TableSpec:
    """A printed table: what is counted (`measures`, one column group each), where, and which heads stand on its sides.

    `across` may be empty. A side whose dimension ends in ".*" ("pop.*", "item.*") asks a yes/no question per head.
    `sums` says which sums are printed: "d" over the rows (a foot), "a" over the columns (a last column), "da" all.
    """

    id: str
    title: str
    measures: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]]
    down_dim: str
    down: tuple[Head, ...]
    across_dim: str = ""
    across: tuple[Head, ...] = ()
    sums: str = "d"

    def at(self, measure: str, down: Head | None = None, across: Head | None = None) -> Key:
        """The key of one place; None is the sum over that side."""
        where = dict(self.where)
        for dim, head in ((self.down_dim, down), (self.across_dim, across)):
            if head is not None and dim.endswith(".*"):
                where[f"{dim[:-1]}{head.categories[0]}"] = ("yes",)
            elif head is not None:
                where[dim] = head.categories
        return key(measure, where)

    def places(self) -> list[Key]:
        """All printed places."""
        downs = [*self.down, *([None] if "d" in self.sums else [])]
        across: list[Head | None] = [*self.across] if self.across else [None]
        if self.across and "a" in self.sums:
            across.append(None)
        return [self.at(m, d, a) for m in self.measures for d in downs for a in across]


@dataclass(frozen=True)
class Document:
    """One edition. `about` holds words and dates (organisation, period, audience, as_at, completeness, method)."""

    about: Mapping[str, Any]
    cells: Mapping[Key, Protected]
    terms: Mapping[Key, tuple[tuple[int, Key], ...]]  # how composites are made
    tables: Sequence[TableSpec]
    indicators: Sequence[Mapping[str, Any]] = ()
    names: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # dimension → category → English name
    narrative: Mapping[str, str] = field(default_factory=dict)  # section → paragraphs with {placeholders}
    zones: Sequence[Mapping[str, Any]] = ()  # id, name, rings, open
    changes: Sequence[Mapping[str, Any]] = ()  # what a corrected edition changed, and why
    late: Sequence[Mapping[str, Any]] = ()  # records of closed periods that came since

    @property
    def threshold(self) -> int:
        return int(self.about["threshold"])

    def cell(self, at: Key) -> Cell:
        """A printed number as a cell; what this edition does not hold "does not apply"."""
        found = self.cells.get(at)
        if found is None:
            return NONE
        if found.value is not None:
            return Cell(found.value, number(found.value))
        return {FEW: Cell(None, f"<{self.threshold}", FEW), HELD: WITHHELD, SHUT: NOT_OPEN}[found.mark]

    def to_json(self) -> str:
        """The frozen form: the same bytes for the same edition."""
        told = vars(self) | {
            "format": FORMAT,
            "cells": {str(at): _told(cell) for at, cell in sorted(self.cells.items())},
            "terms": {str(at): [[n, str(k)] for n, k in of] for at, of in sorted(self.terms.items())},
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=asdict)

    def digest(self) -> bytes:
        """SHA-256 of the frozen form."""
        return hashlib.sha256(self.to_json().encode()).digest()


def from_json(text: str) -> Document:
    """The edition that was frozen as `text`. Raises ValueError for another format."""
    told = json.loads(text)
    if told.pop("format", None) != FORMAT:
        raise ValueError("not an edition")
    told["cells"] = {
        read(at): Protected(cell.get("value"), cell.get("mark", "")) for at, cell in told["cells"].items()
    }
    told["terms"] = {read(at): tuple((n, read(k)) for n, k in of) for at, of in told["terms"].items()}
    told["tables"] = [_spec(spec) for spec in told["tables"]]
    return Document(**told)


def _told(cell: Protected) -> dict[str, Any]:
    return {"mark": cell.mark} if cell.value is None else {"value": cell.value}


def _spec(told: dict[str, Any]) -> TableSpec:
    heads = {
        side: tuple(Head(tuple(h["categories"]), h["name"], h["kind"]) for h in told[side])
        for side in ("down", "across")
    }
    where = {dim: tuple(cats) for dim, cats in told["where"].items()}
    return TableSpec(**{**told, **heads, "where": where, "measures": tuple(told["measures"])})
