"""The ceiling of P1: bare Flask and sqlite3 `executemany` of plain rows, with fsync. Checks nothing, opens nothing.

Run under the same production server as ours: `gunicorn tests.bench.bare:app` with BENCH_STORE=<file>.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import uuid
from typing import Any

from flask import Flask, request

app = Flask(__name__)
_local = threading.local()

TABLES = """
create table if not exists contact (id blob primary key, day text, part int, zone int, site int, setting text,
    people int, seen int, age text, gender text, populations text, code text, others int, returned int, topics text,
    secs int, method text);
create table if not exists line (contact blob, item text, quantity int, primary key (contact, item)) without rowid;
create table if not exists referral (contact blob, type text, slip text, primary key (contact, type)) without rowid;
"""
CONTACT = "insert or ignore into contact values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
LINE = "insert or ignore into line values (?,?,?)"
REFERRAL = "insert or ignore into referral values (?,?,?)"


def _store() -> sqlite3.Connection:
    if not hasattr(_local, "store"):
        _local.store = sqlite3.connect(os.environ["BENCH_STORE"], isolation_level=None, timeout=10)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
            _local.store.execute(f"pragma {pragma}")
        _local.store.executescript(TABLES)
    return _local.store  # type: ignore[no-any-return]


@app.get("/ready")
def ready() -> str:
    _store()
    return "ready"


@app.post("/push")
def push() -> str:
    """Takes a JSON list of plain contacts; one transaction a batch; what is there already is ignored."""
    rows = json.loads(request.get_data())
    keyed = [(uuid.UUID(row["id"]).bytes, row) for row in rows]
    store = _store()
    store.execute("begin immediate")
    before = store.total_changes
    store.executemany(CONTACT, [_row(*each) for each in keyed])
    store.executemany(LINE, [(key, *line[:2]) for key, row in keyed for line in row["lines"]])
    store.executemany(REFERRAL, [(key, *each[:2]) for key, row in keyed for each in row["referrals"]])
    changed = store.total_changes - before
    store.execute("commit")
    return str(changed)


@app.get("/count")
def count() -> str:
    return str(_store().execute("select count(*) from contact").fetchone()[0])


def _row(key: bytes, row: dict[str, Any]) -> tuple[Any, ...]:
    method, _, returned = row["returns"] or (None, None, 0)
    return (
        key, row["day"], row["part"], row["zone"], row["site"], row["setting"], row["people"], row["seen"], row["age"],
        row["gender"], ",".join(row["populations"]), row["code"], row["others"], returned, ",".join(row["topics"]),
        row["secs"], method,
    )  # fmt: skip
