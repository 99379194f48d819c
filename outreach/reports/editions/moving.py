"""Steps of an edition from one state into the next, each checked and logged: for the pages and the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from ...errors import BadInputError, ConflictError
from ...team import audit
from .. import store
from ..content.document import from_json
from . import life, narrative, standing
from . import store as editions
from .life import Standing


def send(conn: Connection, row: Row[Any], me: int, today: date) -> None:
    """To a second person; whoever sends it is one of its authors. Raises ConflictError with what stands in the way."""
    _check(life.why_not_send, conn, row, me, today)
    editions.change(conn, row, (life.DRAFT,), status=life.WAITING, author_id=row.author_id or me)
    editions.add_writer(conn, row.id, me)
    audit.record(conn, f"member:{me}", "sent report for approval", f"edition {row.id}")


def approve(conn: Connection, row: Row[Any], me: int, today: date) -> None:
    """The second person's word. Raises ConflictError with what stands in the way."""
    _check(life.why_not_approve, conn, row, me, today)
    editions.change(conn, row, (life.WAITING,), status=life.APPROVED, approver_id=me, approved_on=today)
    digest = from_json(row.document).digest().hex()
    audit.record(conn, f"member:{me}", "approved report", f"edition {row.id} figures {digest}")


def take_back(conn: Connection, row: Row[Any], me: int) -> None:
    """What was sent or approved is a draft again; nothing of it is lost."""
    values = {"status": life.DRAFT, "approver_id": None, "approved_on": None, "trouble": ""}
    editions.change(conn, row, (life.WAITING, life.APPROVED), **values)
    audit.record(conn, f"member:{me}", "sent report back", f"edition {row.id}")


def draft_again(conn: Connection, row: Row[Any], me: int, purpose: str, today: date) -> int:
    """Asks for a new draft: with the figures of now, or (`words`) with the same figures and the text of now."""
    if row.status != life.DRAFT:
        values = {"status": life.DRAFT, "approver_id": None, "approved_on": None, "trouble": ""}
        editions.change(conn, row, life.OPEN, **values)
    audit.record(conn, f"member:{me}", "asked for draft", f"edition {row.id}")
    return store.ask(conn, row.id, purpose, me, today)


def drop(conn: Connection, row: Row[Any], me: int) -> None:
    """Puts an edition aside."""
    editions.change(conn, row, life.OPEN, status=life.DROPPED, approver_id=None, approved_on=None)
    audit.record(conn, f"member:{me}", "put report aside", f"edition {row.id}")


def restore(conn: Connection, row: Row[Any], me: int) -> None:
    """Takes up what was put aside. Raises ConflictError when the same report was begun anew."""
    editions.restore(conn, row)
    audit.record(conn, f"member:{me}", "took report up again", f"edition {row.id}")


def ask_to_publish(conn: Connection, row: Row[Any], me: int, today: date) -> int:
    """The number of the work that publishes. Raises ConflictError with what stands in the way."""
    _check(life.why_not_publish, conn, row, me, today)
    audit.record(conn, f"member:{me}", "asked to publish", f"edition {row.id}")
    return store.ask(conn, row.id, "publish", me, today)


def correct(conn: Connection, row: Row[Any], me: int, today: date, reason: str, words_only: bool) -> int:
    """The number of a new edition in place of a published one. Raises BadInputError for a reason that cannot stand."""
    wrong = narrative.wrong_in_reason(reason)
    if wrong:
        raise BadInputError(wrong)
    known = {"reason": reason, "words_only": words_only, "made_on": today, "author_id": me}
    number = editions.correct(conn, row, **known)
    audit.record(conn, f"member:{me}", "began corrected edition", f"edition {number} instead of {row.id}")
    return number


def _check(why: Callable[[Standing], str], conn: Connection, row: Row[Any], me: int, today: date) -> None:
    words = why(standing.read(conn, row, me, today))
    if words:
        raise ConflictError(words)
