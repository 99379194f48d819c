"""The second factor: time-based codes (each works once) and recovery codes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp

STEP = 30
RECOVERY_CODES = 10
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def proposed_secret(key: str, member_id: int, session: bytes) -> str:
    """The secret offered during set-up, base32.

    Derived from this session, so that nothing is stored until the member has shown a code made with it.
    """
    raw = hmac.digest(key.encode(), b"totp|%d|" % member_id + session, "sha256")
    return base64.b32encode(raw[:20]).decode()


def uri(secret: str, login: str, organisation: str) -> str:
    """What the QR code says to an authenticator app."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=organisation)


def matching_step(secret: str, code: str, now: datetime, last: int) -> int | None:
    """The 30-second step that `code` belongs to; None when it is wrong or not later than `last`.

    One step early or late is let through: clocks of phones differ.
    """
    digits = "".join(sign for sign in code if sign in "0123456789")  # other scripts have digits too
    present = int(now.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    for step in (present - 1, present, present + 1):
        if step > last and hmac.compare_digest(totp.at(step * STEP), digits):
            return step
    return None


def recovery_codes() -> list[str]:
    """Ten new codes of 50 random bits, shown once."""
    raw = ("".join(secrets.choice(_SIGNS) for _ in range(10)) for _ in range(RECOVERY_CODES))
    return [f"{code[:5]}-{code[5:]}" for code in raw]


def recovery_hash(key: str, member_id: int, code: str) -> bytes:
    """What is stored of a recovery code."""
    plain = "".join(sign for sign in code.upper() if sign in _SIGNS)
    return hmac.digest(key.encode(), f"recovery|{member_id}|{plain}".encode(), hashlib.sha256)
