"""All rows of a PostgreSQL store as one stream, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import psycopg
from psycopg import sql
from sqlalchemy import Engine, Table

from ..database import Base
from ..errors import UnreadableBackupError


class snapshot:  # noqa: N801 - used like a function
    """One state of the store. Receipt numbers commit out of order, so that the newest one alone proves nothing:
    writers are held back for the moment in which it is read and the snapshot taken, then go on."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> tuple[int, Iterator[bytes]]:
        self._reader = self._engine.raw_connection()
        holder = self._engine.raw_connection()
        try:
            held: Any = holder.driver_connection
            held.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            held.execute("LOCK TABLE envelope IN SHARE MODE")
            newest, name = held.execute(
                "SELECT coalesce(max(seq), 0), pg_export_snapshot() FROM envelope"
            ).fetchone()
            reader: Any = self._reader.driver_connection
            reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            reader.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(name)))
            held.rollback()
        finally:
            holder.close()
        return newest, _dump(reader, newest)

    def __exit__(self, *_error: object) -> None:
        self._reader.close()


def tables() -> list[Table]:
    """All tables, those that others refer to first."""
    return list(Base.metadata.sorted_tables)


def newest(plain: Path) -> int:
    """The latest receipt number in an unpacked backup, read to its end. Raises UnreadableBackupError."""
    with plain.open("rb") as file:
        found = int(json.loads(_frame(file))["newest"])
        for _ in range(len(tables()) + 100):
            if json.loads(_frame(file)).get("end"):
                return found
            while _frame(file):
                pass
    raise UnreadableBackupError()


def put_back(plain: Path, engine: Engine) -> int:
    """Replaces all rows by those of an unpacked backup, in one transaction; the latest receipt number.

    Raises UnreadableBackupError when it does not fit these tables; then nothing has changed.
    """
    raw = engine.raw_connection()
    conn: Any = raw.driver_connection
    try:
        with plain.open("rb") as file:
            found = int(json.loads(_frame(file))["newest"])
            names = sql.SQL(", ").join(sql.Identifier(table.name) for table in tables())
            conn.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
            while not (head := json.loads(_frame(file))).get("end"):
                _load(conn, head, file)
        _set_sequences(conn)
        conn.commit()
    except (psycopg.Error, ValueError, KeyError):
        conn.rollback()
        raise UnreadableBackupError("This backup does not fit the tables of this store.") from None
    finally:
        raw.close()
    return found


def _dump(conn: Any, newest_seq: int) -> Iterator[bytes]:
    yield _framed(json.dumps({"newest": newest_seq}).encode())
    for table in tables():
        columns = [c.name for c in table.columns]
        yield _framed(json.dumps({"table": table.name, "columns": columns}).encode())
        statement = sql.SQL("COPY {} ({}) TO STDOUT (FORMAT BINARY)").format(*_names(table.name, columns))
        with conn.cursor().copy(statement) as copy:
            for data in copy:
                yield _framed(bytes(data))
        yield _framed(b"")
    yield _framed(json.dumps({"end": True}).encode())


def _load(conn: Any, head: dict[str, Any], file: BinaryIO) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
        *_names(head["table"], head["columns"])
    )
    with conn.cursor().copy(statement) as copy:
        while data := _frame(file):
            copy.write(data)


def _set_sequences(conn: Any) -> None:
    """Numbers go on after the highest that is there, never before it."""
    for table in tables():
        for column in table.primary_key:
            name = conn.execute(
                "SELECT pg_get_serial_sequence(%s, %s)", (table.name, column.name)
            ).fetchone()[0]
            if name:
                highest = sql.SQL("SELECT max({}) FROM {}").format(
                    sql.Identifier(column.name), sql.Identifier(table.name)
                )
                top = conn.execute(highest).fetchone()[0]
                conn.execute("SELECT setval(%s, %s, %s)", (name, top or 1, top is not None))


def _names(table: str, columns: list[str]) -> tuple[sql.Composable, sql.Composable]:
    return sql.Identifier(table), sql.SQL(", ").join(sql.Identifier(name) for name in columns)


def _framed(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def _frame(file: BinaryIO) -> bytes:
    size = file.read(4)
    if len(size) < 4:
        raise UnreadableBackupError()
    return file.read(int.from_bytes(size, "big"))
