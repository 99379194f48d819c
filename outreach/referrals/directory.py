"""The directory: referral types of the taxonomy, and the services that a worker can send somebody to."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from ..errors import BadInputError, ConflictError
from .models import ReferralType, Service
from .opening import check_closed, check_hours, check_meetings
from .rules import TAXONOMY, TYPES

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


LISTS = ("types", "hours", "flags", "languages", "meetings", "closed_on")


def services(conn: Connection) -> list[dict[str, Any]]:
    """The directory: active services by name, as the phone's reference data wants them.

    A service that is reached by phone has no position (`at` is None): where a shelter stands is on no phone.
    """
    return [
        {
            "id": one["id"], "name": one["name"], "types": one["types"], "address": one["address"],
            "phone": one["phone"], "at": None if one["by_phone"] else [one["longitude"], one["latitude"]],
            "hours": one["hours"], "meetings": one["meetings"], "closed_on": one["closed_on"],
            "flags": one["flags"], "affirming_says": one["affirming_says"], "cost": one["cost"],
            "languages": one["languages"], "notes": one["notes"], "checked_on": one["checked_on"].isoformat(),
        }
        for one in all_services(conn)
        if one["active"]
    ]  # fmt: skip


def all_services(conn: Connection) -> list[dict[str, Any]]:
    """Every service by name, retired ones too, with all columns; lists as Python values."""
    rows = conn.execute(select(SERVICE).order_by(SERVICE.c.name, SERVICE.c.id)).mappings()
    return [_unpacked(row) for row in rows]


def types_offered(conn: Connection) -> frozenset[str]:
    """Codes of the types that some service of the directory offers, retired ones too; all types without a directory."""
    found = {code for one in all_services(conn) for code in one["types"]}
    return frozenset(found or type_codes(conn).values())


def service(conn: Connection, ident: int) -> dict[str, Any] | None:
    """One service with all columns, or None."""
    row = conn.execute(select(SERVICE).where(SERVICE.c.id == ident)).mappings().first()
    return _unpacked(row) if row else None


def save_service(conn: Connection, values: dict[str, Any]) -> int:
    """Adds a service to the directory; its id. Columns in LISTS as Python values.

    Raises BadInputError when its hours, meetings or closed days cannot be read.
    """
    statement = insert(SERVICE).values({"active": True, **_packed(values)}).returning(SERVICE.c.id)
    return int(conn.execute(statement).scalar_one())


def change_service(conn: Connection, ident: int, version: int, values: dict[str, Any]) -> None:
    """Changes columns of a service that is still as it was at `version`.

    Raises ConflictError when somebody changed it since, BadInputError as save_service does.
    """
    statement = (
        update(SERVICE)
        .where(SERVICE.c.id == ident, SERVICE.c.version == version)
        .values(**_packed(values), version=version + 1)
    )
    if conn.execute(statement).rowcount != 1:
        raise ConflictError()


def _unpacked(row: RowMapping) -> dict[str, Any]:
    return {**row, **{name: json.loads(row[name]) for name in LISTS}}


def _packed(values: dict[str, Any]) -> dict[str, Any]:
    if not check_hours(values.get("hours", {})):
        raise BadInputError("Hours look like 09:00 to 17:00, by day of the week.")
    if not check_meetings(values.get("meetings", [])) or not check_closed(values.get("closed_on", [])):
        raise BadInputError("Meetings have a weekday and a time, closed days a date.")
    return {**values, **{name: json.dumps(values[name]) for name in LISTS if name in values}}


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


def categories() -> dict[str, str]:
    """Names of the categories of referral types."""
    return {entry["code"]: entry["name"] for entry in TAXONOMY["categories"]}
