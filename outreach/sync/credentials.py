"""The credentials of phones: `Authorization: Device <id>.<token>` to append, `Reference <id>.<token>` to read."""

from __future__ import annotations

import hmac
import re
from typing import Any

from flask import Request
from sqlalchemy import Connection, Row

from ..errors import UnauthenticatedError
from ..team import devices

_FORM = re.compile(r"(Device|Reference) ([0-9a-f-]{36})\.([A-Za-z0-9_-]{20,100})")


def authenticated(conn: Connection, request: Request, scheme: str) -> Row[Any]:
    """The phone behind a request, whatever its status. Raises UnauthenticatedError.

    Comes before the body is inflated and parsed: whoever has no token makes no work here.
    """
    found = _FORM.fullmatch(request.headers.get("Authorization", ""))
    if found is None or found[1] != scheme:
        raise UnauthenticatedError("This address needs the credential of an enrolled phone.")
    device = devices.by_uid(conn, found[2])
    stored = (
        bytes(32)
        if device is None
        else bytes(device.token_hash if scheme == "Device" else device.ref_token_hash)
    )
    # Compared in constant time, and also when there is no such phone.
    if not hmac.compare_digest(devices.token_hash(found[3]), stored) or device is None:
        raise UnauthenticatedError("This phone is not known here. Enrol it again; it keeps its outbox.")
    return device
