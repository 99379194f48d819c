"""Queries about what leaves the house: DHIS2 servers, pushes, funders' members, notices, published editions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    String,
    Table,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)

from ...errors import NotFoundError
from ...team.models import Member
from ..editions.models import Published
from .models import Dhis2Push, Dhis2Server, FunderMember, Notice

_SERVER: Table = Dhis2Server.__table__
_PUSH: Table = Dhis2Push.__table__
_BELONGS: Table = FunderMember.__table__
_NOTICE: Table = Notice.__table__
_OUT: Table = Published.__table__
_MEMBER: Table = Member.__table__
LIMP = timedelta(minutes=5)  # a running one without a sign of life for so long is taken up again
SHOWN = 50
# Of a published edition all but the file: lists do not need it.
_LISTED = [column for column in _OUT.c if column.name not in ("pdf", "document", "proof")]
Found = Row[Any]


def servers(conn: Connection) -> Sequence[Found]:
    """All DHIS2 servers by name."""
    return conn.execute(select(_SERVER).order_by(_SERVER.c.name)).all()


def server(conn: Connection, number: int) -> Found | None:
    """One server, or None."""
    return conn.execute(select(_SERVER).where(_SERVER.c.id == number)).one_or_none()


def server_named(conn: Connection, name: str) -> Found:
    """The server of this name. Raises NotFoundError that names those there are."""
    found = conn.execute(select(_SERVER).where(_SERVER.c.name == name)).one_or_none()
    if found is None:
        names = ", ".join(f"“{one.name}”" for one in servers(conn)) or "none yet"
        raise NotFoundError(f"There is no DHIS2 server called “{name}”. There are: {names}.")
    return found


def mapping_named(conn: Connection, name: str) -> str:
    """The mapping that a template of reports names; "" when there is none of this name."""
    return conn.execute(select(_SERVER.c.mapping).where(_SERVER.c.name == name)).scalar() or ""


def save_server(conn: Connection, number: int | None, **values: Any) -> int:
    """Adds a server, or changes one; gives its number."""
    if number is None:
        return int(conn.execute(insert(_SERVER).values(**values).returning(_SERVER.c.id)).scalar_one())
    conn.execute(update(_SERVER).where(_SERVER.c.id == number).values(**values))
    return number


def ask_push(
    conn: Connection, server: int, edition: int, dry: bool, member: int, today: date, at: datetime
) -> int:
    """A push that waits; the one that waits already when it was asked for twice."""
    same = and_(_PUSH.c.server_id == server, _PUSH.c.edition_id == edition, _PUSH.c.dry.is_(dry),
                _PUSH.c.status.in_(("waiting", "running")))  # fmt: skip
    found = conn.execute(select(_PUSH.c.id).where(same)).scalar()
    if found is not None:
        return int(found)
    values = {"server_id": server, "edition_id": edition, "dry": dry, "member_id": member, "asked_on": today}
    made = insert(_PUSH).values(**values, status="waiting", next_at=at, tries=0).returning(_PUSH.c.id)
    return int(conn.execute(made).scalar_one())


def push(conn: Connection, number: int) -> Found | None:
    """One push, or None."""
    return conn.execute(select(_PUSH).where(_PUSH.c.id == number)).one_or_none()


def pushes(conn: Connection) -> Sequence[Found]:
    """The newest pushes with the names of their servers and periods."""
    query = select(_PUSH, _SERVER.c.name, _OUT.c.period, _OUT.c.number).select_from(_PUSH)
    query = query.join(_SERVER, _SERVER.c.id == _PUSH.c.server_id)
    query = query.join(_OUT, _OUT.c.edition_id == _PUSH.c.edition_id)
    return conn.execute(query.order_by(_PUSH.c.id.desc()).limit(SHOWN)).all()


def sent_before(conn: Connection, push: Found) -> list[str]:
    """What real pushes to this server hold: of this edition and of those that it corrects, the newest first."""
    chain = [row.edition_id for row in same_report(conn, push.edition_id)]
    query = select(_PUSH.c.sent).where(
        _PUSH.c.server_id == push.server_id, _PUSH.c.edition_id.in_(chain), _PUSH.c.status == "done",
        _PUSH.c.dry.is_(False), _PUSH.c.id != push.id,
    )  # fmt: skip
    return list(conn.execute(query.order_by(_PUSH.c.id.desc())).scalars())


def due_pushes(conn: Connection, at: datetime) -> list[int]:
    """Numbers of pushes whose time has come, or whose worker is gone."""
    return list(conn.execute(select(_PUSH.c.id).where(_due(_PUSH, at)).order_by(_PUSH.c.id)).scalars())


def take_push(conn: Connection, number: int, at: datetime) -> bool:
    """Takes a push for this worker; False when another one has it."""
    return _take(conn, _PUSH, number, at)


def end_push(conn: Connection, number: int, **values: Any) -> None:
    """How a try of a push ended."""
    conn.execute(update(_PUSH).where(_PUSH.c.id == number).values(**values))


def funder_of(conn: Connection, member: int) -> int | None:
    """The funder that a member belongs to, or None."""
    return conn.execute(select(_BELONGS.c.funder_id).where(_BELONGS.c.member_id == member)).scalar()


def belongings(conn: Connection) -> list[Any]:
    """All members whose role is funder, with the funder they belong to (None: not chosen yet)."""
    query = select(
        _MEMBER.c.id,
        _MEMBER.c.name,
        _MEMBER.c.login,
        _MEMBER.c.active,
        _BELONGS.c.funder_id,
        _BELONGS.c.email,
    )
    query = query.join(_BELONGS, _BELONGS.c.member_id == _MEMBER.c.id, isouter=True)
    return list(conn.execute(query.where(_MEMBER.c.role == "funder").order_by(_MEMBER.c.name)))


def belongs(conn: Connection, member: int, funder: int | None, email: str) -> None:
    """Says to which funder a member belongs (None: to none any more)."""
    conn.execute(delete(_BELONGS).where(_BELONGS.c.member_id == member))
    if funder is not None:
        conn.execute(insert(_BELONGS).values(member_id=member, funder_id=funder, email=email))


def editions_for(conn: Connection, audiences: Sequence[str]) -> Sequence[Found]:
    """What was published to these audiences, the newest first; without files and figures."""
    query = select(*_LISTED).where(_OUT.c.audience.in_(audiences))
    return conn.execute(query.order_by(_OUT.c.published_on.desc(), _OUT.c.edition_id.desc())).all()


def edition_for(conn: Connection, edition: int, audiences: Sequence[str]) -> Found | None:
    """One published edition with its file; None when there is none, or when it is for somebody else."""
    query = select(_OUT).where(_OUT.c.edition_id == edition, _OUT.c.audience.in_(audiences))
    return conn.execute(query).one_or_none()


def same_report(conn: Connection, edition: int) -> Sequence[Found]:
    """All editions of the report that this one is an edition of, the newest first."""
    own = select(_OUT).where(_OUT.c.edition_id == edition).subquery()
    alike = [_OUT.c[name] == own.c[name] for name in ("audience", "template", "period", "language", "scope")]
    return conn.execute(select(*_LISTED).where(*alike).order_by(_OUT.c.number.desc())).all()


def unnoticed(conn: Connection, since: date) -> list[Any]:
    """(edition_id, member_id) for whom a notice is to be written: published since that day, an address, none yet."""
    query = (
        select(_OUT.c.edition_id, _BELONGS.c.member_id)
        .select_from(_OUT)
        .join(
            _BELONGS,
            or_(
                _OUT.c.audience == "public", _OUT.c.audience == "funder:" + _BELONGS.c.funder_id.cast(String)
            ),
        )
        .join(_MEMBER, _MEMBER.c.id == _BELONGS.c.member_id)
        .join(
            _NOTICE,
            and_(_NOTICE.c.edition_id == _OUT.c.edition_id, _NOTICE.c.member_id == _BELONGS.c.member_id),
            isouter=True,
        )
        .where(
            _OUT.c.published_on >= since,
            _BELONGS.c.email != "",
            _MEMBER.c.active.is_(True),
            _NOTICE.c.id.is_(None),
        )
    )
    return list(conn.execute(query.order_by(_OUT.c.edition_id, _BELONGS.c.member_id)))


def add_notices(conn: Connection, found: Sequence[Found], at: datetime) -> None:
    """Notices that wait to be sent."""
    rows = [{"edition_id": one.edition_id, "member_id": one.member_id, "status": "waiting", "tries": 0,
             "message": "", "next_at": at} for one in found]  # fmt: skip
    if rows:
        conn.execute(insert(_NOTICE), rows)


def due_notices(conn: Connection, at: datetime) -> list[int]:
    """Numbers of notices whose time has come."""
    return list(conn.execute(select(_NOTICE.c.id).where(_due(_NOTICE, at)).order_by(_NOTICE.c.id)).scalars())


def take_notice(conn: Connection, number: int, at: datetime) -> Found | None:
    """Takes a notice for this worker, with the address it goes to; None when another one has it."""
    if not _take(conn, _NOTICE, number, at):
        return None
    query = select(_NOTICE, _BELONGS.c.email).join(
        _BELONGS, _BELONGS.c.member_id == _NOTICE.c.member_id, isouter=True
    )
    return conn.execute(query.where(_NOTICE.c.id == number)).one()


def end_notice(conn: Connection, number: int, **values: Any) -> None:
    """How a try of a notice ended."""
    conn.execute(update(_NOTICE).where(_NOTICE.c.id == number).values(**values))


def notice_again(conn: Connection, number: int, at: datetime) -> None:
    """A notice that failed waits again; one that went out is not sent twice."""
    failed = and_(_NOTICE.c.id == number, _NOTICE.c.status == "failed")
    conn.execute(update(_NOTICE).where(failed).values(status="waiting", next_at=at, tries=0))


def notices(conn: Connection) -> Sequence[Found]:
    """The newest notices with the name of whom they are for."""
    query = select(_NOTICE, _MEMBER.c.name, _OUT.c.period).select_from(_NOTICE)
    query = query.join(_MEMBER, _MEMBER.c.id == _NOTICE.c.member_id)
    query = query.join(_OUT, _OUT.c.edition_id == _NOTICE.c.edition_id)
    return conn.execute(query.order_by(_NOTICE.c.id.desc()).limit(SHOWN)).all()


def _due(table: Table, at: datetime) -> ColumnElement[bool]:
    waits = and_(table.c.status == "waiting", table.c.next_at <= at)
    return or_(waits, and_(table.c.status == "running", table.c.next_at <= at - LIMP))


def _take(conn: Connection, table: Table, number: int, at: datetime) -> bool:
    values = {"status": "running", "next_at": at, "tries": table.c.tries + 1}
    return (
        conn.execute(update(table).where(table.c.id == number, _due(table, at)).values(**values)).rowcount
        == 1
    )
