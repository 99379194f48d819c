"""Reports that were asked for, their progress, and the phones whose records may still be missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, func, insert, or_, select, update

from ..places.models import Zone
from ..team.models import Device
from .models import Report
from .rules import Wish

_REPORT: Table = Report.__table__
_ZONE: Table = Zone.__table__
_DEVICE: Table = Device.__table__
LIMP = timedelta(seconds=60)  # without a sign of life for this long, a report is taken up by another worker
SHOWN = 50


def ask(conn: Connection, wish: Wish, member: int | None, today: date) -> int:
    """The number of the report that is made for this wish; one that is waiting or being made is not asked for twice."""
    same = select(_REPORT.c.id).where(
        _REPORT.c.period == wish.period,
        _REPORT.c.threshold == wish.threshold,
        _REPORT.c.paper == wish.paper,
        _REPORT.c.status.in_(("waiting", "running")),
    )
    found = conn.execute(same).scalar()
    if found is not None:
        return int(found)
    values = {"period": wish.period, "threshold": wish.threshold, "paper": wish.paper, "status": "waiting"}
    made = conn.execute(
        insert(_REPORT).values(**values, member_id=member, asked_on=today).returning(_REPORT.c.id)
    )
    return int(made.scalar_one())


def report(conn: Connection, number: int) -> Row[tuple[object, ...]] | None:
    """One report, or None."""
    return conn.execute(select(_REPORT).where(_REPORT.c.id == number)).one_or_none()


def reports(conn: Connection) -> Sequence[Row[tuple[object, ...]]]:
    """The newest reports first."""
    return conn.execute(select(_REPORT).order_by(_REPORT.c.id.desc()).limit(SHOWN)).all()


def unfinished(conn: Connection, now: datetime) -> list[int]:
    """Numbers of reports that wait, or whose worker has not been heard of."""
    rows = conn.execute(select(_REPORT.c.id).where(_takeable(now)).order_by(_REPORT.c.id))
    return [int(number) for number in rows.scalars()]


def claim(conn: Connection, number: int, now: datetime) -> bool:
    """Takes a report for this worker; False when another one is at it or it is done."""
    values = {"status": "running", "beat_at": now, "step": 0, "message": None}
    return (
        conn.execute(update(_REPORT).where(_REPORT.c.id == number, _takeable(now)).values(**values)).rowcount
        == 1
    )


def go_on(conn: Connection, number: int, now: datetime, **values: object) -> bool:
    """A sign of life, with the step reached; False when the report was stopped in the meantime."""
    where = and_(_REPORT.c.id == number, _REPORT.c.status == "running")
    return conn.execute(update(_REPORT).where(where).values(beat_at=now, **values)).rowcount == 1


def finish(conn: Connection, number: int, sha256: bytes) -> bool:
    """The PDF is on disk; False when the report was stopped in the last moment."""
    where = and_(_REPORT.c.id == number, _REPORT.c.status == "running")
    return (
        conn.execute(update(_REPORT).where(where).values(status="done", sha256=sha256, message=None)).rowcount
        == 1
    )


def fail(conn: Connection, number: int, message: str) -> None:
    """What went wrong, in plain words."""
    where = and_(_REPORT.c.id == number, _REPORT.c.status == "running")
    conn.execute(update(_REPORT).where(where).values(status="failed", message=message[:200]))


def release(conn: Connection, number: int) -> None:
    """Puts a report back among those that wait."""
    where = and_(_REPORT.c.id == number, _REPORT.c.status == "running")
    conn.execute(update(_REPORT).where(where).values(status="waiting", step=0))


def stop(conn: Connection, number: int) -> bool:
    """Stops a report that waits or is being made; False when there was nothing to stop."""
    where = and_(_REPORT.c.id == number, _REPORT.c.status.in_(("waiting", "running")))
    return conn.execute(update(_REPORT).where(where).values(status="stopped")).rowcount == 1


def _takeable(now: datetime) -> ColumnElement[bool]:
    limp = or_(_REPORT.c.beat_at.is_(None), _REPORT.c.beat_at < now - LIMP)
    return or_(_REPORT.c.status == "waiting", and_(_REPORT.c.status == "running", limp))


def zones(conn: Connection) -> list[tuple[int, str, list[list[list[float]]], bool]]:
    """All zones by name, closed ones too: id, name, rings of [longitude, latitude], whether it is in use."""
    rows = conn.execute(
        select(_ZONE.c.id, _ZONE.c.name, _ZONE.c.polygon, _ZONE.c.active).order_by(_ZONE.c.name)
    )
    return [(number, name, json.loads(polygon), active) for number, name, polygon, active in rows]


def phones(conn: Connection, start: date, end: date) -> tuple[int, int]:
    """Phones in use between two days, and those that have proven what they hold since the last of them."""
    in_use = and_(
        _DEVICE.c.status != "pending",
        _DEVICE.c.enrolled_on <= end,
        or_(_DEVICE.c.revoked_on.is_(None), _DEVICE.c.revoked_on >= start),
    )
    proven = and_(in_use, _DEVICE.c.proof_on > end, _DEVICE.c.left == 0)
    counts = [select(func.count()).select_from(_DEVICE).where(where) for where in (in_use, proven)]
    return conn.execute(counts[0]).scalar_one(), conn.execute(counts[1]).scalar_one()
