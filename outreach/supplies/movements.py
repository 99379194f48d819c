"""The ledger of stock: what came in, went from store to store, was lost, expired, or counted on the shelf.

Handing out is not here: it is counted from contacts. Each function writes the movement and what is on hand together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Table, func, insert, select, update

from .. import bulk
from ..errors import BadInputError, NotFoundError
from . import rules
from .models import Item, Lot, Movement, Stock

_ITEM, _LOT = cast(Table, Item.__table__), cast(Table, Lot.__table__)
_MOVEMENT, _STOCK = cast(Table, Movement.__table__), cast(Table, Stock.__table__)


def receive(
    conn: Connection, day: date, site: int, item: int, units: int, lot: str = "", expires: date | None = None,
    member: int | None = None,
) -> int:  # fmt: skip
    """A delivery: its movement's id. The same lot number of an item with the same expiry is one lot.

    Raises BadInputError when `units` is not above zero, NotFoundError for an item without a shelf.
    """
    _check(conn, item, units)
    batch = _lot(conn, item, lot.strip(), expires) if lot.strip() or expires else None
    return _write(conn, day, site, item, "received", units, member, batch)


def transfer(
    conn: Connection, day: date, source: int, target: int, item: int, units: int, member: int | None = None
) -> tuple[int, int]:
    """From one site to another: a pair of movements that adds up to nothing. Raises as `receive`."""
    _check(conn, item, units)
    if source == target:
        raise BadInputError("Choose two different places.")
    # Both shelves at once, in the order of their key: two opposite transfers must not wait for each other.
    bulk.add(conn, _STOCK, sorted([(source, item, -units), (target, item, units)]))
    out = _row(conn, day, source, item, "transfer", -units, member)
    back = _row(conn, day, target, item, "transfer", units, member)
    for one, other in ((out, back), (back, out)):
        conn.execute(update(_MOVEMENT).where(_MOVEMENT.c.id == one).values(pair_id=other))
    return out, back


def lose(
    conn: Connection,
    day: date,
    site: int,
    item: int,
    units: int,
    kind: str = "lost",
    member: int | None = None,
) -> int:
    """Units that are gone without having been given: `kind` is "lost" (broken, stolen, soiled) or "expired"."""
    _check(conn, item, units)
    if kind not in ("lost", "expired"):
        raise BadInputError
    return _write(conn, day, site, item, kind, -units, member)


def count(conn: Connection, day: date, site: int, item: int, counted: int, member: int | None = None) -> int:
    """A shelf count: the ledger is adjusted to it. Returns the difference, counted minus expected (0: it agreed).

    Raises BadInputError when `counted` is below zero.
    """
    if not 0 <= counted <= rules.MOST_ON_HAND:
        raise BadInputError("A count is a whole number from 0 on.")
    _check(conn, item, 1)
    difference = counted - on_hand(conn, site, item)
    if difference:
        _write(conn, day, site, item, "adjusted", difference, member)
    return difference


def adjust(
    conn: Connection, day: date, site: int, item: int, difference: int, member: int | None = None
) -> None:
    """Sets the ledger right by a signed number of units. 0 writes nothing. Raises NotFoundError as `receive`."""
    if difference:
        _check(conn, item, abs(difference))
        _write(conn, day, site, item, "adjusted", difference, member)


def on_hand(conn: Connection, site: int, item: int) -> int:
    """Units of one item at one site by the ledger; the row stays locked until the transaction ends."""
    row = select(_STOCK.c.on_hand).where(_STOCK.c.site_id == site, _STOCK.c.item_id == item).with_for_update()
    return int(conn.execute(row).scalar() or 0)


class Entry(NamedTuple):
    """A movement to be written; `to` is the other site of a transfer, which then is two movements."""

    day: date
    site: int
    item: int
    kind: str
    units: int
    lot: int | None = None
    to: int | None = None


def write_many(conn: Connection, entries: Sequence[Entry]) -> None:
    """Writes many movements at once, without checks: for the demo programme."""
    ids = iter(bulk.reserve(conn, _MOVEMENT, sum(2 if entry.to else 1 for entry in entries)))
    rows: list[tuple[Any, ...]] = []
    totals: dict[tuple[int, int], int] = {}
    for day, site, item, kind, units, lot, to in entries:
        one, other = next(ids), next(ids) if to else None
        rows.append((one, day, site, item, lot, kind, units, other))
        if to:
            rows.append((other, day, to, item, lot, kind, -units, one))
            totals[to, item] = totals.get((to, item), 0) - units
        totals[site, item] = totals.get((site, item), 0) + units
    bulk.insert(
        conn, _MOVEMENT, ("id", "day", "site_id", "item_id", "lot_id", "kind", "quantity", "pair_id"), rows
    )
    bulk.add(conn, _STOCK, [(*key, units) for key, units in sorted(totals.items())])


def lot_id(conn: Connection, item: int, number: str, expires: date | None) -> int:
    """The id of a lot, made when there is none with this item, number and expiry."""
    return _lot(conn, item, number, expires)


class Moved(NamedTuple):
    """One line of the ledger as people read it."""

    id: int
    day: date
    site_id: int
    code: str
    kind: str
    units: int
    lot: str | None
    expires_on: date | None


def recent(
    conn: Connection, site: int | None = None, item: int | None = None, limit: int = 50
) -> list[Moved]:
    """The latest movements, newest first, of one site or item or of all."""
    statement = (
        select(
            _MOVEMENT.c.id, _MOVEMENT.c.day, _MOVEMENT.c.site_id, _ITEM.c.code, _MOVEMENT.c.kind, _MOVEMENT.c.quantity,
            _LOT.c.number, _LOT.c.expires_on,
        )
        .join(_ITEM, _ITEM.c.id == _MOVEMENT.c.item_id)
        .outerjoin(_LOT, _LOT.c.id == _MOVEMENT.c.lot_id)
    )  # fmt: skip
    if site is not None:
        statement = statement.where(_MOVEMENT.c.site_id == site)
    if item is not None:
        statement = statement.where(_MOVEMENT.c.item_id == item)
    rows = conn.execute(statement.order_by(_MOVEMENT.c.day.desc(), _MOVEMENT.c.id.desc()).limit(limit))
    return [Moved(*row) for row in rows]


class LotLeft(NamedTuple):
    """What is left of a delivery, if the lot that expires first is always handed out first."""

    code: str
    number: str
    expires_on: date | None
    left: int


def lots_left(conn: Connection) -> list[LotLeft]:
    """Lots that are not used up yet, by item and expiry, all sites together."""
    stock = select(_STOCK.c.item_id, func.sum(_STOCK.c.on_hand)).group_by(_STOCK.c.item_id)
    left = {item: int(units) for item, units in conn.execute(stock)}
    received = (
        select(_ITEM.c.code, _LOT.c.item_id, _LOT.c.number, _LOT.c.expires_on, func.sum(_MOVEMENT.c.quantity))
        .join(_LOT, _LOT.c.id == _MOVEMENT.c.lot_id)
        .join(_ITEM, _ITEM.c.id == _LOT.c.item_id)
        .where(_MOVEMENT.c.kind == "received")
        .group_by(_ITEM.c.code, _ITEM.c.position, _LOT.c.item_id, _LOT.c.number, _LOT.c.expires_on)
        .order_by(_ITEM.c.position, _LOT.c.expires_on, _LOT.c.number)
    )
    found: list[LotLeft] = []
    lots: dict[int, list[tuple[str, str, date | None, int]]] = {}
    for code, item, number, expires, units in conn.execute(received):
        lots.setdefault(item, []).append((code, number, expires, int(units)))
    for item, entries in lots.items():
        shares = rules.first_expiry_first(
            [(expires, units) for _, _, expires, units in entries], left.get(item, 0)
        )
        found += [
            LotLeft(code, number, exp, n)
            for (code, number, exp, _), n in zip(entries, shares, strict=True)
            if n
        ]
    return found


def _check(conn: Connection, item: int, units: int) -> None:
    if not 1 <= units <= rules.MOST_ON_HAND:
        raise BadInputError("A number of units is a whole number from 1 on.")
    if not conn.execute(select(_ITEM.c.stocked).where(_ITEM.c.id == item)).scalar():
        raise NotFoundError("No shelf holds this item.")


def _lot(conn: Connection, item: int, number: str, expires: date | None) -> int:
    same = select(_LOT.c.id).where(
        _LOT.c.item_id == item, _LOT.c.number == number, _LOT.c.expires_on.is_not_distinct_from(expires)
    )
    found = conn.execute(same).scalar()
    if found is not None:
        return int(found)
    new = insert(_LOT).values(item_id=item, number=number[:40], expires_on=expires).returning(_LOT.c.id)
    return int(conn.execute(new).scalar_one())


def _write(
    conn: Connection,
    day: date,
    site: int,
    item: int,
    kind: str,
    units: int,
    member: int | None,
    lot: int | None = None,
) -> int:
    bulk.add(conn, _STOCK, [(site, item, units)])
    return _row(conn, day, site, item, kind, units, member, lot)


def _row(
    conn: Connection,
    day: date,
    site: int,
    item: int,
    kind: str,
    units: int,
    member: int | None,
    lot: int | None = None,
) -> int:
    row: dict[str, Any] = {
        "day": day, "site_id": site, "item_id": item, "kind": kind, "quantity": units, "member_id": member,
        "lot_id": lot,
    }  # fmt: skip
    return int(conn.execute(insert(_MOVEMENT).values(row).returning(_MOVEMENT.c.id)).scalar_one())
