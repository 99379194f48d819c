"""Contacts that two phones may have entered for one person: found, never merged, and asked about once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from outreach.figures.doubles import keep_apart, likely
from outreach.sync.fold import fold
from outreach.team.models import Device, Member

from .world import TODAY, World

SINCE = date(2026, 11, 7)


@pytest.fixture
def both(conn: Connection, world: World) -> World:
    """Two phones of one team."""
    conn.execute(Device.__table__.update().values(team_id=1))
    return world


def tell(conn: Connection, world: World, *sides: dict[str, Any]) -> None:
    for n, fields in enumerate(sides, world.seq + 1):
        record = world.first(n, world.contact(**fields), phone=n % 2)
        fold(conn, [record._replace(team=1)])


def codes(conn: Connection, team: int | None = None) -> list[bool]:
    return [pair.code for pair in likely(conn, SINCE, TODAY, team)]


def test_the_same_code_on_two_phones_of_a_day_and_zone(conn: Connection, both: World) -> None:
    tell(conn, both, {"code": "AAAA1111"}, {"code": "AAAA1111", "part": 3, "lines": []})
    (pair,) = likely(conn, SINCE, TODAY)
    assert (pair.code, pair.first.phone, pair.second.phone, pair.day) == (True, "Phone 2", "Phone 1", TODAY)


@pytest.mark.parametrize("other", [{"zone": 2}, {"day": "2026-11-19"}, {"code": "BBBB2222"}])
def test_another_day_zone_or_code_is_no_double(conn: Connection, both: World, other: dict[str, Any]) -> None:
    tell(conn, both, {"code": "AAAA1111"}, {"code": "AAAA1111", **other})
    assert codes(conn) == []


def test_the_same_code_twice_on_one_phone_is_no_double(conn: Connection, both: World) -> None:
    fold(conn, [both.first(n, both.contact(code="AAAA1111")) for n in (1, 2)])
    assert codes(conn) == []


def test_without_a_code_all_answers_and_supplies_must_be_the_same(conn: Connection, both: World) -> None:
    tell(conn, both, {}, {})
    assert codes(conn, team=1) == [False]
    assert codes(conn, team=2) == []


@pytest.mark.parametrize(
    "other", [{"part": 3}, {"age": None}, {"lines": [["SX01", 9]]}, {"populations": []}, {"people": 2}]
)
def test_without_a_code_one_difference_is_enough(
    conn: Connection, both: World, other: dict[str, Any]
) -> None:
    tell(conn, both, {}, other)
    assert codes(conn) == []


def test_contacts_that_tell_next_to_nothing_are_not_compared(conn: Connection, both: World) -> None:
    silent = {"age": None, "populations": []}
    tell(conn, both, silent, silent)
    assert codes(conn) == []


def test_three_of_one_phone_and_two_of_the_other_are_two_pairs(conn: Connection, both: World) -> None:
    fold(conn, [both.first(n, both.contact())._replace(team=1) for n in (1, 2, 3)])
    fold(conn, [both.first(n, both.contact(), phone=1)._replace(team=1) for n in (1, 2)])
    assert codes(conn) == [False, False]


def test_what_was_said_to_be_two_people_is_not_asked_again(conn: Connection, both: World) -> None:
    tell(conn, both, {"code": "AAAA1111"}, {"code": "AAAA1111"})
    (pair,) = likely(conn, SINCE, TODAY)
    who = {"team_id": 1, "name": "Rosa", "login": "rosa", "role": "coordinator", "password_hash": "-"}
    added = conn.execute(Member.__table__.insert().values(who | {"totp_last": 0, "active": True}))
    for _ in range(2):
        keep_apart(conn, pair.first.id, pair.second.id, added.inserted_primary_key[0], TODAY)
    assert codes(conn) == []


def test_a_void_contact_is_no_double(conn: Connection, both: World) -> None:
    tell(conn, both, {"code": "AAAA1111"}, {"code": "AAAA1111"})
    fold(conn, [both.void(3, 1, phone=1)])
    assert codes(conn) == []
