"""Contacts that two phones may have logged for one person: a coordinator says which it is, nothing is merged."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ..contacts.rules import CODES
from ..database import reading, transaction
from ..errors import NotFoundError
from ..figures import doubles as figures
from ..figures.doubles import Pair
from ..places import store as places
from ..sync.corrections import correct
from ..team import access, audit
from .page import today

DAYS, DAYS_ON_TODAY = 14, 3
PARTS = {entry["code"]: entry["name"].lower() for entry in CODES["part"]}


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    bp.add_url_rule("/records/doubles", view_func=doubles)
    bp.add_url_rule("/records/doubles/apart", view_func=double_apart, methods=["POST"])
    bp.add_url_rule("/records/doubles/same", view_func=double_same, methods=["POST"])


def waiting(conn: Connection, day: date, team: int | None, days: int = DAYS) -> list[Pair]:
    """The pairs of the last days that nobody has decided about."""
    return figures.likely(conn, day - timedelta(days=days - 1), day + timedelta(days=1), team)


def doubles() -> ResponseReturnValue:
    """The pairs, with nothing about the person in them."""
    with reading() as conn:
        pairs = waiting(conn, today(), access.team_of(access.signed_in()))
        zones = places.zone_names(conn)
    return render_template("dashboards/doubles.html", pairs=pairs, zones=zones, parts=PARTS, days=DAYS)


def double_apart() -> ResponseReturnValue:
    """They are two people, or two visits: not asked again."""
    with transaction() as conn:
        pair = _pair(conn)
        member = access.signed_in()
        figures.keep_apart(conn, pair.first.id, pair.second.id, member.id, today())
        audit.record(conn, access.actor(), "kept two records apart", _receipts(pair))
    flash("Both count. They are not asked about again.", "ok")
    return redirect(url_for("dashboards.doubles"), 303)


def double_same() -> ResponseReturnValue:
    """They are one: the one that the form names is voided, as by a correction; the other stays."""
    with transaction() as conn:
        pair = _pair(conn)
        receipt = request.form.get("void", "")
        if receipt not in {str(pair.first.receipt), str(pair.second.receipt)}:
            raise NotFoundError()
        correct(conn, int(receipt), None, access.signed_in().id, today())
        audit.record(conn, access.actor(), "took a double out", _receipts(pair))
    flash(f"Record {receipt} is void; the other one counts. Figures and stock follow at once.", "ok")
    return redirect(url_for("dashboards.doubles"), 303)


def _pair(conn: Connection) -> Pair:
    """The pair that the form names, if it still waits for this member."""
    named = (request.form.get("first"), request.form.get("second"))
    for pair in waiting(conn, today(), access.team_of(access.signed_in())):
        if (str(pair.first.id), str(pair.second.id)) == named:
            return pair
    raise NotFoundError("These two records do not wait any more. Somebody may have decided already.")


def _receipts(pair: Pair) -> str:
    return f"receipts {pair.first.receipt} and {pair.second.receipt}"
