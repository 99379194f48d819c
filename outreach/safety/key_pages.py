"""The team key: made, wrapped, changed and saved in the coordinator's browser. Only what is wrapped comes here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Row

from ..database import reading, transaction
from ..errors import BadInputError, NotFoundError
from ..team import access, audit
from ..team import store as team
from ..team.qr import qr_svg
from . import team_keys
from .desk import today
from .forms import KeyForm


def register(bp: Blueprint) -> None:
    """Adds these pages to the feature's blueprint."""
    bp.add_url_rule("/safety/key", view_func=team_key)
    bp.add_url_rule("/safety/key/new", view_func=key_add, methods=["GET", "POST"])
    bp.add_url_rule("/safety/key/passphrase", view_func=key_rewrap, methods=["GET", "POST"])
    bp.add_url_rule("/safety/key/backup", view_func=key_backup)
    bp.add_url_rule("/safety/key/file", view_func=key_file, methods=["POST"])


def team_key() -> ResponseReturnValue:
    """Which key is in use, whether it is saved elsewhere, and the older ones."""
    with reading() as conn:
        found = team_keys.keys(conn, access.team_of(access.signed_in()))
        names = {row.id: row.name for row in team.teams(conn)}
    used = {row.team_id: row.uid for row in reversed(found)}
    return render_template("safety/key.html", keys=found, used=set(used.values()), names=names)


def key_add() -> ResponseReturnValue:
    """A new key: the first, or one that takes the place of another from now on."""
    form = KeyForm()
    with reading() as conn:
        choices = _teams(conn)
        form.team.choices = choices
        before = {number: team_keys.current(conn, number) is not None for number in choices}
    if form.validate_on_submit():
        return _store(form)
    form.team.data = form.team.data or access.signed_in().team
    html = render_template("safety/key_new.html", form=form, before=any(before.values()))
    return html, 400 if form.errors else 200


def _store(form: KeyForm) -> ResponseReturnValue:
    with transaction() as conn:
        team_keys.add(conn, form.team.data, form.uid.data, form.wrapped.data, today())
        audit.record(conn, access.actor(), "made a team key", f"team {form.team.data}")
    flash("The team key is made. Phones seal to it after their next sync. Save a backup of it now.", "ok")
    return redirect(url_for("safety.key_backup"), 303)


def key_rewrap() -> ResponseReturnValue:
    """Another passphrase for a key: the browser opens it and wraps it again."""
    form = KeyForm()
    with reading() as conn:
        found = team_keys.keys(conn, access.team_of(access.signed_in()))
        form.team.choices = _teams(conn)
    if form.validate_on_submit():
        return _rewrap(form, {row.uid for row in found})
    html = render_template("safety/key_passphrase.html", form=form, keys=_as_data(found))
    return html, 400 if form.errors else 200


def _rewrap(form: KeyForm, own: set[str]) -> ResponseReturnValue:
    if form.uid.data not in own:
        raise NotFoundError()
    with transaction() as conn:
        team_keys.rewrap(conn, form.uid.data, form.wrapped.data, today())
        audit.record(conn, access.actor(), "changed a team key's passphrase", "")
    flash("The new passphrase holds. Save a new backup: older ones still open with the old one.", "ok")
    return redirect(url_for("safety.key_backup"), 303)


def key_backup() -> ResponseReturnValue:
    """The wrapped key to print, and the button for its file."""
    with reading() as conn:
        found = team_keys.keys(conn, access.team_of(access.signed_in()))
        names = {row.id: row.name for row in team.teams(conn)}
    if not found:
        return redirect(url_for("safety.key_add"), 303)
    used = {row.team_id: row for row in reversed(found)}
    sheets = [
        (names[row.team_id], row, qr_svg(_backup(row), "The wrapped key as a code")) for row in used.values()
    ]
    return render_template("safety/key_backup.html", sheets=sheets, backup=_backup)


def key_file() -> ResponseReturnValue:
    """The wrapped keys of this member's teams as a file. It stands in the log that somebody took it."""
    with transaction() as conn:
        found = team_keys.keys(conn, access.team_of(access.signed_in()))
        for row in found:
            team_keys.note_saved(conn, row.uid, today())
        audit.record(conn, access.actor(), "saved the team key", f"{len(found)} keys, wrapped")
    if not found:
        raise NotFoundError()
    body = '{"format":"outreach-team-keys","v":1,"keys":[' + ",".join(_backup(row) for row in found) + "]}\n"
    headers = {"Content-Disposition": 'attachment; filename="keys.json"'}
    return Response(body, mimetype="application/json", headers=headers)


def _backup(row: Row[Any]) -> str:
    return f'{{"id":"{row.uid}","key":{row.wrapped}}}'


def _as_data(rows: list[Row[Any]]) -> list[tuple[str, str, str]]:
    """Id, wrapped key and words of each key, as the page's script reads them."""
    return [(row.uid, row.wrapped, row.made_on.isoformat()) for row in rows]


def _teams(conn: Connection) -> dict[int, str]:
    """The teams for which this member may make a key."""
    own = access.team_of(access.signed_in())
    found = {row.id: row.name for row in team.teams(conn) if own in (None, row.id)}
    if not found:
        raise BadInputError("There is no team yet. Add a member with a team first.")
    return found
