"""A small world for fold tests: teams, phones, zones, stores, the whole catalogue; and records in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from outreach.figures.rollups import table
from outreach.places import store as places
from outreach.places.whereabouts import Known
from outreach.referrals import store as referrals
from outreach.referrals.rules import make_slip
from outreach.supplies import store as supplies
from outreach.sync import kinds
from outreach.sync.fold import Incoming, fold
from outreach.team.models import Device, Team

TODAY = date(2026, 11, 20)
SQUARE = [[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]]


def pseudonym(code: str, day: date) -> bytes:
    """A stand-in for the keyed one: it changes with the year too."""
    return blake2b(code.encode(), digest_size=16, key=str(day.year).encode()).digest()


def uid(number: int) -> bytes:
    """The random id of the record with this number."""
    return UUID(int=(0x4000 << 64) | (0x8 << 60) | number << 8).bytes


@dataclass
class World:
    """What the tests refer to, and a counter of receipt numbers."""

    known: Known
    devices: list[int]
    seq: int = 0
    uids: dict[str, str] = field(default_factory=dict)

    def contact(self, **changed: Any) -> list[Any]:
        """A contact record; name fields to change them."""
        base: dict[str, Any] = {
            "kind": "contact", "version": 1, "day": "2026-11-20", "part": 2, "zone": 1, "site": 1, "setting": "street",
            "people": 1, "seen": 2, "age": "25-29", "gender": "woman", "populations": ["sw"], "code": None,
            "lines": [["SX01", 10], ["SX03", 5]], "others": 0, "returns": None, "topics": ["rights"], "referrals": [],
            "secs": 10,
        }  # fmt: skip
        return list((base | changed).values())

    def record(self, kind: str, **changed: Any) -> list[Any]:
        """A record of any kind; name fields to change them."""
        if kind == "contact":
            return self.contact(**changed)
        usual: dict[str, Any] = dict(zip(kinds.KINDS[kind].fields, OTHERS[kind], strict=True))
        assert changed.keys() <= usual.keys()
        return list((usual | changed).values())

    def first(self, n: int, record: list[Any] | None = None, phone: int = 0) -> Incoming:
        """A contact (or another record) as record `n` of a phone."""
        return self._incoming(n, record or self.contact(), phone, (0, n), n)

    def amend(
        self, n: int, about: int, record: list[Any], phone: int = 0, desk: int | None = None
    ) -> Incoming:
        """Record `n` amends record `about`; `desk`: the coordinator's decision number instead of the phone's n."""
        rank = (0, n) if desk is None else (1, desk)
        return self._incoming(about, ["amend", 1, *REF, record], phone, rank, about)

    def void(self, n: int, about: int, phone: int = 0, desk: int | None = None) -> Incoming:
        """Record `n` voids record `about`."""
        rank = (0, n) if desk is None else (1, desk)
        return self._incoming(about, ["void", 1, *REF], phone, rank, about)

    def _incoming(
        self, n: int, record: list[Any], phone: int, rank: tuple[int, int], number: int
    ) -> Incoming:
        self.seq += 1
        parsed = kinds.parse(record, self.known)
        return Incoming(self.seq, self.devices[phone], 1 + phone, n, uid(number + 1000 * phone), parsed, rank)


REF = ["0f6e8a34-5f0e-4b7e-9a3c-0d7f5f2e8c11", "9b2f1c52-6f6f-4f0a-8c9e-3d2b1a0f4e5d", 1]
SLIP = make_slip("000001")
OTHERS: dict[str, list[Any]] = {
    "tally": ["tally", 1, "2026-11-20", 2, 1, 1, "van", 40, [["SX01", 200]], ["litres", 0.5, 50], ["rights"]],
    "cleanup": ["cleanup", 1, "2026-11-20", 0, 1, None, ["counted", 12, 12]],
    "reversal": ["reversal", 1, "2026-11-20", 1, 2, "nasal", "participant", 1, "ok"],
    "incident": [
        "incident",
        1,
        "2026-11-20",
        3,
        1,
        "participant",
        ["threat"],
        [False, True, False, False],
        None,
    ],
    "restock": ["restock", 1, "2026-11-20", 1, [["SX01", 500]], 1],
    "count": ["count", 1, "2026-11-20", 1, [["SX01", 380]]],
    "unmet": ["unmet", 1, "2026-11-20", 2, 1, "item", "NX10", "none_left", 1],
    "shift": ["shift", 1, "2026-11-20", 2, 1, 1, "street", 2, [["SX01", 40, 20, 45, 0, 5, 8, "forgot"]]],
    "checkin": ["checkin", 1, "2026-11-20", 3, 1, "missed"],
    "outcome": ["outcome", 1, "2026-11-20", SLIP, "attended"],
}


def make(conn: Connection) -> World:
    """Fills an empty store."""
    devices = []
    supplies.fill_catalogue(conn)
    referrals.fill_taxonomy(conn)
    for number, name in enumerate(("North", "South"), 1):
        team = conn.execute(insert(table(Team)).values(name=name).returning(table(Team).c.id)).scalar_one()
        phone = {
            "uid": str(UUID(int=number)),
            "team_id": team,
            "name": f"Phone {number}",
            "status": "active",
            "token_hash": b"t" * 32,
            "ref_token_hash": b"r" * 32,
            "enrolled_on": date(2025, 1, 1),
        }
        devices.append(
            conn.execute(insert(table(Device)).values(phone).returning(table(Device).c.id)).scalar_one()
        )
    zones = [places.save_zone(conn, name, SQUARE) for name in ("Canal", "Docks", "Mill")]
    places.save_site(conn, "Store", "office", 1, zones[0])
    places.save_site(conn, "Van", "van", 2, None)
    referrals.save_service(
        conn,
        {
            "name": "Clinic", "types": ["T.HIV"], "address": "", "phone": "", "longitude": 0.5, "latitude": 0.2,
            "hours": {"mon": [["09:00", "17:00"]]}, "flags": ["free"], "affirming_says": "", "languages": ["en"],
            "checked_on": TODAY,
        },
    )  # fmt: skip
    return World(kinds.known(conn, TODAY, pseudonym), devices)


def rows(conn: Connection, model: Any) -> list[tuple[Any, ...]]:
    """All rows of a table, sorted, bytes as text."""
    found = conn.execute(select(table(model)))
    plain = [tuple(bytes(v).hex() if isinstance(v, bytes | memoryview) else v for v in row) for row in found]
    return sorted(plain, key=lambda row: json.dumps(row, default=str))


def slip(number: int) -> str:
    """A valid slip code."""
    return make_slip(f"{number:06d}")


__all__ = ["TODAY", "World", "fold", "make", "pseudonym", "rows", "slip", "uid"]
