"""Queries of the desk that are not figures: work that waits, what phones are offered first, names of places."""

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
from ..supplies.models import Bundle
from ..team.models import Device

_DEVICE: Table = Device.__table__
_REFERRAL: Table = Referral.__table__
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


# -- what phones are offered first -----------------------------------------------------------------------------------


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
