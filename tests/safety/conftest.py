"""The desk of a small town, and reports that phones send to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from outreach.privacy.encoding import b64
from outreach.privacy.points import point
from tests.dashboards.conftest import (
    Desk,
    contact,
    desk,
    made_keys,
    make_phone,
    people,
    people_of,
    phone,
    town,
)
from tests.field.conftest import field_server, stage

__all__ = [
    "contact", "desk", "field_server", "made_keys", "make_phone", "people", "people_of", "phone", "stage", "town",
]  # fmt: skip


@cache
def a_point(number: int = 1) -> str:
    """A public key of P-256 in base64url; the same for the same number."""
    return b64(point(ec.derive_private_key(number, ec.SECP256R1()).public_key()))


def uid(number: int = 1) -> str:
    """A random-looking id, the same for the same number."""
    return str(UUID(int=number, version=4))


def wrapped(number: int = 1, **changes: Any) -> str:
    """A wrapped key as a browser sends it; nothing is in it."""
    usual = {
        "v": 1, "pub": a_point(number), "salt": b64(bytes(16)), "rounds": 1_200_000, "iv": b64(bytes(12)),
        "wrapped": b64(bytes(154)),
    }  # fmt: skip
    return json.dumps(usual | changes)


@pytest.fixture
def report(desk: Desk) -> Callable[..., int]:
    """`report(types=["threat"], consents="team alert")`: a phone of Bo's team reports harm; the number of its row."""
    sent = iter(range(1, 100))

    def send(
        types: Any = ("threat",),
        consents: str = "",
        text: bytes | None = None,
        team: int | None = None,
        **where: Any,
    ) -> int:
        agreed = [name in consents.split() for name in ("team", "alert", "support", "police")]
        narrative = [uid(), b64(text)] if text else None
        zone = where.get("zone", desk.town.zone)
        record = [
            "incident", 1, where.get("day", "2026-11-20"), 3, zone, "participant", list(types), agreed, narrative,
        ]  # fmt: skip
        phone = desk.phone(team)
        [result] = phone.send([phone.seal(record)])["results"]
        assert result["status"] == "stored", result
        return next(sent)

    return send
