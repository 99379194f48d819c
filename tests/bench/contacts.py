"""The same seeded contacts for ours and for the anchors: as sealed records' arrays and as plain documents."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

AGES = ("u18", "18-24", "25-29", "30-39", "40-49", "50+")
GENDERS = ("woman", "man", "nonbinary", "trans_woman", "trans_man", "other", "no_say")
POPULATIONS = ("pwid", "sw", "msm", "trans", "homeless")
TOPICS = ("safer_use", "overdose", "sti", "hiv", "hcv")
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Choices:
    """What a contact may hold: codes and ids that the store under test knows."""

    zones: tuple[int, ...]
    sites: tuple[int, ...]
    settings: tuple[str, ...]
    items: tuple[str, ...]
    referral_types: tuple[str, ...]
    ages: tuple[str, ...] = AGES
    genders: tuple[str, ...] = GENDERS
    populations: tuple[str, ...] = POPULATIONS
    topics: tuple[str, ...] = TOPICS


@dataclass(frozen=True)
class Contact:
    """One contact: its random id and its record in the order of the sealed array (kind contact, version 1)."""

    id: str
    record: list[Any]


def make(count: int, choices: Choices, seed: int, today: date, slip: Any) -> list[Contact]:
    """`count` contacts of the last 90 days; on average 2.95 supply lines and 0.3 referrals, as in the references.

    `slip` makes a slip code from six signs.
    """
    rng = random.Random(seed)
    return [_contact(rng, choices, today, slip) for _ in range(count)]


def _contact(rng: random.Random, choices: Choices, today: date, slip: Any) -> Contact:
    lines = rng.sample(choices.items, rng.choices((0, 1, 2, 3, 4, 5, 6), (4, 14, 22, 25, 18, 11, 6))[0])
    referrals = rng.sample(choices.referral_types, rng.choices((0, 1, 2), (74, 22, 4))[0])
    record = [
        "contact", 1, str(today - timedelta(days=rng.randrange(90))), rng.randrange(4),
        rng.choice(choices.zones), rng.choice(choices.sites), rng.choice(choices.settings),
        1 if rng.random() < 0.9 else rng.randrange(2, 8), rng.randrange(3),
        rng.choice((None, *choices.ages)), rng.choice((None, *choices.genders)),
        rng.sample(choices.populations, rng.randrange(3)),
        "".join(rng.choices(SIGNS, k=8)) if rng.random() < 0.6 else None,
        [[item, rng.choice((1, 2, 5, 10, 20))] for item in lines], 0 if rng.random() < 0.8 else rng.randrange(1, 4),
        ["counted", used := rng.randrange(1, 60), used] if rng.random() < 0.35 else None,
        rng.sample(choices.topics, rng.randrange(3)),
        [[kind, slip("".join(rng.choices(SIGNS, k=6))), "slip", None] for kind in referrals], 5 * rng.randrange(24),
    ]  # fmt: skip
    return Contact(str(uuid.UUID(int=rng.getrandbits(128), version=4)), record)


FIELDS = (
    "day", "part", "zone", "site", "setting", "people", "seen", "age", "gender", "populations", "code", "lines",
    "others", "returns", "topics", "referrals", "secs",
)  # fmt: skip


def plain(contact: Contact) -> dict[str, Any]:
    """The same contact as a document with named fields, in clear: what the anchors store."""
    return {"id": contact.id, **dict(zip(FIELDS, contact.record[2:], strict=True))}
