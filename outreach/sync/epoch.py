"""Notices that the store was restored from a backup, and says so to all phones by drawing a new epoch."""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path
from typing import NamedTuple

from flask import current_app
from sqlalchemy import Connection

from ..privacy.redact import place
from ..team import audit
from ..team.meta import metas, replace_meta
from . import rules, store

FILE = "high-water"


class Facts(NamedTuple):
    """The store as it is now. `durable_seq`: up to here a backup covers it; `newest`: latest receipt number."""

    org: str
    epoch: str
    durable_seq: int
    newest: int


def facts(conn: Connection) -> Facts:
    """Reads the facts. The high-water file must be read before this, never after."""
    found = metas(conn, ("org", "epoch", "durable_seq"))
    return Facts(found["org"], found["epoch"], int(found.get("durable_seq", 0)), store.newest_seq(conn))


def guarded(conn: Connection, seen_epoch: str | None = None, acked_seq: int = 0) -> Facts:
    """The facts, after a new epoch was drawn if the store is older than it was. Call inside `transaction()`.

    `acked_seq` is the latest receipt of a phone, believed only for the epoch in which the phone saw it.
    """
    file_epoch, file_seq = high_water()
    now = facts(conn)
    mark = file_seq if file_epoch == now.epoch else 0
    acked = acked_seq if seen_epoch == now.epoch else 0
    if not rules.outdated(now.newest, mark, acked):
        return now
    fresh = secrets.token_hex(16)
    if not replace_meta(conn, "epoch", now.epoch, fresh):
        return facts(conn)  # another process noticed at the same moment
    audit.record(
        conn, "server", "new epoch", "the store is older than it was: phones send again what they keep"
    )
    return now._replace(epoch=fresh)


def high_water() -> tuple[str, int]:
    """Epoch and latest receipt number that this server ever answered with; ("", 0) when there is no file yet."""
    try:
        return _read(_path().read_text())
    except FileNotFoundError:
        return "", 0


def _read(text: str) -> tuple[str, int]:
    epoch, _, seq = text.partition(" ")
    return (epoch, int(seq)) if seq.strip().isdigit() else ("", 0)


def raise_high_water(epoch: str, seq: int) -> None:
    """Notes the latest receipt number after a commit. Several processes may do so at once; it never falls."""
    try:
        _raise(epoch, seq)
    except OSError as error:
        # A full disk: what was committed is answered all the same, and phones' own receipts still tell of a restore.
        current_app.logger.warning("the high-water file could not be written: %s", place(error))


def _raise(epoch: str, seq: int) -> None:
    handle = os.open(_path(), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        held_epoch, held_seq = _read(os.pread(handle, 100, 0).decode())
        if held_epoch == epoch and held_seq >= seq:
            return
        os.pwrite(handle, f"{epoch} {seq:>20}\n".encode(), 0)
    finally:
        os.close(handle)


def _path() -> Path:
    return Path(current_app.instance_path) / FILE
