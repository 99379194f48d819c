"""Pages about phones: how each one stands, adding, renaming, revoking."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Row

from ..clock import now
from ..database import reading, transaction
from ..errors import ConflictError, NotFoundError
from ..privacy.current import keys
from ..sync import phones as sync_phones
from ..sync.phones import Standing
from ..team import access, audit, devices, store
from ..team.qr import qr_svg
from . import rules
from .forms import DigitsForm, PhoneForm, RenameForm, RevokeForm, SamePhoneForm
from .page import today
from .words import gap_count, plural

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    both = ["GET", "POST"]
    bp.add_url_rule("/phones", view_func=phones)
    bp.add_url_rule("/phones/add", view_func=phone_add, methods=both)
    bp.add_url_rule("/phones/link/<int:link_id>", view_func=phone_link, methods=both)
    bp.add_url_rule("/phones/<int:device_id>", view_func=phone)
    bp.add_url_rule("/phones/<int:device_id>/name", view_func=phone_rename, methods=["POST"])
    bp.add_url_rule("/phones/<int:device_id>/same", view_func=phone_same, methods=["POST"])
    bp.add_url_rule("/phones/<int:device_id>/revoke", view_func=phone_revoke, methods=both)


def phones() -> ResponseReturnValue:
    """How each phone stands: last proof, what the server holds, what may be missing."""
    team, day = access.team_of(access.signed_in()), today()
    with reading() as conn:
        found = [one for one in sync_phones.standings(conn, team) if not (one.stranger and not one.waiting)]
        links = devices.open_enrolments(conn, now(), team)
    active = sorted((one for one in found if one.status == "active"), key=lambda one: _urgency(one, day))
    silent = {one.id: rules.silent_for(one.proof_on, one.enrolled_on, day) for one in found}
    return render_template(
        "dashboards/phones.html", active=active, others=[one for one in found if one.status != "active"], links=links,
        silent=silent, waiting=sum(sum(one.waiting.values()) for one in found), summary=_summary(active, silent),
    )  # fmt: skip


def _summary(active: list[Standing], silent: dict[int, int]) -> str:
    dark = sum(bool(silent[one.id]) for one in active)
    missing = sum(gap_count([(gap.first, gap.last) for gap in one.gaps]) for one in active)
    if not active:
        return "Workers log on phones that are enrolled here."
    first = (
        f"{dark} of {plural(len(active), 'phone')} silent for two days or more."
        if dark
        else "All are in step."
    )
    second = f" {plural(missing, 'number')} missing." if missing else " No record is known to be lost."
    return first + second


def _urgency(one: Standing, day: date) -> tuple[bool, int, int, str]:
    return (
        not one.clone,
        -rules.silent_for(one.proof_on, one.enrolled_on, day),
        -len(one.gaps),
        one.name.lower(),
    )


def phone_add() -> ResponseReturnValue:
    """Makes a one-time link and shows it as a QR code, once: the store keeps only its hash."""
    member, form = access.signed_in(), PhoneForm()
    with reading() as conn:
        scope = access.team_of(member)
        form.team.choices = {team.id: team.name for team in store.teams(conn) if scope in (None, team.id)}
    form.team.data = form.team.data or member.team or next(iter(form.team.choices), None)
    if not form.validate_on_submit():
        return render_template("dashboards/phone_add.html", form=form), 400 if form.errors else 200
    with transaction() as conn:
        secret = sync_phones.offer(conn, member.id, form.team.data, form.name.data, now())
        link = devices.enrolment_of(conn, secret)
    if link is None:
        raise NotFoundError()
    address = f"{request.host_url}field/#e={secret}&f={keys().fingerprint()}"
    local = request.host.rsplit(":", 1)[0] in LOOPBACK
    picture = qr_svg(address, "QR code to enrol a phone; the same address stands below as a link")
    return _link_page(link, DigitsForm(), picture=picture, address=address, local=local)


def phone_link(link_id: int) -> ResponseReturnValue:
    """The six digits that the phone shows; only then is it enrolled."""
    member, form = access.signed_in(), DigitsForm()
    with reading() as conn:
        link = _own_link(conn, link_id)
        form.same_as.choices = _former(conn, link.team_id, link.device_id)
    if not form.validate_on_submit():
        return _link_page(link, form), 400 if form.errors else 200
    with transaction() as conn:
        outcome = sync_phones.confirm(
            conn, link_id, form.digits.data, form.same_as.data or None, member.id, now(), today()
        )
    if outcome == "confirmed":
        flash(f"{link.device_name} is enrolled. What it logs counts from now on.", "ok")
        return redirect(url_for("dashboards.phones"), 303)
    return _link_page(link, form, problem=_PROBLEMS[outcome]), 400


_PROBLEMS = {
    "waiting": "No phone has used this link yet. Scan the code with the phone first.",
    "wrong": "These are not the digits on the phone. Look again: after five wrong tries the link ends.",
    "spent": "This link is used up. Make a new one and scan it again.",
}


def _link_page(link: Row[Any], form: DigitsForm, **more: Any) -> str:
    if form.same_as.choices is None:
        with reading() as conn:
            form.same_as.choices = _former(conn, link.team_id, link.device_id)
    minutes = max(0, int((devices.utc(link.expires_at) - now()).total_seconds() // 60))
    return render_template("dashboards/phone_link.html", link=link, form=form, minutes=minutes, **more)


def phone(device_id: int) -> ResponseReturnValue:
    """One phone: its state, its name, and what it was before."""
    with reading() as conn:
        one = _standing(conn, device_id)
        form = SamePhoneForm()
        form.former.choices = _former(conn, one.team, one.id)
    silent = rules.silent_for(one.proof_on, one.enrolled_on, today())
    return render_template(
        "dashboards/phone.html", one=one, silent=silent, form=form, rename=RenameForm(name=one.name)
    )


def phone_rename(device_id: int) -> ResponseReturnValue:
    """Another name for a phone."""
    form = RenameForm()
    with transaction() as conn:
        one = _standing(conn, device_id)
        if not form.validate_on_submit():
            flash(form.errors.get("name", ["That did not work."])[0], "look")
        elif form.name.data != one.name:
            devices.change(conn, device_id, name=form.name.data)
            audit.record(conn, access.actor(), "renamed a phone", f"phone {device_id}")
            flash("The phone has its new name.", "ok")
    return redirect(url_for("dashboards.phone", device_id=device_id), 303)


def phone_same(device_id: int) -> ResponseReturnValue:
    """Says that this phone is another one enrolled again: what it sealed then counts too."""
    form = SamePhoneForm()
    with transaction() as conn:
        one = _standing(conn, device_id)
        form.former.choices = _former(conn, one.team, one.id)
        if not form.validate_on_submit() or not form.former.data:
            flash("Choose the phone that this one was before.", "look")
        else:
            counted = sync_phones.same_phone(
                conn, device_id, form.former.data, access.signed_in().id, today()
            )
            flash(f"Both are the same phone now. {plural(counted, 'record')} from quarantine count.", "ok")
    return redirect(url_for("dashboards.phone", device_id=device_id), 303)


def phone_revoke(device_id: int) -> ResponseReturnValue:
    """Asks first, because it cannot be taken back; says what stays and what may be lost."""
    form = RevokeForm()
    with reading() as conn:
        one = _standing(conn, device_id)
    if form.validate_on_submit():
        if form.name.data.casefold() != one.name.casefold():
            form.name.errors = [f"The phone is called {one.name}. Type this name."]
        elif form.lost_since.data and form.lost_since.data > today():
            form.lost_since.errors = ["The day it was lost cannot be in the future."]
        else:
            return _revoke(one, form.lost_since.data)
    return render_template("dashboards/phone_revoke.html", one=one, form=form), 400 if form.errors else 200


def _revoke(one: Standing, lost_since: date | None) -> ResponseReturnValue:
    with transaction() as conn:
        moved = sync_phones.revoke(conn, one.id, lost_since, access.signed_in().id, today())
    extra = f" {plural(moved, 'record')} left the figures and wait for your decision." if moved else ""
    flash(f"{one.name} is revoked. When it next connects, it locks and then wipes itself.{extra}", "ok")
    return redirect(url_for("dashboards.phones"), 303)


def _standing(conn: Connection, device_id: int) -> Standing:
    """The phone, if it belongs to the member's team. Raises NotFoundError."""
    team = access.team_of(access.signed_in())
    found = next((one for one in sync_phones.standings(conn, team) if one.id == device_id), None)
    if found is None:
        raise NotFoundError()
    return found


def _own_link(conn: Connection, link_id: int) -> Row[Any]:
    link = devices.enrolment(conn, link_id)
    if link is None:
        raise NotFoundError()
    access.own(access.signed_in(), link.team_id)
    if link.confirmed:
        raise ConflictError("This phone is enrolled already. There is nothing more to do.")
    return link


def _former(conn: Connection, team: int, device: int | None) -> dict[int, str]:
    """Phones of the team that this one may have been before."""
    rows = [row for row in devices.phones(conn, team) if row.id != device and row.successor_id is None]
    return {0: "A phone that was never enrolled before"} | {
        row.id: row.name for row in rows if row.status != "pending" and row.name != devices.STRANGER
    }
