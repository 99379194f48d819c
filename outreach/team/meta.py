"""Facts about this organisation and store, one row each: org, org_name, epoch, durable_seq, last_backup_on …"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from sqlalchemy import Connection, Table, bindparam, select, update

from ..database import insert_into
from .models import Meta

_META = cast(Table, Meta.__table__)


def meta(conn: Connection, key: str) -> str | None:
    """The value of one fact, or None when it was never set."""
    return conn.execute(select(_META.c.value).where(_META.c.key == key)).scalar()


def metas(conn: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Several facts in one query; those never set are missing."""
    rows = conn.execute(_SEVERAL, {"keys": list(keys)})
    return {row.key: row.value for row in rows}


_SEVERAL = select(_META.c.key, _META.c.value).where(_META.c.key.in_(bindparam("keys", expanding=True)))


def set_meta(conn: Connection, key: str, value: str) -> None:
    """Sets one fact, over an older one too."""
    query = insert_into(conn, _META).values(key=key, value=value)
    conn.execute(query.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def set_meta_once(conn: Connection, key: str, value: str) -> str:
    """Sets a fact unless it is there; gives the one that stands."""
    conn.execute(insert_into(conn, _META).values(key=key, value=value).on_conflict_do_nothing())
    return str(meta(conn, key))


def replace_meta(conn: Connection, key: str, old: str, new: str) -> bool:
    """Sets a fact only if it still is `old`; False when another process was first."""
    query = update(_META).where(_META.c.key == key, _META.c.value == old).values(value=new)
    return conn.execute(query).rowcount == 1
