"""Runs one Core statement for many rows given as tuples.

SQLAlchemy binds each row of an executemany by name, which costs more than the insert itself; this binds by
position. For statements of the sync path only, where a batch writes a thousand rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

_POSTGRES: Dialect = PGDialect_psycopg(paramstyle="format")  # the driver counts positions in this style only


def run_many(conn: Connection, statement: Executable, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Executes `statement` once per row; `names` are the parameters behind a row's values, in their order.

    Raises ValueError when the statement takes other parameters or in another order.
    """
    values = list(rows)
    if not values:
        return
    sql = _text(statement, tuple(names), conn.dialect if conn.dialect.name == "sqlite" else _POSTGRES)
    if conn.dialect.name == "sqlite":
        values = _plain_dates(values)
    conn.exec_driver_sql(sql, [tuple(row) for row in values])


@lru_cache(maxsize=256)
def _text(statement: Any, names: tuple[str, ...], dialect: Dialect) -> str:
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    if tuple(compiled.positiontup or ()) != names:
        raise ValueError(f"the statement takes {compiled.positiontup}, not {names}")
    return str(compiled)


def _plain_dates(rows: list[Sequence[Any]]) -> list[Sequence[Any]]:
    """SQLite stores a date as text; its driver no longer converts by itself."""
    places = [place for place in range(len(rows[0])) if any(isinstance(row[place], date) for row in rows)]
    if not places:
        return rows
    plain = [list(row) for row in rows]
    for row in plain:
        for place in places:
            if row[place] is not None:
                row[place] = row[place].isoformat()
    return plain  # type: ignore[return-value]
