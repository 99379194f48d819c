"""Empty stores for tests: a SQLite file copied from a template, and one throw-away PostgreSQL cluster."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from outreach import migrations

# Empties only the tables that hold rows: truncating all of them would cost more than most tests.
EMPTY = """
DO $$ DECLARE t text; filled boolean; BEGIN
  FOR t IN SELECT quote_ident(tablename) FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
  LOOP
    EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || t || ')' INTO filled;
    IF filled THEN EXECUTE 'TRUNCATE ' || t || ' CASCADE'; END IF;
  END LOOP;
  FOR t IN SELECT quote_ident(sequencename) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL
  LOOP EXECUTE 'ALTER SEQUENCE ' || t || ' RESTART'; END LOOP;
END $$
"""


class Cluster:
    """A PostgreSQL cluster in a temporary folder, reached by a socket only, without fsync."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def __enter__(self) -> Cluster:
        return self

    def url(self, name: str) -> str:
        """Address of database `name`; starts the cluster when it does not run yet."""
        if self._folder is None:
            self._folder = self._start()
        return f"postgresql://outreach@/{name}?host={self._folder}"

    def create(self, name: str) -> str:
        """A new empty database; returns its address."""
        engine = self._admin()
        with engine.connect() as conn:
            conn.execute(text(f'CREATE DATABASE "{name}"'))
        engine.dispose()
        return self.url(name)

    def drop(self, name: str) -> None:
        """Removes a database, also when somebody is still connected."""
        engine = self._admin()
        with engine.connect() as conn:
            conn.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        engine.dispose()

    def __exit__(self, *_error: object) -> None:
        if self._folder:
            _as_postgres([_program("pg_ctl"), "-D", f"{self._folder}/data", "-m", "immediate", "stop"])
            shutil.rmtree(self._folder, ignore_errors=True)

    def _admin(self) -> Engine:
        return create_engine(driver(self.url("postgres")), isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def _start(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="pg-"))
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres", "postgres")
        data = f"{folder}/data"
        make = ["-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N", "-U", "outreach"]
        _as_postgres([_program("initdb"), *make])
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
            " -c synchronous_commit=off -c max_connections=60 -c jit=off"
        )
        _as_postgres([_program("pg_ctl"), "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start"])
        return folder


class Stores:
    """Empty stores with all tables, made once and then copied or emptied."""

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        self._template = folder / "instance"
        self._emptied: Engine | None = None
        self.cluster = cluster

    def template(self) -> Path:
        """A folder as `outreach init` leaves it."""
        if not self._template.exists():
            self._template.mkdir(mode=0o700)
            migrations.upgrade(f"sqlite:///{self._template / 'outreach.sqlite'}")
        return self._template

    def empty_postgresql(self) -> str:
        """Address of the one test database, with all tables and no rows."""
        if self._emptied is None:
            url = self.cluster.create("outreach")
            migrations.upgrade(driver(url))
            self._emptied = create_engine(driver(url), isolation_level="AUTOCOMMIT")
        with self._emptied.connect() as conn:
            conn.exec_driver_sql(EMPTY)
        return self.cluster.url("outreach")

    def close(self) -> None:
        """Gives back the connection that empties the test database."""
        if self._emptied:
            self._emptied.dispose()


def driver(url: str) -> str:
    """The address with the driver named, as SQLAlchemy wants it."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _program(name: str) -> str:
    debian = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))  # not in PATH there
    found = shutil.which(name) or (debian[-1] if debian else None)
    if not found:
        raise RuntimeError("PostgreSQL is not installed. Run ./dev test: it installs what the tests need.")
    return found


def _as_postgres(command: list[str]) -> None:
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*before, *command], cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")
