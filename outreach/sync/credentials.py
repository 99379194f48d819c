"""The credentials of phones: `Authorization: Device <id>.<token>` to append, `Reference <id>.<token>` to read."""

from __future__ import annotations

import hmac
import re

from flask import Request

from ..errors import UnauthenticatedError
from ..team.devices import token_hash

_FORM = re.compile(r"(Device|Reference) ([0-9a-f-]{36})\.([A-Za-z0-9_-]{20,100})")


def credential(request: Request, scheme: str) -> tuple[str, str]:
    """The phone's UUID and its token. Raises UnauthenticatedError when there is none of this scheme."""
    found = _FORM.fullmatch(request.headers.get("Authorization", ""))
    if found is None or found[1] != scheme:
        raise UnauthenticatedError("This address needs the credential of an enrolled phone.")
    return found[2], found[3]


def matches(token: str, stored_hash: bytes) -> bool:
    """Whether this is the token behind a stored hash, in constant time."""
    return hmac.compare_digest(token_hash(token), bytes(stored_hash))
