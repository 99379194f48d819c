"""A directory for the screens: the demo town's, as the server sends it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from outreach.demo import town
from outreach.places.rules import centre
from tests.field.stage import reference

TODAY = date(2026, 11, 20)


def town_reference(**changes: Any) -> dict[str, Any]:
    """Reference data with the demo town's zones and services; name what differs."""
    zones = [
        {"id": place, "name": zone.name, "polygon": zone.polygon, "centre": list(centre(zone.polygon[0]))}
        for place, zone in enumerate(town.ZONES, 1)
    ]
    return {**reference(), "zones": zones, "services": services(), "came_on": "2026-11-18", **changes}


def services() -> list[dict[str, Any]]:
    """The town's services, as directory.services gives them."""
    return [service(place, entry) for place, entry in enumerate(town.SERVICES, 1)]


def service(ident: int, entry: town.ServiceHere) -> dict[str, Any]:
    """One of them."""
    return {
        "id": ident, "name": entry.name, "types": entry.types, "address": entry.address, "phone": entry.phone,
        "at": entry.at, "hours": entry.hours, "meetings": entry.meetings, "closed_on": entry.closed_on,
        "flags": entry.flags, "affirming_says": entry.says, "cost": entry.cost, "languages": entry.languages,
        "notes": entry.notes, "checked_on": (TODAY - timedelta(days=entry.checked_days)).isoformat(),
    }  # fmt: skip
