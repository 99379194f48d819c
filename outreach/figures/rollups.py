"""Writes the rollups: one sorted upsert per table, so that transactions of many phones cannot lock each other out.

Rows that everybody shares (month tallies, distinct people) come last: their locks are held for the shortest time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Delete, Table, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

from ..bulk import run_many
from ..supplies.models import Stock
from . import models
from .tallies import Deltas, Measure

Upsert = PostgresInsert | SqliteInsert


def write(conn: Connection, deltas: Deltas) -> None:
    """Applies all changes of a batch. Call it last in a transaction."""
    shrinks = deltas.subtracts
    add(conn, table(models.DayItem), deltas.day_item, shrinks)
    add(conn, table(models.DayContact), deltas.day_contact, shrinks)
    add(conn, table(models.DayReferral), deltas.day_referral, shrinks)
    add(conn, table(Stock), deltas.stock, shrinks=False)
    add(conn, table(models.MonthItem), deltas.month_item, shrinks)
    add(conn, table(models.MonthReferral), deltas.month_referral, shrinks)
    new_codes = _people(conn, deltas)
    add(conn, table(models.MonthTally), deltas.month_tally, shrinks)
    add(conn, table(models.PeriodPeople), new_codes, shrinks)


def add(conn: Connection, target: Table, changes: Mapping[Any, Measure], shrinks: bool) -> None:
    """Adds each measure to the row of its key, making or removing rows as needed."""
    rows = [(*key, *changes[key]) for key in sorted(changes) if any(changes[key])]
    run_many(conn, _upsert(conn.dialect.name, target), target.c.keys(), rows)
    if shrinks:
        keys = [c.name for c in target.primary_key]
        run_many(conn, _drop_zero(target), [f"k_{name}" for name in keys], [row[: len(keys)] for row in rows])


def _people(conn: Connection, deltas: Deltas) -> dict[tuple[str], Measure]:
    """Changes of the number of distinct codes per period: +1 where a count rose from 0, −1 where it fell to 0.

    The database tells the count after each change; a concurrent transaction about the same person waits for its row.
    """
    target = table(models.PersonPeriod)
    rows = _rows(target, deltas.person_period)
    if not rows:
        return {}
    statement = _upsert(conn.dialect.name, target).returning(*target.c)
    changed: dict[tuple[str], Measure] = {}
    for period, person, after in conn.execute(statement, rows):
        change = deltas.person_period[period, person][0]
        step = 1 if after == change else -1 if after == 0 else 0
        if step:
            changed.setdefault((period,), [0])[0] += step
    if deltas.subtracts:
        conn.execute(_drop_zero(target), [{f"k_{c}": row[c] for c in ("period", "person")} for row in rows])
    return changed


def table(model: Any) -> Table:
    """The Core table of a model."""
    found = model.__table__
    assert isinstance(found, Table)  # noqa: S101 - for the type checker
    return found


def _rows(target: Table, changes: Mapping[Any, Measure]) -> list[dict[str, Any]]:
    names = target.c.keys()
    return [dict(zip(names, (*key, *changes[key]), strict=True)) for key in sorted(changes) if any(changes[key])]


@lru_cache(maxsize=64)
def _upsert(dialect: str, target: Table) -> Any:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement: Upsert = insert(target)
    keys = [c.name for c in target.primary_key]
    sums = {c.name: c + statement.excluded[c.name] for c in target.c if c.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=sums)


@lru_cache(maxsize=64)
def _drop_zero(target: Table) -> Delete:
    keys = list(target.primary_key)
    measure = [c for c in target.c if c not in keys]
    nothing = [c == 0 for c in measure]
    return delete(target).where(*(c == bindparam(f"k_{c.name}") for c in keys), *nothing)


def replace(conn: Connection, target: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Inserts whole rows (of a rebuild) into an empty part of `target`, in slices."""
    names = target.c.keys()
    batch = [dict(zip(names, row, strict=True)) for row in rows]
    for start in range(0, len(batch), 5000):
        conn.execute(target.insert(), batch[start : start + 5000])
