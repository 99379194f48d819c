"""The same contacts for ours and for the anchors: as sealed records' arrays and as plain documents.

They come from the demo generator, so they look like work: a phone brings its shifts, not random rows.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from outreach.demo.records import generate

DAYS = 90


@dataclass(frozen=True)
class Contact:
    """One contact: its random id, the phone that brings it, and its record (kind contact, version 1)."""

    id: str
    phone: int
    record: list[Any]


def make(count: int, seed: int, today: date) -> list[Contact]:
    """`count` contacts of the last 90 days, phone by phone, each phone's in the order of its shifts."""
    made = [each for each in generate(seed, count, today, DAYS) if each.record[0] == "contact"]
    rows = [Contact(str(uuid.UUID(bytes=each.uid)), each.phone, _anywhere(each.record)) for each in made]
    return sorted(rows, key=lambda row: row.phone)


def _anywhere(record: list[Any]) -> list[Any]:
    """Without the directory's services: the small programme of the benchmark has none."""
    return [*record[:17], [[*referral[:3], None] for referral in record[17]], *record[18:]]


FIELDS = (
    "day", "part", "zone", "site", "setting", "people", "seen", "age", "gender", "populations", "code", "lines",
    "others", "returns", "topics", "referrals", "secs",
)  # fmt: skip


def plain(contact: Contact) -> dict[str, Any]:
    """The same contact as a document with named fields, in clear: what the anchors store."""
    return {"id": contact.id, **dict(zip(FIELDS, contact.record[2:], strict=True))}
