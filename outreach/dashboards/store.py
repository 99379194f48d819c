"""Queries of the desk that are not figures: work that waits, movements of stock, what phones are offered first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from ..places.models import Site, Zone
from ..referrals.models import Referral
from ..supplies.models import Bundle, Item, Lot, Movement, Stock
from ..team.models import Device

_DEVICE: Table = Device.__table__
_REFERRAL: Table = Referral.__table__
_MOVEMENT: Table = Movement.__table__
_LOT: Table = Lot.__table__
_STOCK: Table = Stock.__table__
_ITEM: Table = Item.__table__
_BUNDLE: Table = Bundle.__table__
_ZONE: Table = Zone.__table__
_SITE: Table = Site.__table__

OPEN = ("offered", "accepted", "appointment")
SILENT_DAYS = 2


def waiting(conn: Connection, today: date, team: int | None, most: int) -> dict[str, int]:
    """Work that waits, for the navigation: overdue referrals and phones to look at, each counted up to `most`."""
    overdue = select(_REFERRAL.c.id).where(
        _REFERRAL.c.status.in_(OPEN),
        _REFERRAL.c.due_on < today,
        _REFERRAL.c.settled_on.is_(None),
        _REFERRAL.c.gone.is_(False),
        of_team(_REFERRAL, team),
    )
    look = select(_DEVICE.c.id).where(
        of_team(_DEVICE, team), or_(_silent(today), _DEVICE.c.clone.is_(True), _DEVICE.c.status == "pending")
    )
    return {"referrals": _up_to(conn, overdue, most), "phones": _up_to(conn, look, most)}


def of_team(table: Table, team: int | None) -> ColumnElement[bool]:
    """The condition that a row belongs to `team`; always true for None (all teams)."""
    return true() if team is None else table.c.team_id == team


def _silent(today: date) -> ColumnElement[bool]:
    limit = today - timedelta(days=SILENT_DAYS)
    last = func.coalesce(_DEVICE.c.proof_on, _DEVICE.c.enrolled_on)
    return and_(_DEVICE.c.status == "active", last <= limit)


def _up_to(conn: Connection, query: Select[Any], most: int) -> int:
    return int(conn.execute(select(func.count()).select_from(query.limit(most).subquery())).scalar_one())


# -- stock ---------------------------------------------------------------------------------------------------------


def on_hand(conn: Connection, site: int, item: int) -> int:
    """Units of an item at a site, held until the end of the transaction: a count must not be overtaken."""
    query = (
        select(_STOCK.c.on_hand).where(_STOCK.c.site_id == site, _STOCK.c.item_id == item).with_for_update()
    )
    return int(conn.execute(query).scalar() or 0)


def add_lot(conn: Connection, item: int, number: str, expires_on: date | None) -> int:
    """The lot of this number and expiry; made when it is new."""
    same = select(_LOT.c.id).where(
        _LOT.c.item_id == item, _LOT.c.number == number, _LOT.c.expires_on.is_not_distinct_from(expires_on)
    )
    found = conn.execute(same).scalar()
    values = {"item_id": item, "number": number, "expires_on": expires_on}
    return int(found or conn.execute(insert(_LOT).values(values).returning(_LOT.c.id)).scalar_one())


def add_movement(conn: Connection, **values: Any) -> int:
    """Adds one entry to the ledger (day, site_id, item_id, kind, quantity, member_id …); its number."""
    empty = {"lot_id": None, "pair_id": None, "member_id": None}
    return int(conn.execute(insert(_MOVEMENT).values(empty | values).returning(_MOVEMENT.c.id)).scalar_one())


def pair(conn: Connection, first: int, second: int) -> None:
    """Ties the two halves of a transfer together."""
    for one, other in ((first, second), (second, first)):
        conn.execute(update(_MOVEMENT).where(_MOVEMENT.c.id == one).values(pair_id=other))


def newest_movements(conn: Connection, sites: list[int], limit: int = 12) -> list[Row[Any]]:
    """The newest entries of the ledger at these sites, with names of site, item and lot."""
    query = (
        select(_MOVEMENT, _SITE.c.name.label("site"), _ITEM.c.name.label("item"), _LOT.c.number.label("lot"))
        .join(_SITE, _SITE.c.id == _MOVEMENT.c.site_id)
        .join(_ITEM, _ITEM.c.id == _MOVEMENT.c.item_id)
        .outerjoin(_LOT, _LOT.c.id == _MOVEMENT.c.lot_id)
    )
    return list(
        conn.execute(query.where(_MOVEMENT.c.site_id.in_(sites)).order_by(_MOVEMENT.c.id.desc()).limit(limit))
    )


def first_expiry(conn: Connection, today: date) -> dict[str, date]:
    """The next expiry of a lot that was received, by item code; lots past their date are out."""
    query = select(_ITEM.c.code, func.min(_LOT.c.expires_on)).join(_ITEM, _ITEM.c.id == _LOT.c.item_id)
    return {
        code: day
        for code, day in conn.execute(query.where(_LOT.c.expires_on >= today).group_by(_ITEM.c.code))
    }


# -- what phones are offered first -----------------------------------------------------------------------------------


def set_usual(conn: Connection, codes: list[str]) -> None:
    """The usual items in this order; all others stand only under "All items"."""
    conn.execute(update(_ITEM).values(usual=None))
    for place, code in enumerate(codes, 1):
        conn.execute(update(_ITEM).where(_ITEM.c.code == code).values(usual=place))


def save_bundle(conn: Connection, bundle: int | None, name: str, lines: str) -> None:
    """Changes a bundle, or adds one at the end. `lines` is the JSON of [[item code, units], …]."""
    if bundle is not None:
        conn.execute(update(_BUNDLE).where(_BUNDLE.c.id == bundle).values(name=name, lines=lines))
        return
    last = conn.execute(select(func.max(_BUNDLE.c.position))).scalar() or 0
    conn.execute(insert(_BUNDLE).values(name=name, icon="s-pack", lines=lines, position=last + 1))


def remove_bundle(conn: Connection, bundle: int) -> None:
    """Takes a bundle away; what was given with it stays as it was logged."""
    conn.execute(delete(_BUNDLE).where(_BUNDLE.c.id == bundle))


# -- names -----------------------------------------------------------------------------------------------------------


def rename_zone(conn: Connection, zone: int, name: str) -> None:
    """Another name of a zone; phones learn it with their next reference data."""
    conn.execute(update(_ZONE).where(_ZONE.c.id == zone).values(name=name))


def rename_site(conn: Connection, site: int, name: str, active: bool) -> None:
    """Another name of a site, or takes it out of use (and back)."""
    conn.execute(update(_SITE).where(_SITE.c.id == site).values(name=name, active=active))


def all_sites(conn: Connection, team: int | None) -> list[Row[Any]]:
    """Sites of a team (None: all), those in use first."""
    query = select(_SITE, _ZONE.c.name.label("zone")).outerjoin(_ZONE, _ZONE.c.id == _SITE.c.zone_id)
    return list(conn.execute(query.where(of_team(_SITE, team)).order_by(_SITE.c.active.desc(), _SITE.c.name)))


def all_zones(conn: Connection) -> list[Row[Any]]:
    """All zones, those in use first."""
    return list(conn.execute(select(_ZONE).order_by(_ZONE.c.active.desc(), _ZONE.c.name)))
