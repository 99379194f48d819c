"""Backups of the store, encrypted each under its own key, and what moves `durable_seq`."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine

from ..clock import now
from ..database import db, transaction
from ..errors import UnreadableBackupError
from ..privacy import backup_keys
from ..privacy.keys import KeyStore
from ..privacy.sealed_file import decrypt, encrypt
from ..team import audit
from ..team.meta import meta, set_meta
from . import postgres_copy

MAGIC = b"OUTREACH-BACKUP-1\n"
KEEP = timedelta(days=60)


@dataclass(frozen=True)
class Backup:
    """A finished backup: up to `seq` it covers what the store had answered with."""

    path: Path
    seq: int
    day: date


def make(folder: Path, keys: KeyStore, today: date) -> Backup:
    """Writes a backup into `folder`, then lets phones know how far it reaches."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kind = db.engine.dialect.name
    head = {"name": f"{now():%Y%m%d-%H%M%S}-{os.urandom(3).hex()}", "day": today.isoformat(), "kind": kind}
    key = backup_keys.key(keys, today, head["name"])
    snapshot = _sqlite_snapshot if kind == "sqlite" else postgres_copy.snapshot
    with snapshot(db.engine) as (seq, chunks):
        path = folder / f"outreach-{head['name']}.backup"
        _write(path, _head(head), encrypt(chunks, key, _head(head)))
    _note(seq, today)
    return Backup(path, seq, today)


def check(path: Path, keys: KeyStore) -> int:
    """Reads a backup to its last byte; the latest receipt number in it. Raises UnreadableBackupError."""
    with tempfile.TemporaryDirectory() as place:
        plain = unpack(path, keys, Path(place) / "plain")
        return _sqlite_newest(plain) if read_head(path)["kind"] == "sqlite" else postgres_copy.newest(plain)


def unpack(path: Path, keys: KeyStore, target: Path) -> Path:
    """Writes the decrypted content of a backup to `target` (0600). Raises UnreadableBackupError."""
    head = read_head(path)
    key = backup_keys.key(keys, date.fromisoformat(head["day"]), head["name"])
    with path.open("rb") as file:
        file.read(len(_head(head)))
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as plain:
            for chunk in decrypt(file, key, _head(head)):
                plain.write(chunk)
    return target


def restore(path: Path, keys: KeyStore) -> int:
    """Puts the content of a backup in place of the store's; the latest receipt number afterwards.

    Phones notice by themselves: the next sync draws a new epoch. Stop the server first.
    Raises UnreadableBackupError, also when the backup is of another kind of database; then nothing has changed.
    """
    kind = db.engine.dialect.name
    if read_head(path)["kind"] != kind:
        raise UnreadableBackupError("This backup is of another kind of database.")
    with tempfile.TemporaryDirectory() as place:
        plain = unpack(path, keys, Path(place) / "plain")
        if kind == "sqlite":
            newest = _sqlite_newest(plain)
            _sqlite_put_back(plain, db.engine)
            return newest
        return postgres_copy.put_back(plain, db.engine)


def tidy(folder: Path, keys: KeyStore, today: date) -> int:
    """Deletes backups older than 60 days and destroys their keys; the number of files."""
    backup_keys.forget(keys, today)
    old = 0
    for path in sorted(folder.glob("outreach-*.backup")):
        with suppress(UnreadableBackupError):
            if date.fromisoformat(read_head(path)["day"]) < today - KEEP:
                path.unlink()
                old += 1
    return old


def read_head(path: Path) -> dict[str, str]:
    """Name, day and kind of a backup. Raises UnreadableBackupError."""
    with path.open("rb") as file:
        if file.readline() != MAGIC:
            raise UnreadableBackupError()
        try:
            head: dict[str, str] = json.loads(file.readline(1000))
            date.fromisoformat(head["day"])
        except (ValueError, KeyError, TypeError):
            raise UnreadableBackupError() from None
        return head


def _head(head: dict[str, str]) -> bytes:
    return MAGIC + json.dumps(head).encode() + b"\n"


def _write(path: Path, head: bytes, chunks: Iterable[bytes]) -> None:
    """Whole or not at all: a file that was cut while being written never has the name of a backup."""
    beside = path.with_suffix(".part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(head)
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _note(seq: int, today: date) -> None:
    with transaction() as conn:
        held = int(meta(conn, "durable_seq") or 0)
        set_meta(conn, "durable_seq", str(max(held, seq)))
        set_meta(conn, "last_backup_on", today.isoformat())
        audit.record(conn, "command", "backup", f"covers receipts up to {seq}")


class _sqlite_snapshot:  # noqa: N801 - used like a function
    """SQLite's own backup into a file beside; the store stays open for writing meanwhile."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._place = tempfile.TemporaryDirectory()

    def __enter__(self) -> tuple[int, Iterator[bytes]]:
        copy = Path(self._place.name) / "copy"
        target = sqlite3.connect(copy)
        with self._engine.connect() as conn:
            conn.connection.driver_connection.backup(target)  # type: ignore[union-attr]
        target.close()
        return _sqlite_newest(copy), _chunks(copy)

    def __exit__(self, *_error: object) -> None:
        self._place.cleanup()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while data := file.read(1024 * 1024):
            yield data


def _sqlite_newest(path: Path) -> int:
    """The latest receipt number in a SQLite file. Raises UnreadableBackupError when it is not sound."""
    conn = sqlite3.connect(path)
    try:
        if conn.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise UnreadableBackupError()
        return int(conn.execute("SELECT max(seq) FROM envelope").fetchone()[0] or 0)
    except sqlite3.DatabaseError:
        raise UnreadableBackupError() from None
    finally:
        conn.close()


def _sqlite_put_back(plain: Path, engine: Engine) -> None:
    """Through SQLite itself, page by page: whoever has the file open sees the old or the new store, never a mix."""
    source = sqlite3.connect(plain)
    with engine.connect() as conn:
        source.backup(conn.connection.driver_connection)  # type: ignore[arg-type]
    source.close()
