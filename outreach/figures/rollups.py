"""Writes the rollups: one sorted upsert per table, so that transactions of many phones cannot lock each other out.

Rows that everybody shares (month tallies, distinct people) come last: their locks are held for the shortest time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Delete, Table, bindparam, delete

from .. import bulk
from ..supplies.models import Stock
from . import models
from .tallies import Deltas, Measure


def write(conn: Connection, deltas: Deltas) -> None:
    """Applies all changes of a batch. Call it last in a transaction."""
    shrinks = deltas.subtracts
    add(conn, table(models.DayItem), deltas.day_item, shrinks)
    add(conn, table(models.DayContact), deltas.day_contact, shrinks)
    add(conn, table(models.DayReferral), deltas.day_referral, shrinks)
    add(conn, table(Stock), deltas.stock(), shrinks=False)
    add(conn, table(models.MonthItem), deltas.month_item(), shrinks)
    add(conn, table(models.MonthReferral), deltas.month_referral(), shrinks)
    new_codes = _people(conn, deltas)
    add(conn, table(models.MonthTally), deltas.month_tally(), shrinks)
    add(conn, table(models.PeriodPeople), new_codes, shrinks)


def add(conn: Connection, target: Table, changes: Mapping[Any, Measure], shrinks: bool) -> None:
    """Adds each measure to the row of its key, making or removing rows as needed."""
    rows = _rows(changes)
    bulk.add(conn, target, rows)
    if shrinks:
        _drop_zero(conn, target, rows)


def _people(conn: Connection, deltas: Deltas) -> dict[tuple[str], Measure]:
    """Changes of the number of distinct codes per period: +1 where a count rose from 0, −1 where it fell to 0.

    The database tells the count after each change; a concurrent transaction about the same person waits for its row.
    """
    target = table(models.PersonPeriod)
    rows = _rows(deltas.person_period)
    changed: dict[tuple[str], Measure] = {}
    for period, person, after in bulk.add_and_tell(conn, target, rows):
        change = deltas.person_period[period, bytes(person)][0]
        step = 1 if after == change else -1 if after == 0 else 0
        if step:
            changed.setdefault((period,), [0])[0] += step
    if deltas.subtracts:
        _drop_zero(conn, target, rows)
    return changed


def table(model: Any) -> Table:
    """The Core table of a model."""
    found = model.__table__
    assert isinstance(found, Table)  # noqa: S101 - for the type checker
    return found


def _rows(changes: Mapping[Any, Measure]) -> list[tuple[Any, ...]]:
    return [(*key, *changes[key]) for key in sorted(changes) if any(changes[key])]


def _drop_zero(conn: Connection, target: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        names = [c.name for c in target.primary_key]
        keys = [{f"k_{name}": row[place] for place, name in enumerate(names)} for row in rows]
        conn.execute(_zero(target), keys)


@lru_cache(maxsize=64)
def _zero(target: Table) -> Delete:
    keys = list(target.primary_key)
    nothing = [c == 0 for c in target.c if c not in keys]
    return delete(target).where(*(c == bindparam(f"k_{c.name}") for c in keys), *nothing)
