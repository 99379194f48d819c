"""Long work on editions and its progress, zones, and the phones whose records may still be missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, false, func, insert, or_, select, update

from ..places.models import Zone
from ..team.models import Device
from .editions import life
from .editions.models import Edition, Report, Schedule

_REPORT: Table = Report.__table__
_EDITION: Table = Edition.__table__
_SCHEDULE: Table = Schedule.__table__
_ZONE: Table = Zone.__table__
_DEVICE: Table = Device.__table__
LIMP = timedelta(seconds=60)  # without a sign of life for this long, a report is taken up by another worker
GOING_ON = ("waiting", "running")


def ask(conn: Connection, edition: int, purpose: str, member: int | None, today: date) -> int:
    """The number of the work that is done for an edition; work that waits or is being done is not asked for twice."""
    same = select(_REPORT.c.id).where(_REPORT.c.edition_id == edition, _REPORT.c.status.in_(GOING_ON))
    found = conn.execute(same).scalar()
    if found is not None:
        return int(found)
    values = {"edition_id": edition, "purpose": purpose, "status": "waiting"}
    made = conn.execute(
        insert(_REPORT).values(**values, member_id=member, asked_on=today).returning(_REPORT.c.id)
    )
    return int(made.scalar_one())


def work_on(conn: Connection, edition: int) -> Row[tuple[object, ...]] | None:
    """The newest work on an edition, or None."""
    query = select(_REPORT).where(_REPORT.c.edition_id == edition).order_by(_REPORT.c.id.desc()).limit(1)
    return conn.execute(query).one_or_none()


def going_on(conn: Connection) -> Sequence[Row[tuple[object, ...]]]:
    """Work that waits or is being done, with the period and title of its edition."""
    both = _REPORT.join(_EDITION, _EDITION.c.id == _REPORT.c.edition_id)
    query = select(_REPORT, _EDITION.c.period, _EDITION.c.title).select_from(both)
    return conn.execute(query.where(_REPORT.c.status.in_(GOING_ON)).order_by(_REPORT.c.id)).all()


def report(conn: Connection, number: int) -> Row[tuple[object, ...]] | None:
    """One piece of work, or None."""
    return conn.execute(select(_REPORT).where(_REPORT.c.id == number)).one_or_none()


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


def finish(conn: Connection, number: int) -> bool:
    """It is done; False when it was stopped in the last moment."""
    where = and_(_REPORT.c.id == number, _REPORT.c.status == "running")
    return conn.execute(update(_REPORT).where(where).values(status="done", message=None)).rowcount == 1


def fail(conn: Connection, number: int, message: str) -> None:
    """What went wrong, in plain words."""
    where = and_(_REPORT.c.id == number, _REPORT.c.status == "running")
    conn.execute(update(_REPORT).where(where).values(status="failed", message=message[:400]))


def release(conn: Connection, number: int) -> None:
    """Puts a report back among those that wait."""
    where = and_(_REPORT.c.id == number, _REPORT.c.status == "running")
    conn.execute(update(_REPORT).where(where).values(status="waiting", step=0))


def stop(conn: Connection, number: int) -> bool:
    """Stops a report that waits or is being made; False when there was nothing to stop."""
    where = and_(_REPORT.c.id == number, _REPORT.c.status.in_(GOING_ON))
    return conn.execute(update(_REPORT).where(where).values(status="stopped")).rowcount == 1


def _takeable(now: datetime) -> ColumnElement[bool]:
    limp = or_(_REPORT.c.beat_at.is_(None), _REPORT.c.beat_at < now - LIMP)
    return or_(_REPORT.c.status == "waiting", and_(_REPORT.c.status == "running", limp))


def drafts(conn: Connection) -> list[tuple[int, str]]:
    """Number and document of each draft whose file is still needed; one that was put aside can be taken up again."""
    kept = (_EDITION.c.status != life.PUBLISHED, _EDITION.c.document.is_not(None))
    return [(row.id, row.document) for row in conn.execute(select(_EDITION).where(*kept))]


def zones(conn: Connection) -> list[tuple[int, str, list[list[list[float]]], bool]]:
    """All zones by name, closed ones too: id, name, rings of [longitude, latitude], whether it is in use."""
    rows = conn.execute(
        select(_ZONE.c.id, _ZONE.c.name, _ZONE.c.polygon, _ZONE.c.active).order_by(_ZONE.c.name)
    )
    return [(number, name, json.loads(polygon), active) for number, name, polygon, active in rows]


def phones(conn: Connection, start: date, end: date) -> tuple[int, int]:
    """Phones in use between two days, and those that have proven what they hold since the last of them."""
    in_use = _in_use(start, end)
    counts = [
        select(func.count()).select_from(_DEVICE).where(where)
        for where in (in_use, and_(in_use, _proven(end)))
    ]
    return conn.execute(counts[0]).scalar_one(), conn.execute(counts[1]).scalar_one()


def unsynced(conn: Connection, start: date, end: date) -> list[tuple[date | None, int]]:
    """Phones in use between two days that may hold records of them: day of the last proof, unsent records told then."""
    rows = conn.execute(select(_DEVICE.c.proof_on, _DEVICE.c.left).where(_in_use(start, end), ~_proven(end)))
    return [(proof_on, left) for proof_on, left in rows]


def schedules(conn: Connection) -> dict[int, bool]:
    """Template → whether its drafts are made by themselves, where somebody has said so."""
    return {row.template: row.active for row in conn.execute(select(_SCHEDULE))}


def set_schedule(conn: Connection, template: int, active: bool) -> None:
    """Switches a template's own drafts on or off."""
    here = _SCHEDULE.c.template == template
    if not conn.execute(update(_SCHEDULE).where(here).values(active=active)).rowcount:
        conn.execute(insert(_SCHEDULE).values(template=template, active=active))


def _in_use(start: date, end: date) -> ColumnElement[bool]:
    return and_(
        _DEVICE.c.status != "pending",
        _DEVICE.c.enrolled_on <= end,
        or_(_DEVICE.c.revoked_on.is_(None), _DEVICE.c.revoked_on >= start),
    )


def _proven(end: date) -> ColumnElement[bool]:
    return and_(func.coalesce(_DEVICE.c.proof_on > end, false()), _DEVICE.c.left == 0)
