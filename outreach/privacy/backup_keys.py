"""Keys of backups: a chain that moves on each day and cannot be turned back.

Each backup has its own key, worked out from the state of its day. The server keeps the state of 60 days ago, from
which all later ones follow: the keys of older backups are gone here. An export of keys holds an older state, so
that a backup can be read on another machine; destroying old exports destroys those keys too.
"""

from __future__ import annotations

import hmac
import json
import os
from datetime import date, timedelta

from ..errors import UnreadableBackupError
from .encoding import b64, unb64
from .files import replace, write_new
from .keys import KeyStore

KEEP = timedelta(days=60)
FILE = "backup-chain.json"


def key(store: KeyStore, day: date, name: str) -> bytes:
    """The key of the backup `name` made on `day`. Raises UnreadableBackupError when it was destroyed."""
    start, state = _read(store, day)
    if day < start:
        raise UnreadableBackupError("The key of this backup was destroyed: it is older than 60 days.")
    return hmac.digest(_forward(state, (day - start).days), b"backup|" + name.encode(), "sha256")


def forget(store: KeyStore, today: date) -> date:
    """Destroys the keys of backups older than 60 days; gives the first day whose backups can still be read."""
    with store.locked():
        start, state = _read(store, today - KEEP)
        wanted = today - KEEP
        if start < wanted:
            _write(store, wanted, _forward(state, (wanted - start).days))
            start = wanted
    return start


def _read(store: KeyStore, start: date) -> tuple[date, bytes]:
    path = store.folder / FILE
    write_new(path, _text(start, os.urandom(32)))
    held = json.loads(path.read_text())
    return date.fromisoformat(held["day"]), unb64(held["state"])


def _write(store: KeyStore, day: date, state: bytes) -> None:
    replace(store.folder / FILE, _text(day, state))


def _text(day: date, state: bytes) -> bytes:
    return json.dumps({"day": day.isoformat(), "state": b64(state)}).encode()


def _forward(state: bytes, days: int) -> bytes:
    for _ in range(days):
        state = hmac.digest(state, b"next day", "sha256")
    return state
