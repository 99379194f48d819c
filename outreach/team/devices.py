"""Queries about phones and their enrolment. The store keeps days of them, never times."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, cast

from sqlalchemy import Connection, Row, Table, bindparam, func, insert, select, update

from ..database import insert_into
from .models import Device, Enrolment, Team

DEVICE = cast(Table, Device.__table__)
ENROLMENT = cast(Table, Enrolment.__table__)
TEAM = cast(Table, Team.__table__)
STRANGER = "Unknown phone"


def token_hash(token: str) -> bytes:
    """What the store keeps of a token or secret: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).digest()


def by_uid(conn: Connection, uid: str) -> Row[Any] | None:
    """The phone with this UUID, or None."""
    return conn.execute(_BY_UID, {"uid": uid}).first()


# Built once: on the sync path making a statement costs more than running it.
_BY_UID = select(DEVICE).where(DEVICE.c.uid == bindparam("uid"))


def by_id(conn: Connection, device_id: int) -> Row[Any] | None:
    """The phone with this number, or None."""
    return conn.execute(select(DEVICE).where(DEVICE.c.id == device_id)).first()


def by_uids(conn: Connection, uids: Iterable[str]) -> dict[str, Row[Any]]:
    """The phones with these UUIDs; unknown ones are missing."""
    rows = conn.execute(select(DEVICE).where(DEVICE.c.uid.in_(list(uids))))
    return {row.uid: row for row in rows}


def lock(conn: Connection, ids: Iterable[int]) -> dict[int, Row[Any]]:
    """These phones' rows, held until the end of the transaction: two batches of a phone go one after the other.

    Always in the order of their numbers, so that two batches cannot wait for each other.
    """
    return {row.id: row for row in conn.execute(_LOCK, {"ids": sorted(set(ids))})}


