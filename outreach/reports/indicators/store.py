"""Targets of indicators and size estimates in the store."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from ..template.models import IndicatorTarget, SizeEstimate
from . import target_rules
from .target_rules import Estimate, Target

_TARGET: Table = IndicatorTarget.__table__
_ESTIMATE: Table = SizeEstimate.__table__


def targets(conn: Connection) -> list[Target]:
    """All targets: pack, code, newest period first."""
    order = (_TARGET.c.pack, _TARGET.c.code, _TARGET.c.period.desc())
    return [_target(row) for row in conn.execute(select(_TARGET).order_by(*order))]


def save_target(conn: Connection, one: Target) -> Target | None:
    """Sets the target of an indicator in a period; the one it replaces. Raises InvalidTemplateError."""
    target_rules.check_target(one)
    same = (_TARGET.c.pack == one.pack, _TARGET.c.code == one.code, _TARGET.c.period == one.period)
    before = conn.execute(select(_TARGET).where(*same)).one_or_none()
    if before is None:
        values = {"pack": one.pack, "code": one.code, "period": one.period, "value": one.value}
        conn.execute(insert(_TARGET).values(values))
        return None
    conn.execute(update(_TARGET).where(*same).values(value=one.value))
    return _target(before)


def remove_target(conn: Connection, number: int) -> Target | None:
    """Takes a target away; what it was."""
    row = conn.execute(select(_TARGET).where(_TARGET.c.id == number)).one_or_none()
    conn.execute(delete(_TARGET).where(_TARGET.c.id == number))
    return _target(row) if row else None


def estimates(conn: Connection) -> list[Estimate]:
    """All size estimates: group, newest year first."""
    order = (_ESTIMATE.c.population, _ESTIMATE.c.year.desc(), _ESTIMATE.c.id.desc())
    return [_estimate(row) for row in conn.execute(select(_ESTIMATE).order_by(*order))]


def add_estimate(conn: Connection, one: Estimate, this_year: int) -> int:
    """Adds an estimate; its number. An older one stays: reports of its years were made with it."""
    target_rules.check_estimate(one, this_year)
    values = {
        "population": one.population, "people": one.people, "low": one.low, "high": one.high, "year": one.year,
        "source": one.source.strip(), "zones": json.dumps(sorted(one.zones)),
    }  # fmt: skip
    return int(conn.execute(insert(_ESTIMATE).values(values).returning(_ESTIMATE.c.id)).scalar_one())


def remove_estimate(conn: Connection, number: int) -> Estimate | None:
    """Takes an estimate away; what it was. Published reports keep the one they were made with."""
    row = conn.execute(select(_ESTIMATE).where(_ESTIMATE.c.id == number)).one_or_none()
    conn.execute(delete(_ESTIMATE).where(_ESTIMATE.c.id == number))
    return _estimate(row) if row else None


def _target(row: Row[Any]) -> Target:
    return Target(row.pack, row.code, row.period, row.value, row.id)


def _estimate(row: Row[Any]) -> Estimate:
    zones = tuple(json.loads(row.zones))
    return Estimate(row.population, row.people, row.low, row.high, row.year, row.source, zones, row.id)
