"""A small town for the protocol's tests: one team, two zones, the catalogue, and phones that are enrolled."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, insert

from outreach import installation
from outreach.places import store as places
from outreach.privacy.keys import KeyStore
from outreach.referrals import store as referrals
from outreach.supplies import store as supplies
from outreach.team import store as team_store
from outreach.team.meta import set_meta_once
from outreach.team.models import Member
from tests.conftest import Clock
from tests.sync.pocket import Pocket

TODAY = date(2026, 11, 20)
ORG = "6f1b3c52-2a84-4d0e-9c37-5b8e0f4a7d11"
SQUARE = [[[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]]


class Town:
    """Numbers of what the tests refer to."""

    team: int
    other_team: int
    member: int
    zone: int
    other_zone: int


@pytest.fixture(scope="session")
def made_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of keys, made once: each file is flushed to disk, which would cost more than most tests."""
    folder = tmp_path_factory.mktemp("keys") / "keys"
    KeyStore(folder).create(ORG, date(2026, 11, 20))
    return folder


@pytest.fixture
def town(app: Flask, run: Callable[..., Any], clock: Clock, made_keys: Path) -> Town:
    """An organisation with keys, two teams, a coordinator, zones and the catalogue."""
    shutil.copytree(made_keys, Path(app.instance_path) / "keys")
    run(set_meta_once, "org", ORG)
    installation.make_organisation(app)
    found = Town()

    def fill(conn: Connection) -> None:
        found.team = team_store.team_named(conn, "North")
        found.other_team = team_store.team_named(conn, "South")
        member = {"team_id": found.team, "name": "Rosa", "login": "rosa", "role": "coordinator"}
        more = {"password_hash": "-", "totp_last": 0, "active": True}
        found.member = conn.execute(insert(Member.__table__).values(member | more)).inserted_primary_key[0]
        found.zone = places.save_zone(conn, "Harbour", SQUARE)
        found.other_zone = places.save_zone(conn, "Station", SQUARE)
        supplies.fill_catalogue(conn)
        referrals.fill_taxonomy(conn)

    run(fill)
    return found


@pytest.fixture
def make_phone(app: Flask, run: Callable[..., Any], town: Town) -> Callable[..., Pocket]:
    """`make_phone(active=False)`: another enrolled phone."""
    made: list[Pocket] = []

    def make(active: bool = True, team: int | None = None) -> Pocket:
        made.append(Pocket(app, run, team=team or town.team, active=active, seed=len(made) + 1))
        return made[-1]

    return make


@pytest.fixture
def phone(make_phone: Callable[..., Pocket]) -> Pocket:
    """One enrolled phone."""
    return make_phone()


@pytest.fixture
def contact(town: Town) -> Callable[..., list[Any]]:
    """`contact(people=2)`: a complete record; named fields replace the usual ones."""
    usual: dict[str, Any] = {
        "kind": "contact", "version": 1, "day": "2026-11-20", "part": 2, "zone": town.zone, "site": None,
        "setting": "street", "people": 1, "seen": 1, "age": "25-29", "gender": "woman", "populations": [],
        "code": None, "lines": [["NS01", 10]], "others": 0, "returns": None, "topics": [], "referrals": [], "secs": 10,
    }  # fmt: skip
    return lambda **fields: list((usual | fields).values())
