"""DHIS2 servers, for administrators: where they are, who we are there, and which number goes where."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from ...database import reading, transaction
from ...errors import BadInputError, NotFoundError
from ...team import audit
from ...team.access import actor
from .. import store as reports
from ..build import today
from ..exports.dhis2 import Mapped
from ..template import store as template_store
from . import dhis2_client, dhis2_mapping, dhis2_secret, store
from .dhis2_client import Access
from .forms import ServerForm

bp = Blueprint("servers", __name__, url_prefix="/reports/dhis2")
AGAIN = "The address is another one: enter the token or password again, so that it goes to nobody else."


@bp.route("/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """A new server."""
    form = ServerForm()
    _choices(form)
    if form.validate_on_submit() and _saved(form, None):
        return redirect(url_for("outgoing.outgoing"), 303)
    return render_template("reports/server.html", form=form, server=None), 400 if form.errors else 200


@bp.route("/<int:number>", methods=["GET", "POST"])
def server(number: int) -> ResponseReturnValue:
    """Changes a server. Its secret is never shown: an empty field keeps it."""
    with reading() as conn:
        found = store.server(conn, number)
        if found is None:
            raise NotFoundError("There is no such server.")
        form = ServerForm(**_values(conn, found))
    _choices(form)
    if form.validate_on_submit() and _saved(form, found):
        return redirect(url_for("outgoing.outgoing"), 303)
    return render_template("reports/server.html", form=form, server=found), 400 if form.errors else 200


def _values(conn: Connection, found: Any) -> dict[str, Any]:
    mapping = dhis2_mapping.from_text(found.mapping)
    access = dhis2_secret.held(current_app.instance_path, found.id)
    zones = {str(number): name for number, name, *_rest in reports.zones(conn)}
    return {
        "name": found.name, "url": found.url, "audience": found.audience, "active": found.active,
        "account": access.name if access else "", "data_set": mapping.data_set, "period_type": mapping.period_type,
        "scheme": mapping.scheme, "attribute": mapping.attribute,
        "units": dhis2_mapping.written_units(mapping, zones), "elements": dhis2_mapping.written_elements(mapping),
    }  # fmt: skip


def _choices(form: ServerForm) -> None:
    with reading() as conn:
        funders = {one.audience: f"{one.name}, and public ones" for one in template_store.sources(conn)}
    form.audience.choices = {"public": "Public reports only"} | funders


def _saved(form: ServerForm, found: Any) -> bool:
    """Whether all is right and kept; otherwise the fields say what to mend."""
    mapping = _mapping(form)
    if mapping is None or not _reachable(form) or not _secret_given(form, found):
        return False
    values = {name: form[name].data for name in ("name", "url", "audience", "active")}
    try:
        with transaction() as conn:
            number = store.save_server(
                conn,
                found.id if found else None,
                **values,
                mapping=dhis2_mapping.to_text(mapping),
                changed_on=today(),
            )
            _keep_secret(form, number)
            audit.record(
                conn, actor(), "DHIS2 server changed" if found else "DHIS2 server added", f"server {number}"
            )
    except IntegrityError:
        form.name.errors = ["Another server has this name."]
        return False
    flash(f"{form.name.data} is saved. Try it with a report before you send one.", "ok")
    return True


def _mapping(form: ServerForm) -> Mapped | None:
    """What goes where; None when a line cannot stand."""
    with reading() as conn:
        zones = {name: str(number) for number, name, *_rest in reports.zones(conn)}
    units, elements = None, None
    try:
        units = dhis2_mapping.read_units(form.units.data, zones)
    except BadInputError as error:
        form.units.errors = [error.message]
    try:
        elements = dhis2_mapping.read_elements(form.elements.data)
    except BadInputError as error:
        form.elements.errors = [error.message]
    if units is None or elements is None:
        return None
    named = (form.data_set.data, form.period_type.data)
    return Mapped(*named, units, elements, form.scheme.data, form.attribute.data or "")


def _reachable(form: ServerForm) -> bool:
    """Whether it is an address that we would send to. Whether somebody is there shows at the first try."""
    own = current_app.config["DHIS2_OWN_HOSTS"]
    try:
        place = dhis2_client.checked(form.url.data, own)
        dhis2_client.addresses(str(place.hostname), place.port or 443, own)
    except dhis2_client.SendingError:
        return True  # the name is not known now: that may change
    except BadInputError as error:
        form.url.errors = [error.message]
        return False
    return True


def _secret_given(form: ServerForm, found: Any) -> bool:
    """A secret goes to the address it was entered for, and to no other."""
    if form.secret.data:
        return True
    if found is None or dhis2_secret.held(current_app.instance_path, found.id) is None:
        form.secret.errors = ["Enter the token, or the password."]
    elif urlsplit(found.url)[:2] != urlsplit(form.url.data)[:2]:
        form.secret.errors = [AGAIN]
    return not form.secret.errors


def _keep_secret(form: ServerForm, number: int) -> None:
    folder = current_app.instance_path
    before = dhis2_secret.held(folder, number)
    secret = form.secret.data or (before.secret if before else "")
    dhis2_secret.keep(folder, number, Access(secret, form.account.data or ""))
