"""Queries about members, their sessions, recovery codes, and tries that failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, insert, select, update

from ..database import insert_into
from .meta import meta as meta
from .meta import set_meta as set_meta
from .models import Attempt, Member, RecoveryCode, Session, Team

_MEMBER: Table = Member.__table__
_SESSION: Table = Session.__table__
_TEAM: Table = Team.__table__
_ATTEMPT: Table = Attempt.__table__
_RECOVERY: Table = RecoveryCode.__table__


@dataclass(frozen=True)
class SignedIn:
    """The member of this request and their session. Times are aware, UTC."""

    id: int
    name: str
    login: str
    role: str
    team: int | None
    totp: bool
    token_hash: bytes
    started_at: datetime
    seen_at: datetime
    fresh_at: datetime


def member_by_login(conn: Connection, login: str) -> Row[Any] | None:
    """The active member with this sign-in name, or None."""
    return conn.execute(select(_MEMBER).where(_MEMBER.c.login == login, _MEMBER.c.active.is_(True))).first()


def member_named(conn: Connection, login: str) -> int | None:
    """The number of the member with this sign-in name, also when switched off, or None."""
    return conn.execute(select(_MEMBER.c.id).where(_MEMBER.c.login == login)).scalar()


def member_by_id(conn: Connection, member_id: int) -> Row[Any] | None:
    """The member with this number, also when switched off, or None."""
    return conn.execute(select(_MEMBER).where(_MEMBER.c.id == member_id)).first()


def members(conn: Connection) -> list[Row[Any]]:
    """All members with the name of their team, those who may sign in first."""
    query = select(_MEMBER, _TEAM.c.name.label("team_name")).join(_TEAM, isouter=True)
    return list(conn.execute(query.order_by(_MEMBER.c.active.desc(), _MEMBER.c.name, _MEMBER.c.id)))


def teams(conn: Connection) -> list[Row[Any]]:
    """All teams by name."""
    return list(conn.execute(select(_TEAM).order_by(_TEAM.c.name)))


def team_named(conn: Connection, name: str) -> int:
    """The number of the team of this name; the team is made when there is none yet."""
    found = conn.execute(select(_TEAM.c.id).where(_TEAM.c.name == name)).scalar()
    return int(found or conn.execute(insert(_TEAM).values(name=name).returning(_TEAM.c.id)).scalar_one())


def add_member(conn: Connection, **values: Any) -> int:
    """Adds a member (name, login, role, team_id, password_hash) and gives their number."""
    defaults = {"active": True, "totp_last": 0}
    return int(conn.execute(insert(_MEMBER).values(defaults | values).returning(_MEMBER.c.id)).scalar_one())


def change_member(conn: Connection, member_id: int, **values: Any) -> None:
    """Changes columns of one member."""
    conn.execute(update(_MEMBER).where(_MEMBER.c.id == member_id).values(values))


def administrators(conn: Connection) -> int:
    """Number of administrators who may sign in."""
    query = select(func.count()).where(_MEMBER.c.role == "administrator", _MEMBER.c.active.is_(True))
    return int(conn.execute(query).scalar_one())


def use_totp_step(conn: Connection, member_id: int, step: int) -> bool:
    """Marks a code as used; False when it, or a later one, was used already (also by another process just now)."""
    query = (
        update(_MEMBER).where(_MEMBER.c.id == member_id, _MEMBER.c.totp_last < step).values(totp_last=step)
    )
    return conn.execute(query).rowcount == 1


def replace_recovery_codes(conn: Connection, member_id: int, hashes: list[bytes]) -> None:
    """Deletes the member's recovery codes and stores these."""
    conn.execute(delete(_RECOVERY).where(_RECOVERY.c.member_id == member_id))
    if hashes:
        conn.execute(insert(_RECOVERY), [{"member_id": member_id, "code_hash": one} for one in hashes])


def use_recovery_code(conn: Connection, member_id: int, code_hash: bytes) -> bool:
    """Deletes the code; False when there is no such code (any more)."""
    query = delete(_RECOVERY).where(_RECOVERY.c.member_id == member_id, _RECOVERY.c.code_hash == code_hash)
    return conn.execute(query).rowcount == 1


