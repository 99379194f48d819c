"""The member behind a request, and the one gate that every request passes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextlib import suppress

from flask import Response, current_app, g, redirect, request, session, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.wrappers import Response as AnyResponse

from ..clock import now
from ..database import reading, transaction
from ..errors import (
    ForbiddenError,
    FormExpiredError,
    NotFoundError,
    UnauthenticatedError,
    UnsupportedMediaError,
)
from . import rules, store
from .store import SignedIn

csrf = CSRFProtect()
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def cookie_name() -> str:
    """`__Host-` binds the cookie to this host over https; browsers refuse that name over plain http (loopback)."""
    return "__Host-outreach" if secure() else "outreach"


def secure() -> bool:
    """Whether this request came, or this site is configured, over https."""
    return bool(request.is_secure or current_app.config["HTTPS"])


def current_member() -> SignedIn | None:
    """Who is signed in in this request; None when nobody is. Read once per request."""
    if "member" not in g:
        g.member = _load()
    member: SignedIn | None = g.member
    return member


def signed_in() -> SignedIn:
    """The member of this request. Raises UnauthenticatedError when nobody is signed in."""
    member = current_member()
    if member is None:
        raise UnauthenticatedError()
    return member


def team_of(member: SignedIn) -> int | None:
    """The team whose rows this member sees; None means all (administrators)."""
    return None if member.role == rules.ADMINISTRATOR else member.team


def own(member: SignedIn, team_id: int | None) -> None:
    """Raises NotFoundError unless a row of `team_id` is for this member: another team's row does not exist here."""
    scope = team_of(member)
    if scope is not None and scope != team_id:
        raise NotFoundError()


def actor() -> str:
    """The member of this request as the log names them."""
    return f"member:{signed_in().id}"


def guard() -> AnyResponse | None:
    """Runs before every request: the table of roles, forms' tokens, the second factor, the fresh password."""
    if isinstance(request.routing_exception, NotFound | MethodNotAllowed):
        return None  # there is no endpoint to protect; the plain 404 or 405 answers
    allowed_roles = rules.ROLES.get(request.endpoint or "", ())
    if allowed_roles == rules.PHONE:
        return None
    large = (request.endpoint or "") in rules.LARGE_FORMS
    if large and (allowed_roles == rules.ANYONE or current_member() is not None):
        request.max_content_length = rules.LARGE_FORMS[request.endpoint or ""]
    _check_form()
    if allowed_roles == rules.ANYONE:
        return None
    member = current_member()
    if member is None:
        return _to_sign_in()
    if member.role not in allowed_roles:
        raise ForbiddenError()
    return _missing_factor(member) or _stale(member)


def start_session(member_id: int) -> str:
    """A new session in the store and its cookie value: 256 random bits, of which the store keeps the hash."""
    token = secrets.token_urlsafe(32)
    moment = now()
    with transaction() as conn:
        store.forget_old(conn, moment - rules.ABSOLUTE, rules.window(moment) - 1)
        store.open_session(conn, token_hash(token), member_id, moment)
    session.clear()  # a form's token from before the sign-in must not be good after it
    return token


def set_cookie(response: Response, token: str | None) -> Response:
    """Puts the session's cookie on an answer; None takes it away."""
    flags = {"secure": secure(), "httponly": True, "samesite": "Lax", "path": "/"}
    if token is None:
        response.delete_cookie(cookie_name(), **flags)  # type: ignore[arg-type]
    else:
        response.set_cookie(cookie_name(), token, **flags)  # type: ignore[arg-type]
    return response


def token_hash(token: str) -> bytes:
    """What the store keeps of a cookie."""
    return hashlib.sha256(token.encode()).digest()


def keyed(text: str) -> bytes:
    """A keyed hash of a login or an address, so that the table of tries names nobody."""
    return hmac.digest(current_app.config["SECRET_KEY"].encode(), text.encode(), "sha256")


def _load() -> SignedIn | None:
    token = request.cookies.get(cookie_name())
    if not token:
        return None
    with reading() as conn:
        member = store.session(conn, token_hash(token))
    moment = now()
    if member is None or not rules.alive(member.started_at, member.seen_at, moment):
        return None
    if moment - member.seen_at > rules.TOUCH:
        # A store that is busy with phones must not keep a page away: the next request notes it.
        with suppress(OperationalError), transaction() as conn:
            store.touch_session(conn, member.token_hash, seen_at=moment)
    return member


def _check_form() -> None:
    if request.method in SAFE_METHODS:
        return
    if request.is_json:
        raise UnsupportedMediaError("This address takes a form.")  # the form library would read JSON as one
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        raise FormExpiredError()
    if not current_app.config["WTF_CSRF_ENABLED"]:  # only tests of other things switch it off
        return
    try:
        csrf.protect()
    except CSRFError:
        raise FormExpiredError() from None


def _to_sign_in() -> AnyResponse:
    if request.method != "GET":
        raise UnauthenticatedError(
            "You have been signed out. Sign in, then do this again: nothing was changed."
        )
    target = request.full_path if request.query_string else request.path
    return redirect(url_for("team.sign_in", next=None if target == "/" else target), 303)


def _missing_factor(member: SignedIn) -> AnyResponse | None:
    needed = current_app.config["SECOND_FACTOR"] == "required" and member.role in rules.DESK
    open_pages = ("team.second_factor", "team.sign_out", "team.confirm")
    if needed and not member.totp and request.endpoint not in open_pages:
        return redirect(url_for("team.second_factor"), 303)
    return None


def _stale(member: SignedIn) -> AnyResponse | None:
    if request.endpoint not in rules.FRESH_ENDPOINTS or rules.fresh(member.fresh_at, now()):
        return None
    came_from = request.full_path if request.method == "GET" else _referring_path()
    return redirect(
        url_for("team.confirm", next=came_from, lost=1 if request.method == "POST" else None), 303
    )


def _referring_path() -> str:
    referrer = request.referrer or ""
    return rules.local_path(referrer.removeprefix(request.host_url.rstrip("/")))
