"""The stock ledger: each movement and what is on hand are written together."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection

from outreach.errors import BadInputError, NotFoundError
from outreach.figures import store as figures
from outreach.places.store import save_site
from outreach.supplies import movements, rules, store
from outreach.team.store import team_named

DAY = date(2026, 11, 20)


@pytest.fixture
def shelf(conn: Connection) -> Connection:
    """The catalogue and two sites, numbers 1 and 2."""
    store.fill_catalogue(conn)
    team = team_named(conn, "North")
    for name in ("Store", "Van"):
        save_site(conn, name, "office", team, None)
    return conn


def item(conn: Connection, code: str) -> int:
    return store.item_ids(conn)[code]


def test_a_delivery_is_on_hand(shelf: Connection) -> None:
    movements.receive(shelf, DAY, 1, item(shelf, "SX01"), 500, "L-1", date(2028, 1, 31))
    assert figures.stock(shelf) == {(1, "SX01"): 500}
    assert movements.lots_left(shelf) == [("SX01", "L-1", date(2028, 1, 31), 500)]


def test_a_transfer_changes_two_sites_and_no_sum(shelf: Connection) -> None:
    condoms = item(shelf, "SX01")
    movements.receive(shelf, DAY, 1, condoms, 500)
    out, back = movements.transfer(shelf, DAY, 1, 2, condoms, 200)
    assert figures.stock(shelf) == {(1, "SX01"): 300, (2, "SX01"): 200}
    assert {line.id for line in movements.recent(shelf)} >= {out, back}


def test_lost_and_expired_leave_the_shelf(shelf: Connection) -> None:
    condoms = item(shelf, "SX01")
    movements.receive(shelf, DAY, 1, condoms, 100)
    movements.lose(shelf, DAY, 1, condoms, 4)
    movements.lose(shelf, DAY, 1, condoms, 6, "expired")
    assert figures.stock(shelf) == {(1, "SX01"): 90}


def test_a_count_adjusts_the_ledger(shelf: Connection) -> None:
    condoms = item(shelf, "SX01")
    movements.receive(shelf, DAY, 1, condoms, 100)
    assert movements.count(shelf, DAY, 1, condoms, 97) == -3
    assert movements.count(shelf, DAY, 1, condoms, 97) == 0
    assert figures.stock(shelf) == {(1, "SX01"): 97}


@pytest.mark.parametrize("units", [0, -5, 10**9])
def test_a_delivery_of_nothing_is_refused(shelf: Connection, units: int) -> None:
    with pytest.raises(BadInputError):
        movements.receive(shelf, DAY, 1, item(shelf, "SX01"), units)


def test_what_no_shelf_holds_cannot_be_delivered(shelf: Connection) -> None:
    with pytest.raises(NotFoundError):
        movements.receive(shelf, DAY, 1, item(shelf, "IN02"), 5)


def test_a_transfer_needs_two_sites(shelf: Connection) -> None:
    with pytest.raises(BadInputError):
        movements.transfer(shelf, DAY, 1, 1, item(shelf, "SX01"), 5)


def test_the_same_lot_is_one_lot(shelf: Connection) -> None:
    for _ in range(2):
        movements.receive(shelf, DAY, 1, item(shelf, "ST01"), 10, "ST-0926", date(2026, 12, 31))
    assert movements.lots_left(shelf) == [("ST01", "ST-0926", date(2026, 12, 31), 20)]


def test_what_expires_first_is_used_first() -> None:
    lots = [(date(2027, 1, 1), 50), (None, 30), (date(2026, 12, 1), 40)]
    assert rules.first_expiry_first(lots, 120) == [50, 30, 40]
    assert rules.first_expiry_first(lots, 60) == [30, 30, 0]
    assert rules.first_expiry_first(lots, -5) == [0, 0, 0]


def test_many_entries_are_written_at_once(shelf: Connection) -> None:
    condoms = item(shelf, "SX01")
    entry = movements.Entry
    movements.write_many(
        shelf, [entry(DAY, 1, condoms, "received", 100), entry(DAY, 1, condoms, "transfer", -40, None, 2)]
    )
    assert figures.stock(shelf) == {(1, "SX01"): 60, (2, "SX01"): 40}


def test_the_usual_items_are_set_in_order(shelf: Connection) -> None:
    store.set_usual(shelf, ["NX10", "SX01"])
    usual = {entry["code"]: entry["usual"] for entry in store.items(shelf) if entry["usual"]}
    assert usual == {"NX10": 1, "SX01": 2}
    with pytest.raises(BadInputError):
        store.set_usual(shelf, ["NX10", "nothing"])


def test_a_bundle_is_changed_by_its_name(shelf: Connection) -> None:
    store.save_bundle(shelf, "Usual", "s-pack", [("SX01", 3)])
    store.save_bundle(shelf, "Wet day", "s-warm", [("CL01", 1)])
    found = {bundle["name"]: bundle["lines"] for bundle in store.bundles(shelf)}
    assert found["Usual"] == [["SX01", 3]]
    assert found["Wet day"] == [["CL01", 1]]
    with pytest.raises(BadInputError):
        store.save_bundle(shelf, "Nothing", "s-pack", [])
