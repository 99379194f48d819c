"""Entries of the stock ledger: what came, moved, was lost, was counted. The stock on hand follows at once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from ..errors import BadInputError
from ..figures import rollups
from ..supplies.models import Stock
from . import store


def deliver(
    conn: Connection,
    site: int,
    item: int,
    units: int,
    lot: str,
    expires_on: date | None,
    member: int,
    today: date,
) -> None:
    """Records a delivery; its lot is made when it is new."""
    lot_id = store.add_lot(conn, item, lot or "no number", expires_on) if lot or expires_on else None
    _book(conn, site, item, "received", units, member, today, lot_id)


def move(conn: Connection, site: int, to: int, item: int, units: int, member: int, today: date) -> None:
    """Moves units from one site to another; both halves or none. Raises BadInputError for one and the same site."""
    if site == to:
        raise BadInputError("Choose two different places.")
    out = _book(conn, site, item, "transfer", -units, member, today)
    back = _book(conn, to, item, "transfer", units, member, today)
    store.pair(conn, out, back)


def lose(conn: Connection, site: int, item: int, units: int, kind: str, member: int, today: date) -> None:
    """Takes units out that were lost or are past their date (`kind`: lost, expired)."""
    _book(conn, site, item, kind, -units, member, today)


def count(conn: Connection, site: int, item: int, units: int, member: int, today: date) -> int:
    """Sets the ledger to what stands on the shelf; gives the difference (0: they agreed, nothing is booked)."""
    difference = units - store.on_hand(conn, site, item)
    if difference:
        _book(conn, site, item, "adjusted", difference, member, today)
    return difference


def _book(
    conn: Connection,
    site: int,
    item: int,
    kind: str,
    units: int,
    member: int,
    today: date,
    lot: int | None = None,
) -> int:
    number = store.add_movement(
        conn, day=today, site_id=site, item_id=item, lot_id=lot, kind=kind, quantity=units, member_id=member
    )
    rollups.add(conn, rollups.table(Stock), {(site, item): [units]}, shrinks=False)
    return number
