"""What a store holds, as digests of its tables: to prove that something has changed nothing."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path

# What may change by a mere repetition: the sender's own row (proof, day), and what sign-ins and reports leave.
NOT_COMPARED = frozenset(
    {"device", "meta", "session", "attempt", "audit", "report", "alembic_version", "sqlite_sequence"}
)


def fingerprint(instance: Path) -> dict[str, str]:
    """A digest of each table's rows, but those in NOT_COMPARED."""
    store = sqlite3.connect(instance / "outreach.sqlite")
    try:
        names = [row[0] for row in store.execute("select name from sqlite_master where type = 'table'")]
        return {name: _digest(store, name) for name in sorted(names) if name not in NOT_COMPARED}
    finally:
        store.close()


def stored(instance: Path) -> dict[str, int]:
    """Number of envelopes by status."""
    store = sqlite3.connect(instance / "outreach.sqlite")
    try:
        return dict(store.execute("select status, count(*) from envelope group by status"))
    finally:
        store.close()


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Names of the tables that are not the same."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _digest(store: sqlite3.Connection, table: str) -> str:
    rows = store.execute(f'select * from "{table}"')  # noqa: S608 - a name out of the store itself
    digest = sha256()
    for row in sorted(repr(row) for row in rows):
        digest.update(row.encode())
    return digest.hexdigest()
