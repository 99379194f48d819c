"""Referral types, the directory of services, and referrals: kept in step with contacts, closed by slip code."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from .models import Referral, ReferralType, Service
from .rules import TAXONOMY, Offer, due_date

TYPE, SERVICE, REFERRAL = ReferralType.__table__, Service.__table__, Referral.__table__


@dataclass(frozen=True, slots=True)
class Held:
    """A referral in the store, with what its figures depend on."""

    id: int
    contact_id: int
    slip: str
    type_id: int
    zone_id: int
    offered_on: date
    status: str
    settled: bool
    gone: bool


def type_ids(conn: Connection) -> dict[str, tuple[int, int]]:
    """(id, follow-up days) of every referral type code, retired ones too."""
    rows = conn.execute(select(TYPE.c.code, TYPE.c.id, TYPE.c.follow_up_days))
    return {code: (ident, days) for code, ident, days in rows}


def service_ids(conn: Connection) -> frozenset[int]:
    """Ids of all services, retired ones too."""
    return frozenset(conn.execute(select(SERVICE.c.id)).scalars())


def of_contacts(conn: Connection, contacts: Collection[int]) -> dict[int, list[Held]]:
    """All referrals of these contacts, also those that no longer count."""
    found: dict[int, list[Held]] = {}
    if contacts:
        for contact, settled_on, *rest in conn.execute(_OF_CONTACTS, {"contacts": sorted(contacts)}):
            ident, slip, kind, zone, day, status, gone = rest
            held = Held(ident, contact, slip, kind, zone, day, status, settled_on is not None, gone)
            found.setdefault(contact, []).append(held)
    return found


_OF_CONTACTS = (
    select(
        REFERRAL.c.contact_id, REFERRAL.c.settled_on, REFERRAL.c.id, REFERRAL.c.slip, REFERRAL.c.type_id,
        REFERRAL.c.zone_id, REFERRAL.c.offered_on, REFERRAL.c.status, REFERRAL.c.gone,
    )
    .where(REFERRAL.c.contact_id.in_(bindparam("contacts", expanding=True)))
    .order_by(REFERRAL.c.id)
    .with_for_update()
)  # fmt: skip


def values(offer: Offer, contact: int, team: int, zone: int, day: date) -> dict[str, Any]:
    """The row of one referral as its contact tells it."""
    return {
        "contact_id": contact, "team_id": team, "type_id": offer.type_id, "slip": offer.slip, "mode": offer.mode,
        "service_id": offer.service_id, "zone_id": zone, "offered_on": day,
        "due_on": due_date(day, offer.follow_up_days), "gone": False,
    }  # fmt: skip


def add(conn: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts new referrals, offered and not settled."""
    if rows:
        conn.execute(insert(REFERRAL), [{**row, "status": "offered", "settled_on": None} for row in rows])


def change(conn: Connection, rows: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """Replaces what a contact tells about referrals that exist; their status stays."""
    if rows:
        conn.execute(_CHANGE, [{"b_id": ident, **{f"b_{k}": v for k, v in row.items()}} for ident, row in rows])


_CHANGE = (
    update(REFERRAL)
    .where(REFERRAL.c.id == bindparam("b_id"))
    .values(
        {
            name: bindparam(f"b_{name}")
            for name in (
                "contact_id", "team_id", "type_id", "slip", "mode", "service_id", "zone_id", "offered_on", "due_on",
                "gone",
            )
        }
    )
)  # fmt: skip


def drop(conn: Connection, held: Sequence[Held]) -> None:
    """Takes referrals out whose contact no longer has them. One that was settled stays, out of the figures: a later
    correction may bring it back, and its outcome with it."""
    kept = [{"b_id": entry.id} for entry in held if entry.settled]
    if kept:
        conn.execute(update(REFERRAL).where(REFERRAL.c.id == bindparam("b_id")).values(gone=True), kept)
    lost = [{"b_id": entry.id} for entry in held if not entry.settled]
    if lost:
        conn.execute(delete(REFERRAL).where(REFERRAL.c.id == bindparam("b_id")), lost)


def fill_taxonomy(conn: Connection) -> None:
    """Adds the referral types of taxonomy.json that the store does not have yet."""
    held = type_ids(conn)
    fresh = [
        {
            "code": entry["code"], "name": entry["name"], "category": entry["category"],
            "maps_to": ", ".join(entry["maps_to"]), "follow_up_days": entry["follow_up_days"],
            "position": place, "active": True,
        }
        for place, entry in enumerate(TAXONOMY["types"])
        if entry["code"] not in held
    ]  # fmt: skip
    if fresh:
        conn.execute(insert(TYPE), fresh)
