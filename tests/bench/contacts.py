"""The same seeded contacts for ours and for the anchors: as sealed records' arrays and as plain documents."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .process import ROOT

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Choices:
    """What a contact may hold: codes and ids that the store under test knows."""

    zones: Sequence[int]
    sites: Sequence[int]
    settings: Sequence[str]
    items: Sequence[str]
    referral_types: Sequence[str]
    ages: Sequence[str]
    genders: Sequence[str]
    populations: Sequence[str]
    topics: Sequence[str]
    slip: Callable[[str], str]  # a slip code from six signs


def choices(zones: Sequence[int], sites: Sequence[int], slip: Callable[[str], str]) -> Choices:
    """The programme's own codes, catalogue and taxonomy."""
    package = ROOT / "outreach"
    codes = json.loads((package / "contacts" / "codes.json").read_text())
    items = json.loads((package / "supplies" / "catalogue.json").read_text())["items"]
    types = json.loads((package / "referrals" / "taxonomy.json").read_text())["types"]

    def of(rows: list[dict[str, Any]]) -> list[str]:
        return [row["code"] for row in rows]

    return Choices(
        zones=zones, sites=sites, settings=of(codes["settings"]), items=of(items), referral_types=of(types),
        ages=of([row for row in codes["ages"] if row["usual"]]), genders=of(codes["genders"]),
        populations=of(codes["populations"]), topics=of(codes["topics"]), slip=slip,
    )  # fmt: skip


@dataclass(frozen=True)
class Contact:
    """One contact: its random id and its record in the order of the sealed array (kind contact, version 1)."""

    id: str
    record: list[Any]


def make(count: int, choices: Choices, seed: int, today: date) -> list[Contact]:
    """`count` contacts of the last 90 days; on average 2.95 supply lines and 0.3 referrals, as the anchors had."""
    rng = random.Random(seed)
    return [_contact(rng, choices, today) for _ in range(count)]


def _contact(rng: random.Random, known: Choices, today: date) -> Contact:
    lines = rng.sample(known.items, rng.choices((0, 1, 2, 3, 4, 5, 6), (4, 14, 22, 25, 18, 11, 6))[0])
    referrals = rng.sample(known.referral_types, rng.choices((0, 1, 2), (74, 22, 4))[0])
    used = rng.randrange(1, 60)
    record = [
        "contact", 1, str(today - timedelta(days=rng.randrange(90))), rng.randrange(4), rng.choice(known.zones),
        rng.choice(known.sites), rng.choice(known.settings), 1 if rng.random() < 0.9 else rng.randrange(2, 8),
        rng.randrange(3), rng.choice((None, *known.ages)), rng.choice((None, *known.genders)),
        rng.sample(known.populations, rng.randrange(3)), _signs(rng, 8) if rng.random() < 0.6 else None,
        [[item, rng.choice((1, 2, 5, 10, 20))] for item in lines], 0 if rng.random() < 0.8 else rng.randrange(1, 4),
        ["counted", used, used] if rng.random() < 0.35 else None, rng.sample(known.topics, rng.randrange(3)),
        [[kind, known.slip(_signs(rng, 6)), "information", None] for kind in referrals], 5 * rng.randrange(24),
    ]  # fmt: skip
    return Contact(str(uuid.UUID(int=rng.getrandbits(128), version=4)), record)


def _signs(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(SIGNS, k=count))


FIELDS = (
    "day", "part", "zone", "site", "setting", "people", "seen", "age", "gender", "populations", "code", "lines",
    "others", "returns", "topics", "referrals", "secs",
)  # fmt: skip


def plain(contact: Contact) -> dict[str, Any]:
    """The same contact as a document with named fields, in clear: what the anchors store."""
    return {"id": contact.id, **dict(zip(FIELDS, contact.record[2:], strict=True))}
