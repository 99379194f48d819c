"""What workers ask for: restock requests on their way, and shelf counts that wait to be booked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ..database import reading, transaction
from ..errors import BadInputError, ConflictError
from ..figures import booking
from ..places import store as places
from ..supplies import requests
from ..supplies import store as supplies
from ..supplies.requests import Told
from ..team import access, audit
from . import table_csv
from .page import today
from .words import plural

URGENCY = ("when you can", "this week", "tonight")
STEPS = {None: "new", "on_way": "on its way", "done": "done"}
DONE_SHOWN = 8


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    bp.add_url_rule("/supplies/requests", endpoint="requests", view_func=asked_for)
    bp.add_url_rule("/supplies/requests.csv", view_func=requests_csv)
    bp.add_url_rule("/supplies/requests/<int:entry>", view_func=restock_step, methods=["POST"])
    bp.add_url_rule("/supplies/counts/<int:entry>", view_func=count_book, methods=["POST"])


def asked_for() -> ResponseReturnValue:
    """Requests, the most pressing first, and counts with what the ledger expects."""
    team = access.team_of(access.signed_in())
    with reading() as conn:
        names = {one["id"]: one["short"] for one in supplies.items(conn)}
        sites = places.site_names(conn)
        asked = requests.restocks(conn, team)
        done = requests.restocks(conn, team, is_open=False, limit=DONE_SHOWN)
        counts = [(told, booking.differences(conn, told)) for told in requests.counts(conn, team)]
    return render_template(
        "dashboards/requests.html", asked=asked, done=done, counts=counts, names=names, sites=sites, urgency=URGENCY,
        summary=_summary(asked, len(counts)),
    )  # fmt: skip


def _summary(asked: list[Told], counts: int) -> str:
    new = [told for told in asked if told.step is None]
    tonight = sum(told.row.urgency == 2 for told in new)
    if not asked and not counts:
        return "Nothing is asked for, and no count waits."
    first = f"{plural(len(new), 'new request')}{f', {tonight} of them for tonight' if tonight else ''}."
    return f"{first} {plural(counts, 'count waits', 'counts wait')} to be booked."


def _own(conn: Connection, rows: Any, entry: int) -> Told:
    told = requests.one(conn, rows, entry)
    access.own(access.signed_in(), told.team)
    return told


def restock_step(entry: int) -> ResponseReturnValue:
    """A request is on its way, or done."""
    word = request.form.get("word", "")
    if word not in ("on_way", "done"):
        raise BadInputError("Choose what became of the request.")
    try:
        with transaction() as conn:
            told = _own(conn, requests.RESTOCK, entry)
            requests.step(conn, told, word, access.signed_in().id, today())
            audit.record(conn, access.actor(), "handled a restock request", f"entry {entry}: {STEPS[word]}")
        flash(f"The request is {STEPS[word]}.", "ok")
    except ConflictError as error:
        flash(error.message, "look")
    return redirect(url_for("dashboards.requests"), 303)


def count_book(entry: int) -> ResponseReturnValue:
    """Sets the ledger right by a count, once; or puts the count aside."""
    book, member = request.form.get("word") == "book", access.signed_in()
    try:
        with transaction() as conn:
            _own(conn, requests.COUNT, entry)
            if book:
                items = booking.book_count(conn, entry, member.id, today())
                said = (
                    f"Booked. {plural(items, 'item')} set right."
                    if items
                    else "Booked: shelf and ledger agreed."
                )
            else:
                booking.put_aside(conn, entry, member.id, today())
                said = "The count is put aside. The ledger stays as it was."
            audit.record(
                conn, access.actor(), "booked a count" if book else "put a count aside", f"entry {entry}"
            )
        flash(said, "ok")
    except ConflictError as error:
        flash(error.message, "look")
    return redirect(url_for("dashboards.requests"), 303)


def requests_csv() -> Response:
    """Open requests as CSV: a list to pack by."""
    team = access.team_of(access.signed_in())
    with reading() as conn:
        names = {one["id"]: (one["code"], one["name"]) for one in supplies.items(conn)}
        sites, asked = places.site_names(conn), requests.restocks(conn, team)
    heads = ["Needed", "Asked on", "For", "Phone", "State", "Code", "Item", "Units"]
    rows: list[list[table_csv.Cell]] = [
        [URGENCY[told.row.urgency], told.row.day.isoformat(), sites.get(told.row.site_id, ""), told.phone,
         STEPS[told.step], *names.get(item, ("", "")), units]
        for told in asked for item, units in told.row.lines
    ]  # fmt: skip
    return table_csv.answer("requests", "Open restock requests", heads, rows)