_LOCK = (
    select(DEVICE)
    .where(DEVICE.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(DEVICE.c.id)
    .with_for_update()
)


def change(conn: Connection, device_id: int, **values: Any) -> None:
    """Changes columns of one phone."""
    if values:
        conn.execute(update(DEVICE).where(DEVICE.c.id == device_id).values(values))


COUNTERS = (
    "proof_on", "next_n", "top_n", "left", "acked_seq", "app_version", "day_on", "day_items", "held_count",
    "held_digest", "clone",
)  # fmt: skip


def count(conn: Connection, device_id: int, values: Mapping[str, Any]) -> None:
    """Sets all COUNTERS of one phone."""
    conn.execute(_COUNT, {"b_id": device_id, **{f"b_{name}": values[name] for name in COUNTERS}})


_COUNT = (
    update(DEVICE)
    .where(DEVICE.c.id == bindparam("b_id"))
    .values({name: bindparam(f"b_{name}", type_=DEVICE.c[name].type) for name in COUNTERS})
)


def add(conn: Connection, uid: str, team: int, name: str, token: str, ref_token: str, today: date) -> int:
    """Adds a phone that waits for its digits; gives its number."""
    values = {
        "uid": uid,
        "team_id": team,
        "name": name,
        "token_hash": token_hash(token),
        "ref_token_hash": token_hash(ref_token),
        "enrolled_on": today,
    }
    return int(conn.execute(insert(DEVICE).values(_fresh() | values).returning(DEVICE.c.id)).scalar_one())


def add_strangers(conn: Connection, uids: Iterable[str], team: int, today: date) -> None:
    """Rows for phones that this store has never heard of (it was restored), so that what they sealed can be kept.

    Nobody has a token for them.
    """
    fixed = {
        "team_id": team,
        "name": STRANGER,
        "enrolled_on": today,
        "status": "revoked",
        "revoked_on": today,
    }
    hashes = {"token_hash": bytes(32), "ref_token_hash": bytes(32)}
    rows = [_fresh() | fixed | hashes | {"uid": uid} for uid in sorted(set(uids))]
    if rows:
        conn.execute(insert_into(conn, DEVICE).on_conflict_do_nothing(index_elements=["uid"]), rows)


def strangers(conn: Connection) -> int:
    """Number of such rows."""
    return int(conn.execute(select(func.count()).where(DEVICE.c.name == STRANGER)).scalar_one())


def _fresh() -> dict[str, Any]:
    return {
        "status": "pending", "next_n": 1, "top_n": 0, "left": 0, "acked_seq": 0, "held_count": 0,
        "held_digest": bytes(32), "clone": False, "day_items": 0,
    }  # fmt: skip


def former(conn: Connection, device_id: int) -> dict[int, int]:
    """The phones that a coordinator has called the same phone: number → enrolments between it and now.

    The phone itself is in it with 0.
    """
    found, newest = {device_id: 0}, [device_id]
    while newest:
        query = select(DEVICE.c.id, DEVICE.c.successor_id).where(DEVICE.c.successor_id.in_(newest))
        rows = [row for row in conn.execute(query) if row.id not in found]
        found |= {row.id: found[row.successor_id] + 1 for row in rows}
        newest = [row.id for row in rows]
    return found


def phones(conn: Connection, team: int | None = None) -> Sequence[Row[Any]]:
    """All phones (of one team), those at work first, then by name."""
    query = select(DEVICE).order_by(DEVICE.c.status, DEVICE.c.name, DEVICE.c.id)
    return conn.execute(query if team is None else query.where(DEVICE.c.team_id == team)).all()


def unproven_since(conn: Connection, day: date) -> Sequence[Row[Any]]:
    """Phones whose last proof is older than `day`: they may still hold records sealed before it."""
    late = (DEVICE.c.proof_on.is_(None)) | (DEVICE.c.proof_on < day)
    query = (
        select(DEVICE)
        .where(late, DEVICE.c.enrolled_on < day, DEVICE.c.name != STRANGER)
        .order_by(DEVICE.c.name)
    )
    return conn.execute(query).all()


def team_name(conn: Connection, team: int) -> str:
    """The name of a team."""
    return str(conn.execute(select(TEAM.c.name).where(TEAM.c.id == team)).scalar())


# -- enrolment -----------------------------------------------------------------------------------------------------


def add_enrolment(
    conn: Connection, secret: str, team: int, member: int, name: str, expires_at: datetime
) -> int:
    """Stores a one-time link (its hash); gives its number."""
    values = {
        "secret_hash": token_hash(secret), "team_id": team, "member_id": member, "device_name": name,
        "expires_at": expires_at, "tries": 0, "confirmed": False,
    }  # fmt: skip
    return int(conn.execute(insert(ENROLMENT).values(values).returning(ENROLMENT.c.id)).scalar_one())


def enrolment_of(conn: Connection, secret: str) -> Row[Any] | None:
    """The link with this secret, held until the end of the transaction; None when there is none."""
    query = select(ENROLMENT).where(ENROLMENT.c.secret_hash == token_hash(secret)).with_for_update()
    return conn.execute(query).first()


def enrolment(conn: Connection, enrolment_id: int) -> Row[Any] | None:
    """The link with this number, held until the end of the transaction; None when there is none."""
    return conn.execute(select(ENROLMENT).where(ENROLMENT.c.id == enrolment_id).with_for_update()).first()


def change_enrolment(conn: Connection, enrolment_id: int, **values: Any) -> None:
    """Changes columns of one link."""
    conn.execute(update(ENROLMENT).where(ENROLMENT.c.id == enrolment_id).values(values))


def open_enrolments(conn: Connection, now: datetime, team: int | None = None) -> Sequence[Row[Any]]:
    """Links that can still be used or wait for their digits, newest first."""
    query = select(ENROLMENT).where(ENROLMENT.c.confirmed.is_(False), ENROLMENT.c.expires_at > now)
    query = query.order_by(ENROLMENT.c.id.desc())
    return conn.execute(query if team is None else query.where(ENROLMENT.c.team_id == team)).all()


def utc(value: datetime) -> datetime:
    """A time as the store gave it, made aware: SQLite hands back UTC without saying so."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)
