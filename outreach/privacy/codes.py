"""Participant codes become pseudonyms: keyed by the year, with a key that no phone and no database holds.

A code can be guessed (a birth date and a few letters), so that a plain hash of it would fall in seconds. The
code itself is never stored. A new key each year breaks the thread between years on purpose.
"""

from __future__ import annotations

import hmac
import unicodedata
from datetime import date

from ..errors import InvalidRecordError
from .current import keys

CROCKFORD = frozenset("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
CARD_LENGTH = 8
MEMORY_LENGTH = 20
_LOOKALIKES = str.maketrans("ILO", "110")


def normal(code: str) -> str:
    """One spelling for all ways to write a code: a card code (8 Crockford signs) or a memory code (≤ 20 signs).

    Raises InvalidRecordError with code "code" when nothing is left, or too much.
    """
    plain = (code if code.isascii() else unicodedata.normalize("NFKD", code)).upper()
    signs = "".join(sign for sign in plain if sign.isalnum())
    if not signs or len(signs) > MEMORY_LENGTH:
        raise InvalidRecordError(code="code")
    card = signs.translate(_LOOKALIKES)
    return card if len(card) == CARD_LENGTH and CROCKFORD.issuperset(card) else signs


def pseudonym(code: str | None, day: date) -> bytes | None:
    """The 16 bytes that stand for a code in the calendar year of `day`; None stays None (no code).

    Raises InvalidRecordError as `normal` does.
    """
    if code is None:
        return None
    return hmac.digest(keys().code_key(day.year), normal(code).encode(), "sha256")[:16]
