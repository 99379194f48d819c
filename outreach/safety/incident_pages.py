"""Reports of harm: the list, reading texts in the browser, and a warning made from a report. Check-ins seen to."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ..database import reading, transaction
from ..errors import ForbiddenError, NotFoundError
from ..places import store as places
from ..privacy.encoding import b64
from ..team import access, audit
from ..team.forms import PlainForm
from ..team.meta import meta
from . import checkins, incidents, team_keys
from .desk import today
from .incidents import Sealed

TYPES = {
    "violence": "Violence",
    "sexual_violence": "Sexual violence",
    "threat": "Threat",
    "robbery": "Robbery",
    "police_stop": "Stopped by police",
    "arrest": "Arrest",
    "discrimination": "Discrimination",
    "needlestick": "Needle stick",
    "client_refused_pay": "Not paid",
    "stalking": "Stalking",
    "other": "Something else",
}
ABOUT = {"participant": "A participant", "worker": "A worker", "team": "The team"}
CONSENTS = {"team": "read", "alert": "warn others", "support": "support service", "police": "police, no name"}
NO_ALERT = "Nobody said yes to warning others in this report."
MOST_TEXTS = 20


def register(bp: Blueprint) -> None:
    """Adds these pages to the feature's blueprint."""
    bp.add_url_rule("/safety/reports", view_func=incident_list, endpoint="incidents")
    bp.add_url_rule("/safety/reports/read", view_func=incident_read, methods=["POST"])
    bp.add_url_rule("/safety/reports/alert", view_func=incident_alert, methods=["POST"])
    bp.add_url_rule("/safety/checkins", view_func=checkin_seen, methods=["POST"])


def incident_list() -> ResponseReturnValue:
    """Reports by month and zone: types and answers to the four questions. No day, no phone, no text."""
    scope = access.team_of(access.signed_in())
    month, zone = request.args.get("month") or None, request.args.get("zone", type=int)
    with reading() as conn:
        found = incidents.listed(conn, scope, month, zone)
        months, names = incidents.months(conn, scope), places.zone_names(conn)
        key = bool(team_keys.keys(conn, scope))
    return render_template(
        "safety/incidents.html", found=found, months=months, zones=names, month=month, zone=zone, key=key, types=TYPES,
        about=ABOUT, consents=CONSENTS, most=MOST_TEXTS,
    )  # fmt: skip


def incident_read() -> ResponseReturnValue:
    """The sealed texts of the chosen reports with the wrapped keys. That each was opened stands in the log."""
    PlainForm().validate_on_submit()
    numbers = set(request.form.getlist("report", type=int))
    scope = access.team_of(access.signed_in())
    with transaction() as conn:
        texts = incidents.sealed_texts(conn, scope, numbers) if len(numbers) <= MOST_TEXTS else []
        for one in texts:
            audit.record(conn, access.actor(), "opened the text of a report", f"report {one.harm.id}")
        shown = _as_data(conn, texts) | {"zones": places.zone_names(conn)}
    if not texts:
        flash(f"Choose reports with a text, at most {MOST_TEXTS} at a time.", "look")
        return redirect(url_for("safety.incidents"), 303)
    return render_template("safety/texts.html", types=TYPES, about=ABOUT, **shown)


def _as_data(conn: Connection, texts: list[Sealed]) -> dict[str, Any]:
    """What the page's script needs: nothing of it is readable without the passphrase."""
    wanted = {one.key for one in texts}
    rows = [row for uid in sorted(wanted) if (row := team_keys.by_uid(conn, uid))]
    keys = [{"id": row.uid, "key": json.loads(row.wrapped)} for row in rows]
    sealed = [(one.harm, one.key, b64(one.sealed)) for one in texts]
    return {
        "texts": sealed,
        "keys": json.dumps(keys),
        "org": meta(conn, "org"),
        "lost": len(wanted) - len(rows),
    }


def incident_alert() -> ResponseReturnValue:
    """Begins a warning from a report, only where the person said yes to that. Its text is written anew."""
    PlainForm().validate_on_submit()
    number = request.form.get("report", type=int)
    with reading() as conn:
        found = incidents.find(conn, access.team_of(access.signed_in()), {number} if number else ())
    if not found:
        raise NotFoundError()
    if "alert" not in found[0].consents:
        raise ForbiddenError(NO_ALERT)
    kind = "police" if {"police_stop", "arrest"} >= set(found[0].types) else "bad_date"
    return redirect(url_for("safety.alert_add", kind=kind, zone=found[0].zone), 303)


def checkin_seen() -> ResponseReturnValue:
    """A coordinator has seen to a missed check-in."""
    PlainForm().validate_on_submit()
    number, member = request.form.get("checkin", type=int), access.signed_in()
    with transaction() as conn:
        team = checkins.team_of(conn, number) if number else None
        if number is None or team is None:
            raise NotFoundError()
        access.own(member, team)
        if checkins.mark_seen(conn, number, member.id, today()):
            audit.record(conn, access.actor(), "saw to a check-in", f"check-in {number}")
    flash("Noted. The check-in is seen to.", "ok")
    return redirect(url_for("safety.safety"), 303)
