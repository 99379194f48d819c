"""Zones and places: where the team was, and the names and outlines that phones know."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from ..database import reading, transaction
from ..errors import BadInputError, NotFoundError
from ..figures import store as figures
from ..figures.rules import previous
from ..figures.store import Tally
from ..places import store as places
from ..places.rules import read_zones
from ..team import access, audit
from ..team import store as team
from . import charts, store, table_csv
from .filters import Filter, chosen
from .forms import SITE_KINDS, PlaceForm, RenameForm, SiteForm, ZonesForm
from .words import number, plural, signed
from .zone_map import legend, zone_map

WIDE = 600
LARGEST_FILE = 900_000  # below what a request may have, so that the message can say what to do
NONE = Tally(0, 0, 0)


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    bp.add_url_rule("/zones", view_func=zones)
    bp.add_url_rule("/zones.csv", view_func=zones_csv)
    bp.add_url_rule("/zones/edit", view_func=zones_edit)
    bp.add_url_rule("/zones/import", view_func=zones_import, methods=["POST"])
    bp.add_url_rule("/zones/<int:zone_id>", view_func=zone_change, methods=["POST"])
    bp.add_url_rule("/places", view_func=site_add, methods=["POST"])
    bp.add_url_rule("/places/<int:site_id>", view_func=site_change, methods=["POST"])


def zones() -> ResponseReturnValue:
    """Contacts by zone as a map and as a table."""
    with reading() as conn:
        shown = chosen(conn)
        drawn = places.zones(conn)
        now = figures.tally(conn, shown.period, "zone")
        before = figures.tally(conn, previous(shown.period), "zone")
    values = {zone["id"]: now.get(str(zone["id"]), NONE).contacts for zone in drawn}
    title = f"Contacts by zone, {shown.period.label}"
    pictures = {
        "wide": zone_map("map", drawn, values, WIDE, title),
        "narrow": zone_map("map-n", drawn, values, charts.NARROW, title),
    }
    return render_template(
        "dashboards/zones.html", shown=shown, drawn=drawn, rows=_rows(shown, now, before), title=title,
        pictures=pictures, keys=legend(values.values()), total=sum(one.contacts for one in now.values()),
    )  # fmt: skip


def _rows(shown: Filter, now: dict[str, Tally], before: dict[str, Tally]) -> list[list[str]]:
    ids = sorted(now.keys() | before.keys(), key=lambda key: -now.get(key, NONE).contacts)
    return [
        _row(shown.zones.get(int(key), "Zone not known"), now.get(key, NONE), before.get(key, NONE))
        for key in ids
    ]


def _row(name: str, now: Tally, before: Tally) -> list[str]:
    return [name, number(now.contacts), number(now.people), signed(now.contacts - before.contacts)]


def zones_csv() -> Response:
    """Contacts by zone as CSV."""
    with reading() as conn:
        shown = chosen(conn)
        now = figures.tally(conn, shown.period, "zone")
    rows: list[list[table_csv.Cell]] = [
        [shown.zones.get(int(key), "Zone not known"), one.contacts, one.people] for key, one in now.items()
    ]
    return table_csv.answer(
        "zones", f"Contacts by zone, {shown.period.label}", ["Zone", "Contacts", "People"], rows
    )


def zones_edit() -> ResponseReturnValue:
    """Names, outlines and places."""
    return _edit(_site_form(), [])


def _edit(form: SiteForm, problems: list[str]) -> ResponseReturnValue:
    scope = access.team_of(access.signed_in())
    with reading() as conn:
        shown = {"zones": store.all_zones(conn), "sites": store.all_sites(conn, scope)}
    html = render_template(
        "dashboards/zones_edit.html", **shown, form=form, kinds=SITE_KINDS, problems_found=problems
    )
    return html, 400 if problems or form.errors else 200


def zones_import() -> ResponseReturnValue:
    """Takes outlines from a GeoJSON file: a zone of the same name gets the new outline, others are added."""
    ZonesForm().validate_on_submit()
    file = request.files.get("file")
    raw = file.read(LARGEST_FILE + 1) if file else b""
    try:
        if not raw:
            raise BadInputError("Choose a GeoJSON file first.")
        if len(raw) > LARGEST_FILE:
            raise BadInputError("This file is larger than 900 kB. Simplify the outlines.")
        found = read_zones(raw.decode("utf-8", "replace"))
    except BadInputError as error:
        return _edit(_site_form(), [error.message])
    with transaction() as conn:
        for name, polygon in found:
            places.save_zone(conn, name, polygon)
        audit.record(conn, access.actor(), "imported zones", f"{len(found)} zones")
    flash(f"{plural(len(found), 'zone')} imported. Phones know them after their next sync.", "ok")
    return redirect(url_for("dashboards.zones_edit"), 303)


def zone_change(zone_id: int) -> ResponseReturnValue:
    """Renames a zone, or takes it out of use: what was recorded in it stays."""
    form = RenameForm()
    try:
        with transaction() as conn:
            if zone_id not in places.zone_names(conn):
                raise NotFoundError()
            if request.form.get("word") == "retire":
                places.retire_zone(conn, zone_id)
                flash("The zone is out of use. Its figures stay.", "ok")
            elif form.validate_on_submit():
                store.rename_zone(conn, zone_id, form.name.data)
                flash(f"The zone is called {form.name.data} now.", "ok")
            else:
                flash("A zone needs a name of 1 to 40 signs.", "look")
            audit.record(conn, access.actor(), "changed a zone", f"zone {zone_id}")
    except IntegrityError:
        flash(f"There is another zone called {form.name.data}.", "look")
    return redirect(url_for("dashboards.zones_edit"), 303)


def site_add() -> ResponseReturnValue:
    """A new place from which bags are filled."""
    form = _site_form()
    if form.validate_on_submit():
        try:
            with transaction() as conn:
                places.save_site(conn, form.name.data, form.kind.data, form.team.data, form.zone.data or None)
                audit.record(conn, access.actor(), "added a place", form.name.data)
            flash(f"{form.name.data} is added. Phones know it after their next sync.", "ok")
            return redirect(url_for("dashboards.zones_edit"), 303)
        except IntegrityError:
            form.name.errors = ["There is another place of this name."]
    return _edit(form, [])


def site_change(site_id: int) -> ResponseReturnValue:
    """Renames a place, or takes it out of use and back."""
    form, scope = PlaceForm(), access.team_of(access.signed_in())
    try:
        with transaction() as conn:
            site = next((one for one in store.all_sites(conn, scope) if one.id == site_id), None)
            if site is None:
                raise NotFoundError()
            if form.validate_on_submit():
                store.rename_site(conn, site_id, form.name.data, bool(form.active.data))
                audit.record(conn, access.actor(), "changed a place", f"site {site_id}")
                flash(f"{form.name.data} is changed.", "ok")
            else:
                flash("A place needs a name of 1 to 40 signs.", "look")
    except IntegrityError:
        flash(f"There is another place called {form.name.data}.", "look")
    return redirect(url_for("dashboards.zones_edit"), 303)


def _site_form() -> SiteForm:
    member, form = access.signed_in(), SiteForm()
    scope = access.team_of(member)
    with reading() as conn:
        form.zone.choices = {0: "No zone"} | {one["id"]: one["name"] for one in places.zones(conn)}
        teams: dict[Any, str] = {one.id: one.name for one in team.teams(conn) if scope in (None, one.id)}
    form.team.choices = teams
    form.team.data = form.team.data or member.team or next(iter(teams), None)
    return form
