"""Records that wait for a coordinator's word."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ..database import reading, transaction
from ..errors import InvalidRecordError, NotFoundError, SealError
from ..sync import quarantine as waiting
from ..sync import store as envelopes
from ..team import access
from ..team.store import SignedIn
from . import reasons
from .forms import DecideForm
from .page import offer_undo, today

SHOWN = 200


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    bp.add_url_rule("/phones/quarantine", view_func=quarantine)
    bp.add_url_rule("/phones/quarantine", view_func=quarantine_decide, methods=["POST"])


def quarantine() -> ResponseReturnValue:
    """What waits, with its reason. Nothing of a record's content is shown: only what is needed to decide."""
    with reading() as conn:
        rows = envelopes.waiting(conn, access.team_of(access.signed_in()), SHOWN)
    return render_template("dashboards/quarantine.html", rows=rows, reasons=reasons, most=SHOWN)


def quarantine_decide() -> ResponseReturnValue:
    """Approves, rejects, or takes a decision back."""
    form, member = DecideForm(), access.signed_in()
    if form.validate_on_submit():
        try:
            _decide(form.receipt.data, form.word.data, member)
        except (SealError, InvalidRecordError) as error:
            flash(f"It cannot count: {reasons.in_words(error.code)} It stays in quarantine.", "look")
    else:
        flash("Choose approve or reject for a record in the list.", "look")
    return redirect(url_for("dashboards.quarantine"), 303)


def _decide(receipt: int, word: str, member: SignedIn) -> None:
    with transaction() as conn:
        row = envelopes.envelope(conn, receipt)
        if row is None:
            raise NotFoundError()
        access.own(member, row.team_id)
        if word == "undo":
            waiting.reopen(conn, receipt, member.id, today())
            flash("The record waits again.", "ok")
        else:
            waiting.decide(conn, receipt, word == "approve", member.id, today())
            said = (
                "counts now" if word == "approve" else "is rejected; it stays stored and counts for nothing"
            )
            back = {"receipt": receipt, "word": "undo"}
            offer_undo(f"Record {receipt} {said}.", url_for("dashboards.quarantine"), back)
