"""Queries about check-ins that were missed or asked for help, until a coordinator has seen to them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, exists, func, insert, or_, select

from ..entries import TABLE as ENTRY
from ..places.models import Zone
from ..team.models import Device
from .models import CheckinSeen
from .record_models import Checkin

_CHECKIN, _SEEN = cast(Table, Checkin.__table__), cast(Table, CheckinSeen.__table__)
_DEVICE, _ZONE = cast(Table, Device.__table__), cast(Table, Zone.__table__)
DAYS = 14  # an older one is no news any more
_ROWS = _CHECKIN.join(ENTRY, ENTRY.c.id == _CHECKIN.c.entry_id)


def waiting(conn: Connection, today: date, team: int | None) -> list[Row[Any]]:
    """Those that wait, the newest first: id, name of the phone, day, part, zone, state. `team` None: of all teams."""
    columns = (
        _CHECKIN.c.entry_id.label("id"), _DEVICE.c.name, _CHECKIN.c.day, _CHECKIN.c.part, _CHECKIN.c.state,
        _ZONE.c.name.label("zone"),
    )  # fmt: skip
    whole = _ROWS.join(_DEVICE, _DEVICE.c.id == ENTRY.c.device_id).join(
        _ZONE, _ZONE.c.id == _CHECKIN.c.zone_id
    )
    query = select(*columns).select_from(whole).where(_open(today, team))
    return list(conn.execute(query.order_by(_CHECKIN.c.day.desc(), ENTRY.c.seq.desc())))


def count(conn: Connection, today: date, team: int | None, most: int) -> int:
    """How many wait, counted up to `most`."""
    found = select(_CHECKIN.c.entry_id).select_from(_ROWS).where(_open(today, team)).limit(most).subquery()
    return int(conn.execute(select(func.count()).select_from(found)).scalar_one())


def team_of(conn: Connection, entry: int) -> int | None:
    """The team of a check-in; None when there is no such one."""
    return conn.execute(select(_CHECKIN.c.team_id).where(_CHECKIN.c.entry_id == entry)).scalar()


def mark_seen(conn: Connection, entry: int, member: int, today: date) -> bool:
    """A coordinator has seen to it; False when somebody was first."""
    if conn.execute(select(_SEEN.c.entry_id).where(_SEEN.c.entry_id == entry)).scalar() is not None:
        return False
    conn.execute(insert(_SEEN).values(entry_id=entry, member_id=member, seen_on=today))
    return True


def _open(today: date, team: int | None) -> ColumnElement[bool]:
    """Asked for help, or missed and not answered later in the same night; not void, and not seen to yet."""
    later, answer = ENTRY.alias("later"), _CHECKIN.alias("answer")
    answered = exists().where(
        answer.c.entry_id == later.c.id, later.c.device_id == ENTRY.c.device_id, later.c.n > ENTRY.c.n,
        answer.c.day == _CHECKIN.c.day, answer.c.state == "safe", later.c.void.is_(False),
    )  # fmt: skip
    seen = exists().where(_SEEN.c.entry_id == _CHECKIN.c.entry_id)
    alarm = or_(_CHECKIN.c.state == "help", and_(_CHECKIN.c.state == "missed", ~answered))
    mine = [] if team is None else [_CHECKIN.c.team_id == team]
    return and_(ENTRY.c.void.is_(False), _CHECKIN.c.day >= today - timedelta(days=DAYS), alarm, ~seen, *mine)
