"""Queries about warnings to the field."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, or_, select, update

from .models import Alert

_ALERT: Table = Alert.__table__


@dataclass(frozen=True)
class Warned:
    """One warning as the desk shows it; `zones` empty means all."""

    id: int
    kind: str
    title: str
    text: str
    zones: tuple[int, ...]
    made_on: date
    until: date
    withdrawn_on: date | None


def for_phones(conn: Connection, today: date) -> list[dict[str, Any]]:
    """What phones keep: warnings that hold today, the newest first. Those of all zones: a shift may move."""
    return [
        {
            "id": one.id, "kind": one.kind, "title": one.title, "text": one.text, "zones": list(one.zones),
            "until": one.until.isoformat(),
        }
        for one in now(conn, today)
    ]  # fmt: skip


def now(conn: Connection, today: date) -> list[Warned]:
    """Warnings that hold today, the newest first."""
    query = select(_ALERT).where(_ALERT.c.withdrawn_on.is_(None), _ALERT.c.until >= today)
    return [_warned(row) for row in conn.execute(query.order_by(*_NEWEST))]


def old(conn: Connection, today: date, limit: int = 50) -> list[Warned]:
    """Warnings that ended or were withdrawn, the newest first."""
    query = select(_ALERT).where(or_(_ALERT.c.withdrawn_on.is_not(None), _ALERT.c.until < today))
    return [_warned(row) for row in conn.execute(query.order_by(*_NEWEST).limit(limit))]


def find(conn: Connection, alert: int) -> Warned | None:
    """One warning, also an old one."""
    row = conn.execute(select(_ALERT).where(_ALERT.c.id == alert)).one_or_none()
    return _warned(row) if row else None


def publish(
    conn: Connection, kind: str, title: str, text: str, zones: Iterable[int], today: date, until: date
) -> int:
    """Adds a warning; its number."""
    values = _values(kind, title, text, zones, until) | {"edition": _next(conn), "made_on": today}
    return int(conn.execute(insert(_ALERT).values(values).returning(_ALERT.c.id)).scalar_one())


def change(
    conn: Connection, alert: int, kind: str, title: str, text: str, zones: Iterable[int], until: date
) -> None:
    """Other words, zones or last day; it counts as the newest then, and phones show it as unread."""
    values = _values(kind, title, text, zones, until) | {"edition": _next(conn)}
    conn.execute(update(_ALERT).where(_ALERT.c.id == alert).values(values))


def withdraw(conn: Connection, alert: int, on: date | None) -> None:
    """Takes a warning back on this day; None puts it up again."""
    conn.execute(update(_ALERT).where(_ALERT.c.id == alert).values(withdrawn_on=on))


_NEWEST = (_ALERT.c.edition.desc(), _ALERT.c.id.desc())


def _values(kind: str, title: str, text: str, zones: Iterable[int], until: date) -> dict[str, Any]:
    named = {"kind": kind, "title": title, "text": text, "until": until}
    return named | {"zones": json.dumps(sorted(set(zones)))}


def _next(conn: Connection) -> int:
    return int(conn.execute(select(func.coalesce(func.max(_ALERT.c.edition), 0))).scalar_one()) + 1


def _warned(row: Row[Any]) -> Warned:
    named = {
        key: row._mapping[key] for key in ("id", "kind", "title", "text", "made_on", "until", "withdrawn_on")
    }
    return Warned(**named, zones=tuple(json.loads(row.zones)))
