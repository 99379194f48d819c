"""The big store of P3 and P5: the demo programme with a million contacts, made once through the product's own fold."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from flask import Flask
from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, text
from sqlalchemy.pool import NullPool

from outreach import migrations
from outreach.clock import now
from outreach.database import reading
from outreach.team import store as team_store
from tests.endtoend import programme
from tests.stores import Cluster, driver

from .process import ROOT
from .run import Run

CHUNK = 50_000


def instance(run: Run, size: int = 0) -> Path:
    """The folder of the big store, or of one of `size`; made when there is none of this generator and these tables."""
    size = size or run.big
    folder = run.cache / f"big-{size}-{_version()}"
    done = folder / "complete"
    if not done.exists():
        for old in run.cache.glob(f"big-{size}-*"):
            shutil.rmtree(old)
        sys.stderr.write(f"making a store of {size:,} contacts, once …\n")
        programme.command(folder, "init")
        programme.command(folder, "demo", "--seed", "1", "--contacts", str(size), "--fast")
        programme.command(
            folder, "member", "add", "bench@example.org", "--name", "Bench", "--role", "administrator"
        )
        done.touch()
    return folder


def _version() -> str:
    """Changes with the generator and with the tables."""
    package = ROOT / "outreach"
    paths = [*package.glob("demo/*"), *package.glob("*/models.py"), *package.glob("migrations/versions/*.py")]
    digest = sha256()
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def contacts(folder: Path) -> int:
    """Contacts in a store."""
    with programme.opened(folder) as app, app.app_context(), reading() as conn:
        return int(conn.exec_driver_sql("select count(*) from contact").scalar_one())


def member(app: Flask) -> int:
    """The member whose pages are measured: an administrator sees all teams, which is the most work."""
    with app.app_context(), reading() as conn:
        return next(int(row.id) for row in team_store.members(conn) if row.login == "bench@example.org")


def filters(app: Flask, patterns: tuple[str, ...]) -> list[str]:
    """The queries of the pages, filled for the store's last full quarter, its year, and its busiest zone."""
    with app.app_context(), reading() as conn:
        zone = conn.exec_driver_sql(
            "select zone_id from month_item group by zone_id order by sum(quantity) desc limit 1"
        ).scalar_one()
    before = now().date() - timedelta(days=92)
    quarter = f"{before.year}Q{(before.month + 2) // 3}"
    return [each.format(quarter=quarter, year=now().year, zone=zone) for each in patterns]


@contextlib.contextmanager
def postgresql(run: Run) -> Iterator[str]:
    """The same rows in a PostgreSQL cluster of its own, copied table by table, analysed; gone afterwards."""
    with Cluster() as cluster:
        url = cluster.create("bench")
        target = create_engine(driver(url), poolclass=NullPool)
        source = create_engine(f"sqlite:///{instance(run) / 'outreach.sqlite'}", poolclass=NullPool)
        with source.connect() as reader, target.begin() as writer:
            tables = migrations.TABLES
            tables.create_all(writer)
            writer.execute(text("set session_replication_role = replica"))  # rows come in any order
            for table in tables.sorted_tables:
                _copy(reader, writer, table)
            _sequences(writer, tables)
        with target.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.execute(text("vacuum analyze"))
        target.dispose()
        source.dispose()
        yield url


def _copy(reader: Connection, writer: Connection, table: Table) -> None:
    names = [column.name for column in table.columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    result = reader.execution_options(stream_results=True).execute(table.select())
    cursor = writer.connection.cursor()
    with cursor.copy(f'copy "{table.name}" ({quoted}) from stdin') as copy:  # type: ignore[attr-defined]
        for rows in result.partitions(CHUNK):
            for row in rows:
                copy.write_row(tuple(row))


def _sequences(writer: Connection, tables: MetaData) -> None:
    for table in tables.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            name = f"pg_get_serial_sequence('\"{table.name}\"', '{column.name}')"
            newest = f'(select coalesce(max("{column.name}"), 1) from "{table.name}")'  # noqa: S608 - our own names
            writer.execute(text(f"select setval({name}, {newest}) where {name} is not null"))


def naive_and_rolled(engine: Engine) -> tuple[float, float]:
    """Milliseconds of the same table, month × zone × item of a year, from the single rows and from the rollup."""
    month = "to_char(c.day, 'YYYY-MM')" if engine.dialect.name == "postgresql" else "substr(c.day, 1, 7)"
    naive = (
        f"select {month}, c.zone_id, l.item_id, sum(l.quantity) from contact c"  # noqa: S608 - two fixed words
        " join supply_line l on l.contact_id = c.id group by 1, 2, 3"
    )
    rolled = "select month, zone_id, item_id, sum(quantity) from month_item group by 1, 2, 3"
    with engine.connect() as conn:
        times = []
        for query in (naive, rolled):
            conn.exec_driver_sql(query).fetchall()
            started = perf_counter()
            conn.exec_driver_sql(query).fetchall()
            times.append((perf_counter() - started) * 1000)
    return times[0], times[1]
