"""What is erased when its time is over: the sealed bodies of envelopes. Their receipts stay."""

from __future__ import annotations

from datetime import date, timedelta

from flask import current_app

from ..database import reading, transaction
from ..team import audit
from ..team.meta import meta
from . import store

STRIDE = 20_000


def erase_bodies(today: date) -> int:
    """Erases bodies that were folded BODY_DAYS ago and are covered by a backup; their number.

    In strides, so that phones never wait long for the store.
    """
    before = today - timedelta(days=current_app.config["BODY_DAYS"])
    with reading() as conn:
        durable = int(meta(conn, "durable_seq") or 0)
    erased = 0
    for first in range(1, durable + 1, STRIDE):
        with transaction() as conn:
            erased += store.erase_bodies(conn, first, min(first + STRIDE - 1, durable), before)
    if erased:
        with transaction() as conn:
            audit.record(conn, "command", "erased sealed bodies", f"{erased} items")
    return erased
