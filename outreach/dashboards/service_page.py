"""One service of the directory: added and changed, with a check that nobody else changed it meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from ..database import reading, transaction
from ..errors import ConflictError, NotFoundError
from ..places import store as places
from ..referrals import directory
from ..referrals.entry import LANGUAGES, NAMES, WrongEntryError, read_entry, write_entry
from ..referrals.opening import DAYS
from ..team import access, audit
from .directory_page import opening_words
from .forms import ServiceForm
from .page import local_now, today
from .place_map import place_map

WEEK = DAYS[1:5]  # what "copy Monday" fills
FIELDS = tuple(NAMES)


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    bp.add_url_rule("/directory/add", view_func=service_add, methods=["GET", "POST"])
    bp.add_url_rule("/directory/<int:service_id>", view_func=service, methods=["GET", "POST"])


def service_add() -> ResponseReturnValue:
    """A new service."""
    form = _form(None)
    values = _values(form) if form.is_submitted() else None
    if values is None:
        return _page(form, None)
    try:
        with transaction() as conn:
            number = directory.save_service(conn, values)
            audit.record(conn, access.actor(), "added a service", f"service {number}")
    except IntegrityError:
        form.name.errors = [_taken(values["name"])]
        return _page(form, None)
    flash(f"{values['name']} is added. Phones know it after their next sync.", "ok")
    return redirect(url_for("dashboards.directory"), 303)


def service(service_id: int) -> ResponseReturnValue:
    """A service as it stands; saved only when nobody changed it since the page was opened."""
    with reading() as conn:
        now = directory.service(conn, service_id)
    if now is None:
        raise NotFoundError()
    form = _form(now)
    values = _values(form) if form.is_submitted() else None
    if values is None:
        return _page(form, now)
    if str(now["version"]) != form.version.data:
        return _page(form, now, _theirs(form, now))
    try:
        with transaction() as conn:
            directory.change_service(conn, service_id, now["version"], values)
            audit.record(conn, access.actor(), "changed a service", f"service {service_id}")
    except IntegrityError:
        form.name.errors = [_taken(values["name"])]
        return _page(form, now)
    except ConflictError:
        return redirect(url_for("dashboards.service", service_id=service_id), 303)
    flash(f"{values['name']} is saved. Phones know it after their next sync.", "ok")
    return redirect(url_for("dashboards.directory"), 303)


def _form(now: Mapping[str, Any] | None) -> ServiceForm:
    """What was sent, else the service as it stands, else an empty one that was checked today."""
    start = {**write_entry(now), "version": str(now["version"])} if now else {"checked_on": today()}
    form = ServiceForm(data=start)
    with reading() as conn:
        kinds = {one["code"]: one["name"] for one in directory.types(conn)}
    kept = {code: code for code in (now or {}).get("types", ()) if code not in kinds}
    form.types.choices = list({**kinds, **kept}.items())
    form.validate_on_submit()
    return form


def _values(form: ServiceForm) -> dict[str, Any] | None:
    """The columns to write; None when the page is shown again: something is wrong, or only helped with."""
    if request.form.get("word") == "copy":
        for day in WEEK:
            form[day].data = form.mon.data
        return None
    if request.form.get("word") == "middle":
        form.place.data = _middle(request.form.get("zone", "")) or form.place.data
        return None
    try:
        values = read_entry(form.data, {code for code, _ in form.types.choices}, today())
    except WrongEntryError as error:
        for field, what in error.wrong.items():
            form[field].errors = [what]
        return None
    return None if form.errors else values


def _middle(zone: str) -> str:
    with reading() as conn:
        found = {str(one["id"]): one["centre"] for one in places.zones(conn)}
    return f"{found[zone][1]:.5f}, {found[zone][0]:.5f}" if zone in found else ""


def _taken(name: str) -> str:
    return f"There is a service called {name} already. Look under “out of use” too."


def _theirs(form: ServiceForm, now: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stands in the store and differs from the form; the next save is meant to replace it."""
    held = write_entry(now)
    form.version.data = str(now["version"])
    differs = [field for field in FIELDS if _said(form[field].data) != _said(held[field])]
    return [(NAMES[field], _said(held[field]) or "nothing") for field in differs]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return (
        ", ".join(sorted(value))
        if isinstance(value, list)
        else str(value or "").replace("\r\n", "\n").strip()
    )


def _page(
    form: ServiceForm, now: Mapping[str, Any] | None, theirs: list[tuple[str, str]] | None = None
) -> ResponseReturnValue:
    with reading() as conn:
        zones, groups = places.zones(conn), _groups(conn, form)
    at = local_now().replace(tzinfo=None)
    html = render_template(
        "dashboards/service.html", form=form, now=now, theirs=theirs or [], zones=zones, groups=groups, days=DAYS,
        map=place_map("where", zones, form.place.data or ""), languages=", ".join(LANGUAGES.values()),
        opening=opening_words(now, at) if now else "",
    )  # fmt: skip
    return html, 409 if theirs else 400 if form.errors else 200


def _groups(conn: Connection, form: ServiceForm) -> dict[str, list[tuple[str, str]]]:
    """The kinds of referral by category, as checkboxes; a retired one that the service still has stands last."""
    names = directory.categories()
    groups: dict[str, list[tuple[str, str]]] = {}
    known = {one["code"]: one["group"] for one in directory.types(conn)}
    for code, name in form.types.choices:
        groups.setdefault(names.get(known.get(code, ""), "No longer used"), []).append((code, name))
    return groups
