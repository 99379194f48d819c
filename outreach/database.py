"""Engine, pragmas, names of constraints, and the two ways to touch the store: `reading` and `transaction`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, Table, event
from sqlalchemy.orm import DeclarativeBase

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import dml as postgresql_dml
    from sqlalchemy.dialects.sqlite import dml as sqlite_dml

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Root of all tables; names every constraint, so that migrations can name it too."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base)


def use_database(app: Flask, folder: Path) -> None:
    """SQLite in the instance folder, or PostgreSQL where DATABASE_URL says so."""
    url = str(app.config["DATABASE_URL"]) or f"sqlite:///{folder / 'outreach.sqlite'}"
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    # The text of a database error would repeat what was sent.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}
    db.init_app(app)


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection for reading one consistent state. Nothing written through it stays."""
    with db.engine.connect() as conn:
        yield conn


@contextmanager
def transaction() -> Iterator[Connection]:
    """A write transaction, committed at the end, rolled back on any error.

    On SQLite it takes the write lock at once (BEGIN IMMEDIATE): "is it held already?" and the insert that
    follows must not be overtaken by a retry of the same batch, which would be counted twice without any error.
    """
    with db.engine.connect().execution_options(outreach_begin="BEGIN IMMEDIATE") as conn, conn.begin():
        yield conn


def insert_into(conn: Connection, table: Table) -> sqlite_dml.Insert | postgresql_dml.Insert:
    """An INSERT as this store says it, which may have an ON CONFLICT."""
    if conn.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]
    return insert(table)


@event.listens_for(Engine, "connect")
def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # the driver's own BEGIN comes too late; `_begin` below says it
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "wal_autocheckpoint=4000",  # a batch changes about 150 pages; what many batches share is written once
        "foreign_keys=ON",
        "busy_timeout=10000",
        "cache_size=-65536",
        "secure_delete=ON",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(conn: Connection) -> None:
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(conn.get_execution_options().get("outreach_begin", "BEGIN"))
