"""Safety at the desk: warnings to the phones, check-ins that were missed, reports of harm, the team key."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..database import reading
from ..places import store as places
from ..team import access
from . import (
    alert_pages,
    alerts,
    checkins,
    face_page,
    incident_pages,
    incidents,
    key_pages,
    team_keys,
    wording,
)
from .desk import today

bp = Blueprint("safety", __name__)
ICONS = {"supply": "s-strip", "bad_date": "harm", "police": "info", "stock_out": "bag", "other": "alert"}


@bp.route("/safety")
def safety() -> ResponseReturnValue:
    """What holds now, and what waits."""
    member = access.signed_in()
    scope = access.team_of(member)
    with reading() as conn:
        names = places.zone_names(conn)
        up, old = alerts.now(conn, today()), alerts.old(conn, today())
        key = team_keys.current(conn, member.team) if member.team else None
        month, texts = incidents.counted(conn, scope, f"{today():%Y-%m}")
        missed = checkins.waiting(conn, today(), scope)
    return render_template(
        "safety/safety.html", alerts=alert_pages.named(up, names), old=alert_pages.named(old, names),
        kinds=wording.KINDS, icons=ICONS, missed=missed, key=key, reported={"month": month, "texts": texts},
    )  # fmt: skip


for pages in (alert_pages, face_page, incident_pages, key_pages):
    pages.register(bp)

blueprints = (bp,)
