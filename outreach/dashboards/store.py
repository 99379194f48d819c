"""Queries of the desk that are not figures: work that waits, phones, records in quarantine."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, func, or_, select, true

from ..referrals.models import Referral
from ..sync.models import Envelope
from ..team.models import Device, Team

_DEVICE: Table = Device.__table__
_ENVELOPE: Table = Envelope.__table__
_REFERRAL: Table = Referral.__table__
_TEAM: Table = Team.__table__

OPEN = ("offered", "accepted", "appointment")
SILENT_DAYS = 2


def waiting(conn: Connection, today: date, team: int | None, most: int) -> dict[str, int]:
    """Work that waits, for the navigation: overdue referrals and phones to look at, each counted up to `most`."""
    overdue = select(_REFERRAL.c.id).where(
        _REFERRAL.c.status.in_(OPEN),
        _REFERRAL.c.due_on < today,
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


def phones(conn: Connection, team: int | None) -> list[Row[Any]]:
    """All phones with the name of their team, by name."""
    query = select(_DEVICE, _TEAM.c.name.label("team_name")).join(_TEAM)
    return list(conn.execute(query.where(of_team(_DEVICE, team)).order_by(_DEVICE.c.name, _DEVICE.c.id)))
