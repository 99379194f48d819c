"""The log page: who did what on which day, and whether the chain is whole."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ..database import reading
from ..errors import BadInputError
from . import audit, store
from .forms import PlainForm


def register(bp: Blueprint) -> None:
    """Adds these pages to the team's blueprint."""
    bp.add_url_rule("/log", view_func=log)
    bp.add_url_rule("/log/check", view_func=log_check, methods=["POST"])


def log() -> ResponseReturnValue:
    """The newest rows, or the ones before a given number."""
    before = request.args.get("before", "")
    if before and not (before.isdigit() and len(before) < 10):
        raise BadInputError("`before` must be the number of a row of the log.")
    return _page(int(before) if before else None, None)


def log_check() -> ResponseReturnValue:
    """Follows the whole chain and says what it found."""
    PlainForm().validate_on_submit()
    with reading() as conn:
        verdict = audit.verify(conn)
    return _page(None, verdict)


def _page(before: int | None, verdict: audit.Verdict | None) -> ResponseReturnValue:
    with reading() as conn:
        rows = audit.page(conn, before)
        names = {f"member:{member.id}": member.name for member in store.members(conn)}
        head = audit.head(conn)
    return render_template("team/log.html", rows=rows, names=names, verdict=verdict, head=head.hex())
