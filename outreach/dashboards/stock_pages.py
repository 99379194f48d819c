"""Forms of the stock ledger: a delivery, a transfer, a loss, a count. A form that comes twice counts once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ..clock import now
from ..database import reading, transaction
from ..errors import BadInputError
from ..places import store as places
from ..supplies import movements
from ..supplies import store as supplies
from ..team import access, audit
from ..team import store as team
from ..team.rules import window
from .forms import CountForm, DeliveryForm, LossForm, TransferForm
from .page import today
from .words import number, plural, signed

RECENT = 12
KEPT_WINDOWS = 96  # a day of quarter hours: longer than any form stays open


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    for name in PAGES:
        bp.add_url_rule(f"/supplies/{name}", endpoint=name, view_func=movement, methods=["GET", "POST"])


def movement() -> ResponseReturnValue:
    """One form of the ledger; which one the address says."""
    name = (request.endpoint or "").removeprefix("dashboards.")
    page, team_id = PAGES[name], access.team_of(access.signed_in())
    form = page.form(once=secrets.token_urlsafe(12))
    with reading() as conn:
        sites = {one["id"]: one["name"] for one in places.sites(conn, team_id)}
        items = [one for one in supplies.items(conn) if one["stocked"]]
        recent = [one for one in movements.recent(conn, limit=60) if one.site_id in sites][:RECENT]
    _offer(form, sites, items)
    if form.validate_on_submit():
        answer = _booked(page, form, {one["code"]: one["id"] for one in items})
        if answer is not None:
            return answer
    names = {one["code"]: one["name"] for one in items}
    shown = {"page": page, "form": form, "name": name, "pages": PAGES, "recent": recent, "sites": sites}
    return render_template("dashboards/movement.html", names=names, **shown), 400 if form.errors else 200


def _offer(form: Any, sites: dict[int, str], items: list[dict[str, Any]]) -> None:
    """The places of this member and the items with a shelf; nothing is chosen beforehand where there is a choice."""
    for field in (form.site, getattr(form, "to", None)):
        if field is not None:
            field.choices = sites if len(sites) == 1 else {0: "Choose a place"} | sites
    form.item.choices = {"": "Choose an item"} | {one["code"]: one["name"] for one in items}


def _booked(page: Page, form: Any, ids: dict[str, int]) -> ResponseReturnValue | None:
    """Books it once; None when the form has something to mend."""
    try:
        with transaction() as conn:
            key = access.keyed(f"once|{form.once.data}")
            if team.first_time(conn, key, window(now()) + KEPT_WINDOWS):
                said = page.book(conn, form, ids[form.item.data], access.signed_in().id)
                audit.record(
                    conn, access.actor(), page.title.lower(), f"site {form.site.data} item {form.item.data}"
                )
            else:
                said = "This was recorded already; it counts once."
    except BadInputError as error:
        form.site.errors = [error.message]
        return None
    flash(said, "ok")
    return redirect(url_for("dashboards.supplies"), 303)


def _name(form: Any) -> str:
    return str(form.item.choices[form.item.data])


def _place(field: Any) -> str:
    return str(field.choices[field.data])


def _deliver(conn: Connection, form: Any, item: int, member: int) -> str:
    lot, expires = form.lot.data or "", form.expires.data
    movements.receive(conn, today(), form.site.data, item, form.units.data, lot, expires, member)
    return f"{plural(form.units.data, 'unit')} of {_name(form)} came to {_place(form.site)}."


def _move(conn: Connection, form: Any, item: int, member: int) -> str:
    movements.transfer(conn, today(), form.site.data, form.to.data, item, form.units.data, member)
    return f"{plural(form.units.data, 'unit')} of {_name(form)} went from {_place(form.site)} to {_place(form.to)}."


def _lose(conn: Connection, form: Any, item: int, member: int) -> str:
    movements.lose(conn, today(), form.site.data, item, form.units.data, form.kind.data, member)
    return f"{plural(form.units.data, 'unit')} of {_name(form)} left the ledger at {_place(form.site)}."


def _count(conn: Connection, form: Any, item: int, member: int) -> str:
    difference = movements.count(conn, today(), form.site.data, item, form.units.data, member)
    if not difference:
        return f"{_name(form)} at {_place(form.site)}: shelf and ledger agree, {number(form.units.data)}."
    now_is = f"is {number(form.units.data)} now, {signed(difference)} against the ledger"
    return f"{_name(form)} at {_place(form.site)} {now_is}."


class Page(NamedTuple):
    """One form of the ledger: its words, its fields, and what it books."""

    title: str
    words: str
    button: str
    form: Callable[..., Any]
    book: Callable[[Connection, Any, int, int], str]


PAGES = {
    "delivery": Page("Record a delivery", "What came in, with its lot and expiry where it has one.",
                     "Record the delivery", DeliveryForm, _deliver),
    "transfer": Page("Record a transfer", "What moves between places. The sum of all places stays the same.",
                     "Record the transfer", TransferForm, _move),
    "loss": Page("Record a loss", "What was lost, damaged, or is past its date.",
                 "Record the loss", LossForm, _lose),
    "count": Page("Count a shelf", "Count what is there. If the ledger says something else, it is set right.",
                  "Record the count", CountForm, _count),
}  # fmt: skip
