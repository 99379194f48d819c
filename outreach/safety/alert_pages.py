"""Publishing warnings to the phones, changing them, and taking them back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..database import reading, transaction
from ..errors import NotFoundError
from ..places import store as places
from ..team import access, audit
from ..team.forms import PlainForm
from . import alerts, wording
from .alerts import Warned
from .desk import offer_undo, today, zones_in_words
from .forms import AlertForm


def register(bp: Blueprint) -> None:
    """Adds these pages to the feature's blueprint."""
    bp.add_url_rule("/safety/alerts/add", view_func=alert_add, methods=["GET", "POST"])
    bp.add_url_rule("/safety/alerts/<int:alert>", view_func=alert_change, methods=["GET", "POST"])
    bp.add_url_rule("/safety/alerts/<int:alert>/withdraw", view_func=alert_withdraw, methods=["POST"])


def alert_add() -> ResponseReturnValue:
    """A new warning. The address may propose kind, title and zone: from low stock, or from an incident."""
    form = AlertForm()
    _zone_choices(form, ())
    if not form.is_submitted():
        _propose(form)
        return _page(form)
    problems = _problems(form)
    if problems is None:
        return _publish(form)
    return _page(form, doubts=problems)


def alert_change(alert: int) -> ResponseReturnValue:
    """Other words, zones or last day of a warning that stands."""
    old = _standing(alert)
    form = AlertForm(kind=old.kind, title=old.title, text=old.text, zones=list(old.zones), until=old.until)
    _zone_choices(form, old.zones)
    problems = _problems(form) if form.is_submitted() else []
    if problems is None:
        return _change(old, form)
    return _page(form, old, problems)


def alert_withdraw(alert: int) -> ResponseReturnValue:
    """Takes a warning back at once, or puts it up again."""
    PlainForm().validate_on_submit()
    back = request.form.get("word") == "restore"
    with transaction() as conn:
        found = alerts.find(conn, alert)
        if found is None:
            raise NotFoundError()
        alerts.withdraw(conn, alert, None if back else today())
        audit.record(
            conn, access.actor(), "restored an alert" if back else "withdrew an alert", f"alert {alert}"
        )
    if back:
        flash("The warning is up again. Phones show it after their next sync.", "ok")
    else:
        where = url_for("safety.alert_withdraw", alert=alert)
        offer_undo(
            "The warning is withdrawn. Phones drop it with their next sync.", where, {"word": "restore"}
        )
    return redirect(url_for("safety.safety"), 303)


def _standing(alert: int) -> Warned:
    with reading() as conn:
        found = alerts.find(conn, alert)
    if found is None or found.withdrawn_on:
        raise NotFoundError()
    return found


def _zone_choices(form: AlertForm, kept: tuple[int, ...]) -> None:
    """Zones in use, and those that this warning names already."""
    with reading() as conn:
        names, used = places.zone_names(conn), {zone["id"] for zone in places.zones(conn)}
    by_name = sorted(names.items(), key=lambda one: one[1])
    form.zones.choices = {zone: name for zone, name in by_name if zone in used or zone in kept}


def _propose(form: AlertForm) -> None:
    asked = request.args
    if asked.get("kind") in wording.KINDS:
        form.kind.data = asked["kind"]
    form.title.data = asked.get("title", "")[: wording.TITLE_MAX]
    zone = asked.get("zone", type=int)
    form.zones.data = [zone] if zone in form.zones.choices else []


def _problems(form: AlertForm) -> list[str] | None:
    """None when it may be published; otherwise what the words give away (fields carry their own errors)."""
    form.validate()
    form.until.errors = list(form.until.errors)
    if not form.until.errors and (late := wording.until_problem(form.until.data, today())):
        form.until.errors.append(late)
    if form.kind.data in wording.PROMISED and not form.promise.data:
        form.promise.errors = [
            "A warning about a person needs this word of yours. Tick it, or change the text."
        ]
    doubts = wording.doubts(form.title.data or "", form.text.data or "", form.zones.choices.values())
    if doubts and not form.sure.data:
        form.sure.errors = ["Some words may point to a person. Change them, or say that they do not."]
    return doubts if form.errors or form.promise.errors or form.sure.errors or form.until.errors else None


def _publish(form: AlertForm) -> ResponseReturnValue:
    day = today()
    with transaction() as conn:
        number = alerts.publish(
            conn, form.kind.data, form.title.data, form.text.data, form.zones.data, day, form.until.data
        )
        audit.record(conn, access.actor(), "published an alert", _subject(number, form))
    flash(f"“{form.title.data}” is published. Each phone shows it after its next sync.", "ok")
    return redirect(url_for("safety.safety"), 303)


def _change(old: Warned, form: AlertForm) -> ResponseReturnValue:
    with transaction() as conn:
        alerts.change(
            conn, old.id, form.kind.data, form.title.data, form.text.data, form.zones.data, form.until.data
        )
        audit.record(conn, access.actor(), "changed an alert", _subject(old.id, form))
    flash("Saved. Phones show it as new after their next sync.", "ok")
    return redirect(url_for("safety.safety"), 303)


def _subject(number: int, form: AlertForm) -> str:
    return f"alert {number}, {form.kind.data}, until {form.until.data.isoformat()}"


def _page(form: AlertForm, old: Warned | None = None, doubts: list[str] | None = None) -> ResponseReturnValue:
    wrong = bool(form.errors)
    html = render_template(
        "safety/alert.html", form=form, old=old, doubts=doubts or [], promised=wording.PROMISED,
        limits={"title": wording.TITLE_MAX, "text": wording.TEXT_MAX, "days": wording.DAYS_MAX},
    )  # fmt: skip
    return html, 400 if wrong else 200


def named(found: list[Warned], names: dict[int, str]) -> list[tuple[Warned, str]]:
    """Each warning with its zones in words."""
    return [(one, zones_in_words(one.zones, names)) for one in found]
