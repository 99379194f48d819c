"""Many rows in one statement, with every kind of value, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from outreach import bulk
from outreach.contacts.models import Contact
from outreach.figures import models
from outreach.figures.rollups import table

from .world import World, rows

TALLY, PERSON = table(models.MonthTally), table(models.PersonPeriod)


def test_awkward_text_arrives_as_it_is(conn: Connection) -> None:
    odd = ["", "NULL", 'a "b"', "back\\slash", "{x,y}", "ж,é", "it's", "%s %(a)s"]
    bulk.insert(conn, TALLY, tuple(TALLY.c.keys()), [("2026-11", "age", 1, text, 1, 1, 0) for text in odd])
    assert {row[3] for row in rows(conn, models.MonthTally)} == set(odd)


def test_every_byte_arrives_as_it_is(conn: Connection) -> None:
    persons = [bytes(range(start, start + 16)) for start in range(0, 256, 16)]
    bulk.insert(conn, PERSON, ("period", "person", "contacts"), [("2026", person, 1) for person in persons])
    assert {bytes.fromhex(row[1]) for row in rows(conn, models.PersonPeriod)} == set(persons)


def test_nothing_dates_and_numbers_with_a_point(conn: Connection, world: World) -> None:
    names = ("id", "device_id", "n", "uid", "seq", "rank_source", "rank_n", "void", "team_id", "day", "part")
    more = (
        "zone_id",
        "people",
        "seen",
        "populations",
        "topics",
        "others",
        "returned",
        "return_amount",
        "secs",
    )
    day = date(2026, 11, 20)
    full = (1, world.devices[0], 1, b"u" * 16, 1, 0, 1, False, 1, day, 2, 1, 1, 0, 0, 0, 0, 0, 0.25, 0)
    empty = (2, world.devices[0], 2, b"v" * 16, 2, 0, 2, True, 1, None, None, None, 0, 0, 0, 0, 0, 0, None, 0)
    bulk.insert(conn, table(Contact), names + more, [full, empty])
    found = conn.execute(select(Contact.day, Contact.return_amount, Contact.void).order_by(Contact.id)).all()
    assert [tuple(row) for row in found] == [(day, 0.25, False), (None, None, True)]


def test_sums_are_told_after_they_changed(conn: Connection) -> None:
    many = [("2026", bytes([n]) * 16, 2) for n in range(250)]
    assert {count for _, _, count in bulk.add_and_tell(conn, PERSON, many)} == {2}
    told = bulk.add_and_tell(conn, PERSON, many[:3])
    assert sorted((bytes(person), count) for _, person, count in told) == [
        (bytes([n]) * 16, 4) for n in range(3)
    ]


def test_no_rows_are_no_statement(conn: Connection) -> None:
    bulk.insert(conn, PERSON, ("period", "person", "contacts"), [])
    bulk.add(conn, PERSON, [])
    assert bulk.add_and_tell(conn, PERSON, []) == []
    assert bulk.reserve(conn, table(Contact), 0) == []


def test_reserved_keys_are_new(conn: Connection) -> None:
    first = bulk.reserve(conn, table(Contact), 3)
    assert len(set(first)) == 3
    assert min(first) >= 1


def test_a_row_that_breaks_a_rule_is_told_as_everywhere(conn: Connection) -> None:
    with pytest.raises(IntegrityError):
        bulk.insert(conn, table(models.DayItem), tuple(models.DayItem.__table__.c.keys()), [(None,) * 6])


def test_a_bulk_write_belongs_to_its_transaction(conn: Connection) -> None:
    point = conn.begin_nested()
    bulk.insert(conn, PERSON, ("period", "person", "contacts"), [("2026", b"p" * 16, 1)])
    point.rollback()
    assert rows(conn, models.PersonPeriod) == []
