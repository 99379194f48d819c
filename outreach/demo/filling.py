"""Puts the town into an empty store: teams, catalogue, zones, stores, services and phones."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from ..places import store as places
from ..referrals import store as referrals
from ..supplies import store as supplies
from ..team import devices
from ..team.meta import set_meta
from ..team.store import team_named
from . import town
from .records import phone_uid


@dataclass(frozen=True)
class Phone:
    """A phone in the store, by its place in town.PHONES."""

    id: int
    uid: str
    team: int


def fill(conn: Connection, seed: int, today: date) -> list[Phone]:
    """Everything but records; the phones in the order of town.PHONES.

    Zones, sites and services must be the first of their tables: records name them by number.
    """
    set_meta(conn, "org_name", town.NAME)
    teams = [team_named(conn, name) for name in town.TEAMS]
    supplies.fill_catalogue(conn)
    referrals.fill_taxonomy(conn)
    zones = [places.save_zone(conn, zone.name, zone.polygon) for zone in town.ZONES]
    for site in town.SITES:
        places.save_site(conn, site.name, site.kind, teams[site.team], zones[site.zone])
    for service in town.SERVICES:
        referrals.save_service(conn, _service(service, today))
    return [_phone(conn, seed, place, teams[phone.team], today) for place, phone in enumerate(town.PHONES)]


def _service(service: town.ServiceHere, today: date) -> dict[str, object]:
    place = service.at or (0.0, 0.0)
    return {
        "name": service.name, "types": service.types, "address": service.address, "phone": service.phone,
        "longitude": place[0], "latitude": place[1], "by_phone": service.at is None, "hours": service.hours,
        "meetings": service.meetings, "closed_on": service.closed_on, "flags": service.flags,
        "affirming_says": service.says, "cost": service.cost, "languages": service.languages, "notes": service.notes,
        "checked_on": today - timedelta(days=service.checked_days),
    }  # fmt: skip


def _phone(conn: Connection, seed: int, place: int, team: int, today: date) -> Phone:
    uid, phone = phone_uid(seed, place), town.PHONES[place]
    enrolled = today - timedelta(days=370 + 3 * place)
    # Nobody holds these tokens: the phones of the demo are not real and can never sync.
    number = devices.add(conn, uid, team, phone.name, secrets.token_hex(32), secrets.token_hex(32), enrolled)
    return Phone(number, uid, team)
