"""The directory: referral types of the taxonomy, and the services that a worker can send somebody to."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, insert, select

from ..errors import BadInputError
from .models import ReferralType, Service
from .rules import TAXONOMY, TYPES, check_hours

TYPE, SERVICE = ReferralType.__table__, Service.__table__


def type_ids(conn: Connection) -> dict[str, tuple[int, int]]:
    """(id, follow-up days) of every referral type code, retired ones too."""
    rows = conn.execute(select(TYPE.c.code, TYPE.c.id, TYPE.c.follow_up_days))
    return {code: (ident, days) for code, ident, days in rows}


def service_ids(conn: Connection) -> frozenset[int]:
    """Ids of all services, retired ones too."""
    return frozenset(conn.execute(select(SERVICE.c.id)).scalars())


def type_codes(conn: Connection) -> dict[int, str]:
    """The code of every referral type id, in the order of the taxonomy."""
    rows = conn.execute(select(TYPE.c.id, TYPE.c.code).order_by(TYPE.c.position, TYPE.c.id))
    return dict(rows.all())


def types(conn: Connection) -> list[dict[str, Any]]:
    """Active referral types, as the phone's reference data wants them."""
    rows = conn.execute(select(TYPE).where(TYPE.c.active).order_by(TYPE.c.position, TYPE.c.id)).mappings()
    return [
        {
            "id": row["id"], "code": row["code"], "name": row["name"], "group": row["category"],
            "short": TYPES[row["code"]]["short"] if row["code"] in TYPES else row["name"],
            "icon": TYPES[row["code"]]["icon"] if row["code"] in TYPES else "r-clinic",
            "usual": TYPES[row["code"]]["usual"] if row["code"] in TYPES else None,
        }
        for row in rows
    ]  # fmt: skip


def services(conn: Connection) -> list[dict[str, Any]]:
    """The directory: active services by name, as the phone's reference data wants them."""
    rows = conn.execute(select(SERVICE).where(SERVICE.c.active).order_by(SERVICE.c.name)).mappings()
    return [
        {
            "id": row["id"], "name": row["name"], "types": json.loads(row["types"]), "address": row["address"],
            "phone": row["phone"], "at": [row["longitude"], row["latitude"]], "hours": json.loads(row["hours"]),
            "flags": json.loads(row["flags"]), "affirming_says": row["affirming_says"],
            "languages": json.loads(row["languages"]), "checked_on": row["checked_on"].isoformat(),
        }
        for row in rows
    ]  # fmt: skip


def save_service(conn: Connection, values: dict[str, Any]) -> int:
    """Adds a service to the directory; its id. `types`, `hours`, `flags` and `languages` as Python values.

    Raises BadInputError when its hours cannot be read.
    """
    if not check_hours(values["hours"]):
        raise BadInputError("Hours look like 09:00 to 17:00, by day of the week.")
    packed = {key: json.dumps(values[key]) for key in ("types", "hours", "flags", "languages")}
    statement = insert(SERVICE).values({"active": True, **values, **packed}).returning(SERVICE.c.id)
    return int(conn.execute(statement).scalar_one())


def fill_taxonomy(conn: Connection) -> None:
    """Adds the referral types of taxonomy.json that the store does not have yet."""
    held = type_ids(conn)
    fresh = [
        {
            "code": entry["code"], "name": entry["name"], "category": entry["category"],
            "maps_to": ", ".join(entry["maps_to"]), "follow_up_days": entry["follow_up_days"],
            "position": place, "active": True,
        }
        for place, entry in enumerate(TAXONOMY["types"])
        if entry["code"] not in held
    ]  # fmt: skip
    if fresh:
        conn.execute(insert(TYPE), fresh)
