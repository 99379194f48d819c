"""The limit on tries: who may try again, shared by all web processes through the store."""

from __future__ import annotations

from flask import current_app, request

from ..clock import now
from ..database import transaction
from ..errors import TooManyError
from . import rules, store
from .access import keyed


def count(limits: dict[bytes, int]) -> None:
    """Counts a try under each key. Raises TooManyError when one of them is over its limit in this window."""
    if not current_app.config["RATE_LIMIT"]:
        return
    window = rules.window(now())
    with transaction() as conn:
        over = [key for key, limit in limits.items() if store.count_try(conn, key, window) > limit]
    if over:
        raise TooManyError()


def sign_in_limits(login: str) -> dict[bytes, int]:
    """Keys and limits of a sign-in from this address: narrow for login and address together, wide for each alone."""
    prefix = rules.address_prefix(request.remote_addr)
    return {
        keyed(f"login|{login}|{prefix}"): rules.LOGIN_HERE,
        keyed(f"login|{login}"): rules.LOGIN_ANYWHERE,
        keyed(f"address|{prefix}"): rules.ADDRESS,
    }


def code_limits(member_id: int) -> dict[bytes, int]:
    """The limit of codes (second factor, repeated password) a member may try."""
    return {keyed(f"code|{member_id}"): rules.LOGIN_HERE}


def forget(keys: list[bytes]) -> None:
    """Forgets tries that ended well."""
    with transaction() as conn:
        store.forget_tries(conn, keys)
