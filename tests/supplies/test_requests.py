"""Restock requests, shelf counts and shifts as a coordinator works them off; each is handled once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, select

from outreach.errors import ConflictError, NotFoundError
from outreach.figures import booking
from outreach.supplies import movements, requests
from outreach.supplies.models import Movement, Stock
from outreach.supplies.record_models import Handled
from outreach.sync.fold import fold, refold
from outreach.team.models import Member
from tests.figures.conftest import world
from tests.figures.world import TODAY, World

__all__ = ["world"]


@pytest.fixture
def member(conn: Connection, world: World) -> int:
    """A coordinator."""
    who = {"team_id": 1, "name": "Rosa", "login": "rosa", "role": "coordinator"}
    more = {"password_hash": "-", "totp_last": 0, "active": True}
    return int(conn.execute(Member.__table__.insert().values(who | more)).inserted_primary_key[0])


def tell(conn: Connection, world: World, kind: str, n: int = 1, phone: int = 0, **fields: Any) -> None:
    fold(conn, [world.first(n, world.record(kind, **fields), phone)])


def on_hand(conn: Connection, world: World, site: int = 1, code: str = "SX01") -> int:
    where = (Stock.site_id == site, Stock.item_id == world.known.items[code])
    return int(conn.execute(select(Stock.on_hand).where(*where)).scalar() or 0)


def test_the_most_pressing_request_stands_first(conn: Connection, world: World) -> None:
    for n, when in enumerate((0, 2, 1), 1):
        tell(conn, world, "restock", n, when=when)
    tell(conn, world, "restock", 9, phone=1)
    found = requests.restocks(conn, 1)
    assert [one.row.urgency for one in found] == [2, 1, 0]
    assert (requests.open_restocks(conn, 1), requests.open_restocks(conn, None)) == (3, 4)
    assert found[0].phone == "Phone 1"


def test_a_request_goes_its_way_and_not_back(conn: Connection, world: World, member: int) -> None:
    tell(conn, world, "restock")
    (told,) = requests.restocks(conn, None)
    requests.step(conn, told, "on_way", member, TODAY)
    (told,) = requests.restocks(conn, None)
    assert (told.step, requests.open_restocks(conn, None)) == ("on_way", 0)
    requests.step(conn, told, "done", member, TODAY)
    assert requests.restocks(conn, None) == []
    (told,) = requests.restocks(conn, None, is_open=False)
    with pytest.raises(ConflictError):
        requests.step(conn, told, "on_way", member, TODAY)


def test_a_request_that_was_corrected_keeps_its_step(conn: Connection, world: World, member: int) -> None:
    tell(conn, world, "restock")
    requests.step(conn, requests.restocks(conn, None)[0], "on_way", member, TODAY)
    fold(conn, [world.amend(2, 1, world.record("restock", lines=[["NX10", 3]]))])
    (told,) = requests.restocks(conn, None)
    assert (told.step, told.changed, told.row.lines[0][1]) == ("on_way", True, 3)


def test_a_count_changes_nothing_until_it_is_booked(conn: Connection, world: World, member: int) -> None:
    movements.receive(conn, TODAY, 1, world.known.items["SX01"], 400)
    tell(conn, world, "count")
    assert on_hand(conn, world) == 400
    (told,) = requests.counts(conn, None)
    assert booking.differences(conn, told) == [(world.known.items["SX01"], 400, 380)]
    assert booking.book_count(conn, told.id, member, TODAY) == 1
    assert (on_hand(conn, world), requests.counts(conn, None)) == (380, [])


def test_what_was_given_after_the_count_is_no_part_of_it(conn: Connection, world: World, member: int) -> None:
    movements.receive(conn, TODAY, 1, world.known.items["SX01"], 400)
    tell(conn, world, "count", 1, day="2026-11-20")
    fold(conn, [world.first(2, world.contact(day="2026-11-21", lines=[["SX01", 50]]))])
    booking.book_count(conn, requests.counts(conn, None)[0].id, member, TODAY)
    assert on_hand(conn, world) == 330


def test_a_count_is_booked_once_whatever_happens_to_it(conn: Connection, world: World, member: int) -> None:
    tell(conn, world, "count")
    (told,) = requests.counts(conn, None)
    booking.book_count(conn, told.id, member, TODAY)
    with pytest.raises(ConflictError, match="once"):
        booking.book_count(conn, told.id, member, TODAY)
    again = world.first(1, world.record("count"))
    refold(conn, [(again.device, again.n, again.uid)], [])
    with pytest.raises(NotFoundError):
        booking.book_count(conn, told.id, member, TODAY)
    fold(conn, [again])
    with pytest.raises(ConflictError):
        booking.book_count(conn, told.id, member, TODAY)
    assert (
        len(conn.execute(select(Movement.id)).all()) == len(conn.execute(select(Handled.entry_id)).all()) == 1
    )


def test_a_count_may_be_put_aside(conn: Connection, world: World, member: int) -> None:
    tell(conn, world, "count")
    booking.put_aside(conn, requests.counts(conn, None)[0].id, member, TODAY)
    assert (requests.waiting_counts(conn, None), on_hand(conn, world)) == (0, 0)


BAG = [
    ["SX01", 40, 0, 30, 2, 0, 5, "stolen"],  # 2 lost, 3 stolen
    ["NS01", 40, 0, 30, 0, 0, 6, "forgot"],  # 4 given and not logged
    ["SX03", 10, 0, 5, 0, 0, 7, "unknown"],  # 2 too many
    ["NX10", 10, 0, 5, 0, 0, 4, "miscounted"],
    ["NX20", 10, 0, 5, 0, 0, 5, None],
]


def test_one_action_books_what_a_shift_lost(conn: Connection, world: World, member: int) -> None:
    known = [line for line in BAG if line[0] in world.known.items]
    tell(conn, world, "shift", lines=known)
    (told,) = requests.shifts(conn, None, TODAY, TODAY)
    assert booking.book_shift(conn, told.id, member, TODAY) == 3
    kinds = conn.execute(select(Movement.kind, Movement.quantity).order_by(Movement.quantity)).all()
    assert [tuple(row) for row in kinds] == [("lost", -5), ("adjusted", -4), ("adjusted", 2)]
    assert [on_hand(conn, world, 1, code) for code in ("SX01", "NS01", "SX03", "NX10")] == [-5, -4, 2, 0]
    with pytest.raises(ConflictError):
        booking.book_shift(conn, told.id, member, TODAY)


def test_a_shift_without_a_store_has_no_shelf_to_book_on(conn: Connection, world: World, member: int) -> None:
    tell(conn, world, "shift", site=None)
    with pytest.raises(ConflictError, match="store"):
        booking.book_shift(conn, requests.shifts(conn, 1, TODAY, TODAY)[0].id, member, TODAY)
