"""Signing in and out, the second factor, and a member's own account."""

from __future__ import annotations

from flask import (
    Blueprint,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from ..clock import now
from ..database import reading, transaction
from ..errors import TooManyError
from . import access, account, attempts, audit, log_page, members_page, passwords, rules, second_factor, store
from .controls import use_controls
from .forms import CodeForm, ConfirmForm, PlainForm, SignInForm, ThemeForm
from .theme import THEMES, theme_now

bp = Blueprint("team", __name__)
CODE_MINUTES = 5
WRONG = "That sign-in name and password do not belong together. Check both and try again."


@bp.record_once
def _set_up(state: BlueprintSetupState) -> None:
    app = state.app
    https = bool(app.config["HTTPS"])
    app.config.update(
        SESSION_COOKIE_NAME="__Host-outreach-form" if https else "outreach-form",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # As long as a session may live: a coordinator who fills in a form between two visitors must not lose it.
        WTF_CSRF_TIME_LIMIT=int(rules.ABSOLUTE.total_seconds()),
        WTF_CSRF_CHECK_DEFAULT=False,  # the gate checks, because phones prove themselves without a form
    )
    access.csrf.init_app(app)
    app.before_request(access.guard)
    app.context_processor(lambda: {"theme": theme_now()})
    use_controls(app)


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Name and password; with a second factor the code comes next."""
    form = SignInForm()
    if access.current_member() and request.method == "GET":
        return redirect(rules.local_path(request.args.get("next")), 303)
    if not form.validate_on_submit():
        form.next.data = form.next.data or request.args.get("next", "")
        return render_template("team/sign_in.html", form=form), 400 if form.errors else 200
    try:
        member_id = _checked(form.login.data.lower(), form.password.data)
    except TooManyError as error:
        return _again(
            form, "Too many tries. Wait a quarter of an hour, then try again.", 429, error.retry_after * 15
        )
    return _again(form, WRONG, 401) if member_id is None else _next_step(member_id, form.next.data)


def _checked(login: str, password: str) -> int | None:
    """The member's number when the password is right. Raises TooManyError."""
    limits = attempts.sign_in_limits(login)
    attempts.count(limits)
    with reading() as conn:
        member = store.member_by_login(conn, login)
    if not passwords.matches(member.password_hash if member else None, password) or member is None:
        with transaction() as conn:
            audit.record(conn, "nobody", "sign-in refused", "wrong name or password")
        return None
    attempts.forget(list(limits)[:1])
    return int(member.id)


def _again(form: SignInForm | CodeForm, message: str, status: int, wait: int = 0) -> ResponseReturnValue:
    template = "team/sign_in.html" if isinstance(form, SignInForm) else "team/code.html"
    response = make_response(render_template(template, form=form, problem=message), status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _next_step(member_id: int, target: str | None) -> ResponseReturnValue:
    with reading() as conn:
        member = store.member_by_id(conn, member_id)
    if member is not None and member.totp_secret:
        session["code_for"], session["code_until"] = member_id, int(now().timestamp()) + CODE_MINUTES * 60
        return redirect(url_for("team.code", next=target or None), 303)
    return _let_in(member_id, target, "password")


def _let_in(member_id: int, target: str | None, how: str) -> ResponseReturnValue:
    token = access.start_session(member_id)
    with transaction() as conn:
        audit.record(conn, f"member:{member_id}", "signed in", how)
    return access.set_cookie(make_response(redirect(rules.local_path(target), 303)), token)


@bp.route("/sign-in/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """The second factor, after the password was right within the last minutes."""
    member_id, until = session.get("code_for"), session.get("code_until", 0)
    if not member_id or until < now().timestamp():
        return redirect(url_for("team.sign_in"), 303)
    form = CodeForm()
    if not form.validate_on_submit():
        form.next.data = form.next.data or request.args.get("next", "")
        return render_template("team/code.html", form=form), 400 if form.errors else 200
    return _with_code(member_id, form)


def _with_code(member_id: int, form: CodeForm) -> ResponseReturnValue:
    limits = attempts.code_limits(member_id)
    try:
        attempts.count(limits)
    except TooManyError as error:
        return _again(
            form, "Too many codes. Wait a quarter of an hour, then try again.", 429, error.retry_after * 15
        )
    how = _code_used(member_id, form.code.data)
    if how is None:
        return _again(form, "That code is not right, or it was used already. Wait for the next one.", 401)
    attempts.forget(list(limits))
    return _let_in(member_id, form.next.data, how)


def _code_used(member_id: int, given: str) -> str | None:
    """Uses up a code of the app or a recovery code; says which, or None when it is neither."""
    with transaction() as conn:
        member = store.member_by_id(conn, member_id)
        if member is None or not member.active or not member.totp_secret:
            return None
        step = second_factor.matching_step(member.totp_secret, given, now(), member.totp_last)
        if step is not None and store.use_totp_step(conn, member_id, step):
            return "password and code"
        key = current_app.config["SECRET_KEY"]
        used = store.use_recovery_code(conn, member_id, second_factor.recovery_hash(key, member_id, given))
        return "password and recovery code" if used else None


@bp.route("/sign-out", methods=["POST"])
def sign_out() -> ResponseReturnValue:
    """Ends the session on the server, then in the browser."""
    member = access.signed_in()
    with transaction() as conn:
        store.close_session(conn, member.token_hash)
        audit.record(conn, f"member:{member.id}", "signed out", "")
    session.clear()
    flash("You are signed out.", "ok")
    response = access.set_cookie(make_response(redirect(url_for("team.sign_in"), 303)), None)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.route("/confirm", methods=["GET", "POST"])
def confirm() -> ResponseReturnValue:
    """The password once more, before what cannot be taken back."""
    form, member = ConfirmForm(), access.signed_in()
    problem = None
    if form.validate_on_submit():
        attempts.count(attempts.code_limits(member.id))
        with reading() as conn:
            row = store.member_by_id(conn, member.id)
        if row is not None and passwords.matches(row.password_hash, form.password.data):
            attempts.forget(list(attempts.code_limits(member.id)))
            with transaction() as conn:
                store.touch_session(conn, member.token_hash, fresh_at=now(), seen_at=now())
            return redirect(rules.local_path(form.next.data), 303)
        problem = "That is not your password. Try again."
    form.next.data = form.next.data or request.args.get("next", "")
    status = 401 if problem else 400 if form.errors else 200
    return render_template("team/confirm.html", form=form, problem=problem), status


@bp.route("/theme", methods=["POST"])
def theme() -> ResponseReturnValue:
    """Remembers light, dark or automatic in a cookie of its own: it says nothing about the person."""
    form = ThemeForm()
    chosen = form.theme.data if form.theme.data in THEMES else "auto"
    response = make_response(redirect(rules.local_path(form.next.data), 303))
    response.set_cookie(
        "theme", chosen, max_age=31_536_000, secure=access.secure(), httponly=True, samesite="Lax"
    )
    return response


@bp.app_template_global()
def plain_form() -> PlainForm:
    """A token for a button's form."""
    return PlainForm()


account.register(bp)
members_page.register(bp)
log_page.register(bp)

blueprints = (bp,)