def recovery_codes_left(conn: Connection, member_id: int) -> int:
    """Number of recovery codes that were not used yet."""
    return int(conn.execute(select(func.count()).where(_RECOVERY.c.member_id == member_id)).scalar_one())


def open_session(conn: Connection, token_hash: bytes, member_id: int, now: datetime) -> None:
    """Stores a new session, just now confirmed by its password."""
    times = dict.fromkeys(("started_at", "seen_at", "fresh_at"), now)
    conn.execute(insert(_SESSION).values(token_hash=token_hash, member_id=member_id, **times))


def session(conn: Connection, token_hash: bytes) -> SignedIn | None:
    """The session of this cookie and its member, whatever its age; None when unknown or the member is off."""
    query = select(_SESSION, _MEMBER).join(_MEMBER).where(_SESSION.c.token_hash == token_hash)
    row = conn.execute(query.where(_MEMBER.c.active.is_(True))).first()
    if row is None:
        return None
    times = {key: _aware(getattr(row, key)) for key in ("started_at", "seen_at", "fresh_at")}
    return SignedIn(
        row.member_id,
        row.name,
        row.login,
        row.role,
        row.team_id,
        row.totp_secret is not None,
        token_hash,
        **times,
    )


def touch_session(conn: Connection, token_hash: bytes, **times: datetime) -> None:
    """Sets seen_at and/or fresh_at of one session."""
    conn.execute(update(_SESSION).where(_SESSION.c.token_hash == token_hash).values(times))


def close_session(conn: Connection, token_hash: bytes) -> None:
    """Ends one session on the server: its cookie is worth nothing from now on."""
    conn.execute(delete(_SESSION).where(_SESSION.c.token_hash == token_hash))


def close_sessions(conn: Connection, member_id: int, keep: bytes = b"") -> None:
    """Ends all sessions of a member, except `keep`."""
    conn.execute(delete(_SESSION).where(_SESSION.c.member_id == member_id, _SESSION.c.token_hash != keep))


def forget_old(conn: Connection, started_before: datetime, window_before: int) -> None:
    """Deletes sessions past their end and tries that no longer count."""
    conn.execute(delete(_SESSION).where(_SESSION.c.started_at < started_before))
    conn.execute(delete(_ATTEMPT).where(_ATTEMPT.c.window < window_before))


def count_try(conn: Connection, key: bytes, window: int) -> int:
    """Counts one more try and gives the number so far in this window. All web processes share it.

    It is counted before the answer is known, so that many tries at once cannot overtake the limit.
    """
    query = insert_into(conn, _ATTEMPT).values(key=key, window=window, count=1)
    query = query.on_conflict_do_update(
        index_elements=["key", "window"], set_={"count": _ATTEMPT.c.count + 1}
    )
    return int(conn.execute(query.returning(_ATTEMPT.c.count)).scalar_one())


def first_time(conn: Connection, key: bytes, window: int) -> bool:
    """Notes a form's one-time key until `window` is over; False when it was noted before: the form came twice.

    Call it in the transaction of what the form does: two clicks at once then wait for each other.
    """
    if conn.execute(select(_ATTEMPT.c.key).where(_ATTEMPT.c.key == key)).first():
        return False
    query = insert_into(conn, _ATTEMPT).values(key=key, window=window, count=1).on_conflict_do_nothing()
    # Not `rowcount`: for an INSERT it is not reliable on PostgreSQL.
    return conn.execute(query.returning(_ATTEMPT.c.key)).first() is not None


def forget_tries(conn: Connection, keys: list[bytes]) -> None:
    """Forgets the tries under these keys: they ended well."""
    conn.execute(delete(_ATTEMPT).where(_ATTEMPT.c.key.in_(keys)))


def _aware(value: datetime) -> datetime:
    # SQLite hands back UTC without saying so.
    return value if value.tzinfo else value.replace(tzinfo=UTC)
