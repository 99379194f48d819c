"""Queries about reports of harm: what the desk lists, and the sealed text of a few of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, func, select

from ..entries import TABLE as ENTRY
from .record_models import Incident
from .record_rules import consent_codes, type_codes

_INCIDENT = cast(Table, Incident.__table__)
_ROWS = _INCIDENT.join(ENTRY, ENTRY.c.id == _INCIDENT.c.entry_id)


@dataclass(frozen=True)
class Harm:
    """One report: month and zone, never finer. `text`: there is a sealed text that the team may read."""

    id: int
    team: int
    month: str
    zone: int
    about: str
    types: tuple[str, ...]
    consents: frozenset[str]
    text: bool


@dataclass(frozen=True)
class Sealed:
    """A sealed text and the id of the team key that opens it."""

    harm: Harm
    key: str
    sealed: bytes


def listed(
    conn: Connection, team: int | None, month: str | None = None, zone: int | None = None, limit: int = 200
) -> list[Harm]:
    """Reports of a team (None: all), the newest month first; within a month in no order that tells the day."""
    query = select(_INCIDENT).select_from(_ROWS).where(_of(team, month, zone))
    rows = conn.execute(
        query.order_by(_INCIDENT.c.month.desc(), _INCIDENT.c.zone_id, _INCIDENT.c.types).limit(limit)
    )
    return [_harm(row) for row in rows]


def months(conn: Connection, team: int | None) -> list[str]:
    """Months with reports, the newest first."""
    query = select(_INCIDENT.c.month).select_from(_ROWS).where(_of(team)).distinct()
    return list(conn.execute(query.order_by(_INCIDENT.c.month.desc())).scalars())


def counted(conn: Connection, team: int | None, month: str) -> tuple[int, int]:
    """Reports of a month, and how many of them have a text."""
    query = select(func.count(), func.count(_INCIDENT.c.narrative)).select_from(_ROWS).where(_of(team, month))
    reports, texts = conn.execute(query).one()
    return int(reports), int(texts)


def find(conn: Connection, team: int | None, numbers: Collection[int]) -> list[Harm]:
    """These reports, as far as they are this team's."""
    return [_harm(row) for row in _chosen(conn, team, numbers)]


def sealed_texts(conn: Connection, team: int | None, numbers: Collection[int]) -> list[Sealed]:
    """The sealed texts of these reports, as far as they are this team's and have one."""
    rows = _chosen(conn, team, numbers)
    return [
        Sealed(_harm(row), row.team_key, bytes(row.narrative)) for row in rows if row.narrative is not None
    ]


def _chosen(conn: Connection, team: int | None, numbers: Collection[int]) -> Iterable[Row[Any]]:
    if not numbers:
        return []
    wanted = and_(_of(team), _INCIDENT.c.entry_id.in_(sorted(numbers)))
    return conn.execute(select(_INCIDENT).select_from(_ROWS).where(wanted).order_by(_INCIDENT.c.entry_id))


def _of(team: int | None, month: str | None = None, zone: int | None = None) -> ColumnElement[bool]:
    wanted = {_INCIDENT.c.team_id: team, _INCIDENT.c.month: month, _INCIDENT.c.zone_id: zone}
    return and_(
        ENTRY.c.void.is_(False), *(column == value for column, value in wanted.items() if value is not None)
    )


def _harm(row: Row[Any]) -> Harm:
    return Harm(
        row.entry_id, row.team_id, row.month, row.zone_id, row.about, type_codes(row.types),
        frozenset(consent_codes(row.consents)), row.narrative is not None,
    )  # fmt: skip
