"""The team page for administrators: members, roles, new passwords."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Row
from sqlalchemy.exc import IntegrityError

from ..database import reading, transaction
from ..errors import ConflictError, NotFoundError
from . import access, audit, passwords, rules, store
from .forms import MemberChangeForm, MemberForm, PlainForm

LAST = "This is the last administrator. Make somebody else an administrator first."


def register(bp: Blueprint) -> None:
    """Adds these pages to the team's blueprint."""
    bp.add_url_rule("/team", view_func=members)
    bp.add_url_rule("/team/add", view_func=member_add, methods=["GET", "POST"])
    bp.add_url_rule("/team/<int:member_id>", view_func=member_change, methods=["GET", "POST"])
    bp.add_url_rule("/team/<int:member_id>/password", view_func=member_password, methods=["POST"])


def members() -> ResponseReturnValue:
    """Everybody who can sign in, and their role."""
    with reading() as conn:
        return render_template("team/members.html", members=store.members(conn))


def member_add() -> ResponseReturnValue:
    """A new member; the generated password is shown once."""
    form = MemberForm()
    _team_choices(form)
    if form.validate_on_submit() and _team_given(form):
        password = passwords.generated()
        if _add(form, passwords.hashed(password)):
            shown = {"name": form.name.data, "login": _login(form), "password": password}
            return render_template("team/password_once.html", **shown)
        form.login.errors = ["Somebody has this sign-in name already. Choose another one."]
    return render_template("team/member_add.html", form=form), 400 if form.errors else 200


def _add(form: MemberForm, password_hash: str) -> bool:
    try:
        with transaction() as conn:
            number = store.add_member(
                conn,
                name=form.name.data,
                login=_login(form),
                role=form.role.data,
                team_id=_team(conn, form),
                password_hash=password_hash,
            )
            audit.record(conn, access.actor(), "member added", f"member:{number} as {form.role.data}")
    except IntegrityError:
        return False
    return True


def member_change(member_id: int) -> ResponseReturnValue:
    """Role, team, and switching a member off or on."""
    with reading() as conn:
        member = _found(conn, member_id)
    form = MemberChangeForm(role=member.role, team=member.team_id, active=member.active)
    _team_choices(form)
    if form.validate_on_submit():
        if form.role.data != rules.COORDINATOR or form.team.data:
            return _change(member, form)
        form.team.errors = ["A coordinator belongs to a team. Choose one."]
    return render_template("team/member.html", form=form, subject=member), 400 if form.errors else 200


def _change(member: Row[Any], form: MemberChangeForm) -> ResponseReturnValue:
    team = None if form.role.data == rules.FUNDER else form.team.data or None
    active = bool(form.active.data)
    with transaction() as conn:
        stays = active and form.role.data == rules.ADMINISTRATOR
        if (
            member.role == rules.ADMINISTRATOR
            and member.active
            and not stays
            and store.administrators(conn) < 2
        ):
            raise ConflictError(LAST)
        store.change_member(conn, member.id, role=form.role.data, team_id=team, active=active)
        if not active or form.role.data != member.role:
            store.close_sessions(conn, member.id)
        state = "may sign in" if active else "switched off"
        audit.record(conn, access.actor(), "member changed", f"member:{member.id} {form.role.data}, {state}")
    flash(f"{member.name} is changed.", "ok")
    return redirect(url_for("team.members"), 303)


def member_password(member_id: int) -> ResponseReturnValue:
    """A new generated password; all sessions of the member end, and a lost second factor is taken off."""
    if not PlainForm().validate_on_submit():
        return redirect(url_for("team.members"), 303)
    password = passwords.generated()
    password_hash = passwords.hashed(password)
    with transaction() as conn:
        member = _found(conn, member_id)
        store.change_member(conn, member_id, password_hash=password_hash, totp_secret=None)
        store.replace_recovery_codes(conn, member_id, [])
        store.close_sessions(conn, member_id)
        audit.record(conn, access.actor(), "password renewed", f"member:{member_id}, second factor taken off")
    return render_template("team/password_once.html", name=member.name, login=member.login, password=password)


def _found(conn: Connection, member_id: int) -> Row[Any]:
    member = store.member_by_id(conn, member_id)
    if member is None:
        raise NotFoundError()
    return member


def _login(form: MemberForm) -> str:
    return str(form.login.data).lower()


def _team_choices(form: MemberForm | MemberChangeForm) -> None:
    with reading() as conn:
        form.team.choices = {0: "No team"} | {team.id: team.name for team in store.teams(conn)}


def _team_given(form: MemberForm) -> bool:
    if form.role.data == rules.COORDINATOR and not form.team.data and not form.new_team.data:
        form.team.errors = ["A coordinator belongs to a team. Choose one, or name a new one."]
        return False
    return True


def _team(conn: Connection, form: MemberForm) -> int | None:
    if form.role.data == rules.FUNDER:
        return None
    return store.team_named(conn, form.new_team.data) if form.new_team.data else form.team.data or None
