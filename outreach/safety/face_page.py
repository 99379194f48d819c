"""The page where an administrator chooses the neutral face of the phone app."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ..database import reading, transaction
from ..team import access, audit
from . import face
from .forms import FaceForm


def register(bp: Blueprint) -> None:
    """Adds this page to the feature's blueprint."""
    bp.add_url_rule("/organisation/face", view_func=app_face, methods=["GET", "POST"])


def app_face() -> ResponseReturnValue:
    """Name, icon, where Leave goes, and the first page."""
    with reading() as conn:
        now = face.face(conn)
    form = FaceForm(**vars(now))
    if form.validate_on_submit():
        chosen = face.Face(form.name.data, form.icon.data, form.leave.data, form.start.data)
        with transaction() as conn:
            face.save(conn, chosen)
            audit.record(conn, access.actor(), "changed the app's face", f"{chosen.name}, {chosen.leave}")
        flash(
            "Saved. Phones take it over with their next version; installed icons change later, or never.",
            "ok",
        )
        return redirect(url_for("safety.app_face"), 303)
    return render_template("safety/face.html", form=form, icons=face.ICONS), 400 if form.errors else 200
