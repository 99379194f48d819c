"""The keys of teams: public halves for phones, and private halves wrapped under a passphrase that never comes here.

`wrapped` is the JSON that static/js/privacy/team.js makes, {"v":1,"pub","salt","rounds","iv","wrapped"}: PBKDF2-SHA256
of the passphrase gives an AES-256-GCM key; under it, bound to `pub`, stands the private key as PKCS #8.
"""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select, update

from ..errors import BadInputError, ConflictError
from ..privacy.encoding import b64, unb64
from ..privacy.points import public_key
from .models import TeamKey

_KEY: Table = TeamKey.__table__
ROUNDS_MIN, ROUNDS_MAX = 600_000, 20_000_000
_FIELDS = {"v", "pub", "salt", "rounds", "iv", "wrapped"}
_BYTES = (("pub", 65, 65), ("salt", 16, 16), ("iv", 12, 12), ("wrapped", 80, 400))
_REFUSED = "The browser sent a key that cannot be used. Reload the page and make it again."


def check_wrapped(text: str) -> str:
    """The wrapped private half in its one form. Raises BadInputError for anything else, so for a bare key too."""
    try:
        said = json.loads(text)
    except ValueError:
        raise BadInputError(_REFUSED) from None
    if type(said) is not dict or set(said) != _FIELDS or said["v"] != 1 or type(said["rounds"]) is not int:
        raise BadInputError(_REFUSED)
    if not ROUNDS_MIN <= said["rounds"] <= ROUNDS_MAX:
        raise BadInputError(_REFUSED)
    for name, least, most in _BYTES:
        if type(said[name]) is not str or not least <= len(unb64(said[name])) <= most:
            raise BadInputError(_REFUSED)
    public_key(unb64(said["pub"]))
    return json.dumps(said, separators=(",", ":"))


def public_of(wrapped: str) -> str:
    """The public half in base64url, as it stands beside the wrapped one."""
    return str(json.loads(wrapped)["pub"])


def check_uid(text: str) -> str:
    """A key's random id. Raises BadInputError for anything but a lower-case UUID."""
    try:
        if str(uuid.UUID(text)) == text:
            return text
    except ValueError:
        pass
    raise BadInputError(_REFUSED)


def current(conn: Connection, team: int) -> Row[Any] | None:
    """The key that this team's phones seal to; None when it has none yet."""
    query = select(_KEY).where(_KEY.c.team_id == team).order_by(_KEY.c.id.desc()).limit(1)
    return conn.execute(query).one_or_none()


def for_phone(conn: Connection, team: int) -> dict[str, str] | None:
    """The same as phones know it: {id, pub}."""
    row = current(conn, team)
    return {"id": row.uid, "pub": b64(bytes(row.public))} if row else None


def keys(conn: Connection, team: int | None) -> list[Row[Any]]:
    """All keys of a team (None: of all teams), the newest first."""
    query = select(_KEY).order_by(_KEY.c.id.desc())
    return list(conn.execute(query if team is None else query.where(_KEY.c.team_id == team)))


def by_uid(conn: Connection, uid: str) -> Row[Any] | None:
    """One key."""
    return conn.execute(select(_KEY).where(_KEY.c.uid == uid)).one_or_none()


def add(conn: Connection, team: int, uid: str, wrapped: str, today: date) -> None:
    """A new key, in use from the phones' next sync on. Raises BadInputError, ConflictError (sent twice)."""
    check_uid(uid)
    checked = check_wrapped(wrapped)
    if by_uid(conn, uid):
        raise ConflictError("This key is stored already.")
    values = {"uid": uid, "team_id": team, "public": unb64(public_of(checked)), "wrapped": checked}
    conn.execute(insert(_KEY).values(**values, made_on=today, changed_on=today, saved_on=None))


def rewrap(conn: Connection, uid: str, wrapped: str, today: date) -> None:
    """The same private half under another passphrase; an older backup still opens with the older one.

    Raises BadInputError when it is the half of another key.
    """
    checked, row = check_wrapped(wrapped), by_uid(conn, uid)
    if row is None or unb64(public_of(checked)) != bytes(row.public):
        raise BadInputError(_REFUSED)
    values = {"wrapped": checked, "changed_on": today, "saved_on": None}
    conn.execute(update(_KEY).where(_KEY.c.uid == uid).values(values))


def note_saved(conn: Connection, uid: str, today: date) -> None:
    """A backup file of this key was taken today."""
    conn.execute(update(_KEY).where(_KEY.c.uid == uid).values(saved_on=today))
