"""A phone joins: a one-time link, then six digits that a coordinator reads from its screen."""

from __future__ import annotations

import hmac
import secrets
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, Row

from ..errors import BadInputError, ConflictError, GoneError, NotFoundError
from . import devices

LINK_LASTS = timedelta(minutes=10)
DIGITS_LAST = timedelta(minutes=10)  # after the link itself has ended
MOST_TRIES = 5

Outcome = Literal["confirmed", "wrong", "spent", "waiting"]


class Joined(NamedTuple):
    """What the phone receives. The store keeps hashes of it only."""

    device: str
    token: str
    ref_token: str
    digits: str


def offer(conn: Connection, member: int, team: int, name: str, now: datetime) -> str:
    """Makes a one-time link for a phone of this name; gives its secret, which is stored nowhere.

    Raises BadInputError when the name is empty or longer than 40 signs.
    """
    name = name.strip()
    if not 1 <= len(name) <= 40:
        raise BadInputError("Give the phone a name of at most 40 signs.")
    secret = secrets.token_urlsafe(16)
    devices.add_enrolment(conn, secret, team, member, name, now + LINK_LASTS)
    return secret


def join(conn: Connection, secret: str, now: datetime, today: date) -> Joined:
    """Uses a link up: the phone exists from now on and waits for its digits.

    Raises GoneError when there is no such link, or it was used, or its time is over.
    """
    link = devices.enrolment_of(conn, secret)
    if link is None or link.device_id is not None or devices.utc(link.expires_at) <= now:
        raise GoneError("This link has been used or has expired. Ask your coordinator for a new one.")
    joined = Joined(
        str(uuid4()), secrets.token_urlsafe(32), secrets.token_urlsafe(32), f"{secrets.randbelow(10**6):06d}"
    )
    device = devices.add(
        conn, joined.device, link.team_id, link.device_name, joined.token, joined.ref_token, today
    )
    digits_hash = _digits_hash(link, joined.digits)
    devices.change_enrolment(conn, link.id, device_id=device, digits_hash=digits_hash)
    return joined


def check_digits(
    conn: Connection, enrolment_id: int, digits: str, now: datetime
) -> tuple[Outcome, int | None]:
    """Compares the digits on the phone's screen. Gives the outcome, and the phone once it is confirmed.

    A wrong try is counted in the caller's transaction, so this returns instead of raising; after MOST_TRIES, or
    when the time is over, the link is "spent" and its phone is revoked. Raises NotFoundError without such a link.
    """
    link = devices.enrolment(conn, enrolment_id)
    if link is None:
        raise NotFoundError()
    if link.device_id is None:
        return "waiting", None
    over = devices.utc(link.expires_at) + DIGITS_LAST <= now
    if link.confirmed or link.tries >= MOST_TRIES or over:
        return "spent", None
    given = "".join(sign for sign in digits if sign.isdigit())
    if hmac.compare_digest(_digits_hash(link, given), bytes(link.digits_hash)):
        devices.change_enrolment(conn, link.id, confirmed=True)
        devices.change(conn, link.device_id, status="active")
        return "confirmed", link.device_id
    devices.change_enrolment(conn, link.id, tries=link.tries + 1)
    if link.tries + 1 < MOST_TRIES:
        return "wrong", None
    devices.change(conn, link.device_id, status="revoked", revoked_on=now.date())
    return "spent", None


def succeed(conn: Connection, device: int, former: int, today: date) -> None:
    """Declares `device` to be the same phone as `former`, enrolled again: it may send and amend for it.

    Raises NotFoundError for a phone of another team, ConflictError when `former` already has a successor.
    """
    rows = devices.lock(conn, [device, former])
    if device == former or len(rows) != 2 or rows[device].team_id != rows[former].team_id:
        raise NotFoundError("There is no such phone in this team.")
    if rows[former].successor_id is not None:
        raise ConflictError("That phone has already been replaced by another one.")
    if device in devices.former(conn, former):
        raise ConflictError("These phones cannot replace each other.")
    devices.change(
        conn, former, successor_id=device, status="revoked", revoked_on=rows[former].revoked_on or today
    )


def _digits_hash(link: Row[Any], digits: str) -> bytes:
    return devices.token_hash(f"{bytes(link.secret_hash).hex()}|{digits}")
