"""Correcting one record by its receipt number: other supplies, or void."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ..contacts.rules import CODES
from ..database import transaction
from ..errors import InvalidRecordError, NotFoundError
from ..places import store as places
from ..supplies import store as supplies
from ..sync.corrections import correct
from ..sync.kinds import KINDS
from ..team import access, audit
from . import reasons, record_reading
from .forms import ReceiptForm
from .page import today
from .record_reading import Found

LINES = {
    kind: KINDS[kind].fields.index("lines") for kind in ("contact", "tally")
}  # where the supply lines stand
KIND_NAMES = {
    "cleanup": "A clean-up", "reversal": "An overdose reversal", "incident": "A report of harm",
    "checkin": "A check-in", "restock": "A request for supplies", "count": "A shelf count",
    "unmet": "An unmet need", "shift": "A shift", "outcome": "A slip that came back",
}  # fmt: skip
MOST_UNITS = 10_000


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    bp.add_url_rule("/records", view_func=record, methods=["GET", "POST"])
    bp.add_url_rule("/records/supplies", view_func=record_supplies, methods=["POST"])
    bp.add_url_rule("/records/void", view_func=record_void, methods=["POST"])


def record() -> ResponseReturnValue:
    """Finds a record by its receipt. It is posted: the log of addresses must not say who looked at what."""
    form = ReceiptForm()
    if not form.validate_on_submit():
        return render_template("dashboards/record.html", form=form), 400 if form.errors else 200
    try:
        with transaction() as conn:
            found = _own(conn, form.receipt.data)
            audit.record(conn, access.actor(), "looked at a record", f"receipt {found.receipt}")
            return _page(conn, form, found)
    except NotFoundError:
        form.receipt.errors = ["There is no record with this receipt number in your team."]
        return render_template("dashboards/record.html", form=form), 404


def record_supplies() -> ResponseReturnValue:
    """Replaces the supply lines; everything else stays as the worker entered it."""
    form = ReceiptForm()
    if not form.validate_on_submit():
        return redirect(url_for("dashboards.record"), 303)
    with transaction() as conn:
        found = _own(conn, form.receipt.data)
        if found.record is None:
            flash("This record can only be voided: its sealed text is erased.", "look")
            return redirect(url_for("dashboards.record"), 303)
        place = LINES[found.kind]
        names = {one["code"]: one["name"] for one in supplies.items(conn)}
        lines, problems = _lines(found.record[place], names)
        if problems:
            return _page(conn, form, found, problems=problems), 400
        if lines != found.record[place]:
            changed = [*found.record[:place], lines, *found.record[place + 1 :]]
            return _corrected(conn, form, found, changed)
    flash("Nothing was changed: these are the supplies it has.", "ok")
    return redirect(url_for("dashboards.record"), 303)


def record_void() -> ResponseReturnValue:
    """Takes a record out of the figures. What it said is kept sealed, with the void beside it."""
    form = ReceiptForm()
    if not form.validate_on_submit():
        return redirect(url_for("dashboards.record"), 303)
    with transaction() as conn:
        found = _own(conn, form.receipt.data)
        if found.void:
            flash("This record is void already.", "ok")
            return redirect(url_for("dashboards.record"), 303)
        return _corrected(conn, form, found, None)


def _corrected(
    conn: Connection, form: ReceiptForm, found: Found, changed: list[Any] | None
) -> ResponseReturnValue:
    try:
        number = correct(conn, found.receipt, changed, access.signed_in().id, today())
    except InvalidRecordError as error:
        return _page(conn, form, found, problems=[reasons.in_words(error.code)]), 400
    done = "is void" if changed is None else "has its new supplies"
    flash(
        f"Record {found.receipt} {done}. The correction has receipt {number}; figures and stock follow at once.",
        "ok",
    )
    return redirect(url_for("dashboards.record"), 303)


def _own(conn: Connection, receipt: int) -> Found:
    found = record_reading.find(conn, receipt)
    access.own(access.signed_in(), found.team)
    return found


def _lines(held: list[list[Any]], names: dict[str, str]) -> tuple[list[list[Any]], list[str]]:
    """The lines as the form gives them; a reason that the worker gave stays with its item."""
    why = {line[0]: line[2:] for line in held}
    lines: list[list[Any]] = []
    problems = []
    for code, text in zip(request.form.getlist("item"), request.form.getlist("units"), strict=False):
        units = text.strip() or "0"
        if not (units.isascii() and units.isdigit() and int(units) <= MOST_UNITS):
            problems.append(
                f"{names.get(code, 'Each item')}: a whole number from 0 to {MOST_UNITS:,}. You wrote {text[:20]}."
            )
        elif code and int(units):
            lines.append([code, int(units), *why.get(code, [])])
    codes = [line[0] for line in lines]
    problems += [
        f"{names.get(code, code)} stands there twice." for code in {c for c in codes if codes.count(c) > 1}
    ]
    return lines, problems


def _page(conn: Connection, form: ReceiptForm, found: Found, problems: list[str] | None = None) -> str:
    record = found.record
    return render_template(
        "dashboards/record.html", form=form, found=found, shown=_words(conn, record) if record else None,
        problems_found=problems or [], items=supplies.items(conn), kind=KIND_NAMES.get(found.kind),
        lines=record[LINES[found.kind]] if record else [],
    )  # fmt: skip


def _words(conn: Connection, record: list[Any]) -> list[tuple[str, str]]:
    """What helps to be sure that it is the right record, and nothing about the person."""
    names = {kind: {entry["code"]: entry["name"] for entry in CODES[kind]} for kind in ("part", "setting")}
    return [
        ("Day", record[2]),
        ("Part of day", str(names["part"].get(record[3], record[3]))),
        ("Zone", places.zone_names(conn).get(record[4], "not known")),
        ("Setting", str(names["setting"].get(record[6], record[6]))),
        ("People", str(record[7])),
    ]
