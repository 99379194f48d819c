"""A member's own page: password, second factor, colours."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ..clock import now
from ..database import reading, transaction
from ..errors import ForbiddenError
from . import access, audit, passwords, rules, second_factor, store
from .forms import CodeForm, PasswordForm, PlainForm, ThemeForm
from .qr import qr_svg
from .theme import theme_now


def register(bp: Blueprint) -> None:
    """Adds these pages to the team's blueprint."""
    bp.add_url_rule("/account", view_func=account)
    bp.add_url_rule("/account/password", view_func=password, methods=["GET", "POST"])
    bp.add_url_rule(
        "/account/second-factor",
        view_func=second_factor_page,
        methods=["GET", "POST"],
        endpoint="second_factor",
    )
    bp.add_url_rule("/account/second-factor/off", view_func=second_factor_off, methods=["POST"])


def account() -> ResponseReturnValue:
    """Who I am here, and what I can change."""
    member = access.signed_in()
    with reading() as conn:
        left = store.recovery_codes_left(conn, member.id)
    form = ThemeForm(theme=theme_now())
    return render_template("team/account.html", form=form, codes_left=left, needed=_needed(member.role))


def password() -> ResponseReturnValue:
    """A new password of one's own; it ends all other sessions of the member."""
    form, member = PasswordForm(), access.signed_in()
    if form.validate_on_submit():
        problem = rules.password_problem(form.new.data, member.login)
        if problem:
            form.new.errors = [problem]
        elif form.new.data != form.again.data:
            form.again.errors = ["The two new passwords differ. Type them again."]
        else:
            return _set_password(member, form.new.data)
    return render_template("team/password.html", form=form), 400 if form.errors else 200


def _set_password(member: store.SignedIn, new: str) -> ResponseReturnValue:
    password_hash = passwords.hashed(new)
    with transaction() as conn:
        store.change_member(conn, member.id, password_hash=password_hash)
        store.close_sessions(conn, member.id, keep=member.token_hash)
        audit.record(conn, f"member:{member.id}", "password changed", "own")
    flash("Your password is changed. Other browsers have been signed out.", "ok")
    return redirect(url_for("team.account"), 303)


def second_factor_page() -> ResponseReturnValue:
    """Set-up: scan, type the code, keep the recovery codes."""
    member, form, problem = access.signed_in(), CodeForm(), None
    key = current_app.config["SECRET_KEY"]
    secret = second_factor.proposed_secret(key, member.id, member.token_hash)
    if not member.totp and form.validate_on_submit():
        step = second_factor.matching_step(secret, form.code.data, now(), 0)
        if step is not None:
            codes = _turn_on(member, secret, step)
            return render_template("team/recovery_codes.html", codes=codes)
        problem = (
            "That code does not fit. Check that the clock of the phone is right, then use the next code."
        )
    with reading() as conn:
        organisation = store.meta(conn, "org_name") or "Outreach"
    label = "QR code for an authenticator app; the same key stands below in letters"
    picture = qr_svg(second_factor.uri(secret, member.login, organisation), label)
    words = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    html = render_template(
        "team/second_factor.html", form=form, problem=problem, picture=picture, words=words
    )
    return html, 400 if problem or form.errors else 200


def _turn_on(member: store.SignedIn, secret: str, step: int) -> list[str]:
    codes, key = second_factor.recovery_codes(), current_app.config["SECRET_KEY"]
    with transaction() as conn:
        store.change_member(conn, member.id, totp_secret=secret, totp_last=step)
        hashes = [second_factor.recovery_hash(key, member.id, code) for code in codes]
        store.replace_recovery_codes(conn, member.id, hashes)
        store.close_sessions(conn, member.id, keep=member.token_hash)
        audit.record(conn, f"member:{member.id}", "second factor on", "own")
    return codes


def second_factor_off() -> ResponseReturnValue:
    """Switches the second factor off, where the organisation leaves the choice."""
    member = access.signed_in()
    if _needed(member.role):
        raise ForbiddenError(
            "Your organisation asks for a second factor. You can set it up anew, not switch it off."
        )
    if PlainForm().validate_on_submit():
        with transaction() as conn:
            store.change_member(conn, member.id, totp_secret=None)
            store.replace_recovery_codes(conn, member.id, [])
            audit.record(conn, f"member:{member.id}", "second factor off", "own")
        flash("The second factor is off. Your password alone lets you in now.", "ok")
    return redirect(url_for("team.account"), 303)


def _needed(role: str) -> bool:
    return current_app.config["SECOND_FACTOR"] == "required" and role in rules.DESK
