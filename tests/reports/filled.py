"""The demo's records folded into a store, without sealing: real figures for tests of the report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, insert

from outreach.demo import records, town
from outreach.places import store as places
from outreach.referrals import store as referrals
from outreach.supplies import store as supplies
from outreach.sync import kinds
from outreach.sync.fold import Incoming, fold
from outreach.team import store as team_store
from outreach.team.meta import set_meta
from outreach.team.models import Device


def fill(conn: Connection, contacts: int, until: date, seed: int = 7) -> None:
    """A programme and a year of its contacts, in one transaction."""
    set_meta(conn, "org_name", "Eastmere Harm Reduction")
    supplies.fill_catalogue(conn)
    referrals.fill_taxonomy(conn)
    teams = [team_store.team_named(conn, name) for name in town.TEAMS]
    zones = [places.save_zone(conn, zone.name, zone.polygon) for zone in town.ZONES]
    for site in town.SITES:
        places.save_site(conn, site.name, site.kind, teams[site.team], zones[site.zone])
    for service in town.SERVICES:
        referrals.save_service(conn, _service(service, until))
    devices = [_phone(conn, place, teams, until) for place in range(len(town.PHONES))]
    known = kinds.known(conn, until, lambda code, _day: hashlib.sha256(code.encode()).digest()[:16])
    fold(conn, _incoming(records.generate(seed, contacts, until), devices, teams, known))


def _service(service: town.ServiceHere, until: date) -> dict[str, Any]:
    place = service.at or (0.0, 0.0)
    return {
        "name": service.name,
        "types": service.types,
        "address": service.address,
        "phone": service.phone,
        "longitude": place[0],
        "latitude": place[1],
        "hours": service.hours,
        "flags": service.flags,
        "affirming_says": service.says,
        "languages": service.languages,
        "checked_on": until - timedelta(days=service.checked_days),
    }


def _phone(conn: Connection, place: int, teams: list[int], until: date) -> int:
    phone = town.PHONES[place]
    values = {
        "uid": records.phone_uid(7, place),
        "team_id": teams[phone.team],
        "name": phone.name,
        "status": "active",
        "token_hash": bytes(32),
        "ref_token_hash": bytes(32),
        "enrolled_on": until - timedelta(days=400),
        "proof_on": until - timedelta(days=60 if place == 0 else 1),
    }
    return int(conn.execute(insert(Device).values(**values).returning(Device.id)).scalar_one())


def _incoming(
    made: Iterable[records.Made], devices: list[int], teams: list[int], known: kinds.Known
) -> Iterator[Incoming]:
    for seq, each in enumerate(made, 1):
        n, uid = each.first
        team = teams[town.PHONES[each.phone].team]
        yield Incoming(seq, devices[each.phone], team, n, uid, kinds.parse(each.record, known), (0, each.n))
