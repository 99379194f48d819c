"""Reads where an edition stands, for its page and for the worker: the decisions about it are in life.py."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from .. import store
from ..content.document import from_json
from . import narrative
from . import store as editions
from .life import Standing


def read(conn: Connection, row: Row[Any], me: int, today: date, mine: int | None = None) -> Standing:
    """Where an edition stands for the member `me`. `mine` is the number of the work that asks, if any."""
    document = from_json(row.document) if row.document else None
    texts, writers = editions.texts(conn, row.id), editions.writers(conn, row.id)
    found = [one for text in texts.values() for one in narrative.problems(text, document)]
    work = store.work_on(conn, row.id)
    going_on = work is not None and work.status in store.GOING_ON and work.id != mine
    return Standing(
        status=row.status, today=today, closes_on=row.closes_on, me=me, author=row.author_id,
        approver=row.approver_id, writers=writers, document=document, texts=texts,
        names=editions.names(conn, [*writers, row.author_id, row.approver_id, me]),
        refused=sum(one.refused for one in found), proof=json.loads(row.proof), pages=row.pages,
        working=going_on, words_only=row.words_only, correction=row.corrects_id is not None,
    )  # fmt: skip
