"""Tells funders' members by e-mail that something was published. Publishing never waits for it, nor fails with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app

from ... import jobs
from ...clock import now
from ...database import reading, transaction
from ...errors import OutreachError
from ..build import today
from . import mail, store

LATE = timedelta(
    days=3
)  # what was published longer ago is no news: switching notices on sends none about the past
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))


@jobs.finds("notice")
def due() -> list[int]:
    """Notices whose time has come; first it looks for what was published meanwhile."""
    if not mail.configured(current_app.config):
        return []
    with reading() as conn:
        new = store.unnoticed(conn, today() - LATE)
    if new:
        with transaction() as conn:
            store.add_notices(conn, store.unnoticed(conn, today() - LATE), now())
    with reading() as conn:
        return store.due_notices(conn, now())


@jobs.does("notice")
def send(number: int) -> None:
    """One try of a notice; every end of it stands in the store, in words."""
    with transaction() as conn:
        row = store.take_notice(conn, number, now())
    if row is None:
        return
    if not row.email:
        _end(number, status="failed", message="There is no address any more.")
        return
    try:
        mail.send_notice(current_app.config, row.email)
    except mail.NotSentError as error:
        _put_off(row, error)
    except Exception:
        _end(number, status="failed", message=OutreachError.message)
        raise  # the worker logs its type
    else:
        _end(number, status="done", message="")


def _put_off(row: Any, error: mail.NotSentError) -> None:
    if not error.again or row.tries > len(PAUSES):
        _end(row.id, status="failed", message=error.message)
    else:
        _end(row.id, status="waiting", message=error.message, next_at=now() + PAUSES[row.tries - 1])


def _end(number: int, **values: Any) -> None:
    with transaction() as conn:
        store.end_notice(conn, number, **values)
