"""Many rows in one statement, the way each database takes them fastest.

SQLAlchemy turns each row of an executemany into a mapping and back, which costs more than the database itself; here
a row is a tuple in the order of the columns. SQLite gets an executemany, PostgreSQL one `unnest` a table.
Rows go in the order given: sort them by key, so that transactions of many phones cannot lock each other out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Date, LargeBinary, String, Table, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

Rows = Sequence[tuple[Any, ...]]

_SLICE = 100  # rows of one VALUES list, where SQLite has to hand rows back


def reserve(conn: Connection, table: Table, count: int) -> list[int]:
    """Keys for `count` new rows, known before they are inserted, so that what belongs to them goes in bulk too."""
    if not count:
        return []
    key = next(iter(table.primary_key))
    if conn.dialect.name == "postgresql":
        drawn = text("SELECT nextval(pg_get_serial_sequence(:name, :key)) FROM generate_series(1, :count)")
        values = {"name": table.name, "key": key.name, "count": count}
        return sorted(ident for (ident,) in conn.execute(drawn, values))
    last = conn.execute(_last(table)).scalar() or 0
    return list(range(last + 1, last + 1 + count))


def insert(conn: Connection, table: Table, columns: tuple[str, ...], rows: Rows) -> None:
    """Inserts rows whose values stand in the order of `columns`. Nothing to insert is no statement at all."""
    if rows:
        _run(conn, table, columns, rows, "")


def add(conn: Connection, table: Table, rows: Rows) -> None:
    """Adds the measures of whole rows to those of the same primary key; makes the row where there is none."""
    if rows:
        _run(conn, table, _names(table), rows, _summed(table))


def add_and_tell(conn: Connection, table: Table, rows: Rows) -> list[tuple[Any, ...]]:
    """As `add`; gives back each row as it is then, in no certain order."""
    if not rows:
        return []
    columns = _names(table)
    if conn.dialect.name == "postgresql":
        sql = _unnest(table, columns) + _summed(table) + f" RETURNING {', '.join(columns)}"
        return [tuple(row) for row in conn.exec_driver_sql(sql, _arrays(table, columns, rows))]
    told: list[tuple[Any, ...]] = []
    for start in range(0, len(rows), _SLICE):
        part = _plain(table, columns, rows[start : start + _SLICE])
        sql = _values(table, columns, len(part)) + _summed(table) + f" RETURNING {', '.join(columns)}"
        told += (
            tuple(row) for row in conn.exec_driver_sql(sql, tuple(value for row in part for value in row))
        )
    return told


def _run(conn: Connection, table: Table, columns: tuple[str, ...], rows: Rows, ending: str) -> None:
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql(_unnest(table, columns) + ending, _arrays(table, columns, rows))
    else:
        _to_sqlite(conn, _values(table, columns, 1) + ending, _plain(table, columns, rows))


def _to_sqlite(conn: Connection, sql: str, rows: Rows) -> None:
    """Past SQLAlchemy's own executemany, whose bookkeeping takes as long as a small statement itself."""
    if not conn.in_transaction():
        conn.exec_driver_sql("SELECT 1")  # begins it
    driver = conn.connection.driver_connection
    try:
        driver.executemany(sql, rows)  # type: ignore[union-attr]
    except sqlite3.Error as error:
        # The same errors as everywhere else: callers tell a full disk from a wrong row by their kind.
        raise DBAPIError.instance(sql, None, error, sqlite3.Error) from error


@lru_cache(maxsize=64)
def _last(table: Table) -> Any:
    return select(func.max(next(iter(table.primary_key))))


@lru_cache(maxsize=64)
def _names(table: Table) -> tuple[str, ...]:
    return tuple(c.name for c in table.c)


@lru_cache(maxsize=64)
def _summed(table: Table) -> str:
    keys = [c.name for c in table.primary_key]
    sums = ", ".join(f"{c} = {table.name}.{c} + excluded.{c}" for c in _names(table) if c not in keys)
    return f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sums}"


@lru_cache(maxsize=512)
def _values(table: Table, columns: tuple[str, ...], count: int) -> str:
    row = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES {', '.join([row] * count)}"  # noqa: S608 - our own names


@lru_cache(maxsize=64)
def _unnest(table: Table, columns: tuple[str, ...]) -> str:
    dialect = make_url(
        "postgresql+psycopg://"
    ).get_dialect()()  # named here: a store on SQLite need not load it
    kinds = (table.c[name].type.compile(dialect=dialect).split("(")[0] for name in columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    return f"INSERT INTO {table.name} ({', '.join(columns)}) SELECT * FROM unnest({arrays})"  # noqa: S608 - our own names


def _arrays(table: Table, columns: tuple[str, ...], rows: Rows) -> tuple[str, ...]:
    """One array a column, written out: the driver's own way takes longer than the database needs for the rows."""
    writers = _writers(table, columns)
    by_column = zip(*rows, strict=True)
    return tuple(
        f"{{{','.join(map(write, column))}}}" for write, column in zip(writers, by_column, strict=True)
    )


@lru_cache(maxsize=64)
def _writers(table: Table, columns: tuple[str, ...]) -> tuple[Callable[[Any], str], ...]:
    return tuple(_writer(table.c[name].type) for name in columns)


def _writer(kind: Any) -> Callable[[Any], str]:
    if isinstance(kind, LargeBinary):
        return lambda value: "NULL" if value is None else f'"\\\\x{value.hex()}"'
    if isinstance(kind, String):
        return lambda value: "NULL" if value is None else _quoted(value)
    return lambda value: "NULL" if value is None else str(value)


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@lru_cache(maxsize=64)
def _dates(table: Table, columns: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(place for place, name in enumerate(columns) if isinstance(table.c[name].type, Date))


def _plain(table: Table, columns: tuple[str, ...], rows: Rows) -> list[tuple[Any, ...]]:
    """SQLite has no dates: they are text there, as SQLAlchemy writes them too."""
    for place in _dates(table, columns):
        rows = [(*row[:place], _text(row[place]), *row[place + 1 :]) for row in rows]
    return list(rows)


@lru_cache(maxsize=4096)
def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
