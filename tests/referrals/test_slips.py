"""Slips that came back: they meet their referrals in any order, and a coordinator's word outranks them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, select

from outreach.figures import outcomes, rebuild
from outreach.figures import store as figures
from outreach.figures.rules import parse_period
from outreach.referrals.models import Referral
from outreach.referrals.record_rules import follow
from outreach.sync.fold import fold
from tests.figures.conftest import world
from tests.figures.world import TODAY, World, slip

__all__ = ["world"]
OFFER = [["T.HIV", slip(1), "warm", None]]
NOVEMBER = parse_period("2026-11")


def back(world: World, n: int, status: str, day: str = "2026-11-20", number: int = 1) -> Any:
    return world.first(n, world.record("outcome", status=status, day=day, slip=slip(number)), phone=1)


def status(conn: Connection) -> tuple[str, date | None]:
    row = conn.execute(select(Referral.status, Referral.settled_on)).one()
    assert not any(compared.wrong for compared in rebuild.check(conn))
    return row[0], row[1]


@pytest.mark.parametrize("referral_first", [True, False])
def test_a_slip_meets_its_referral_whichever_comes_first(
    conn: Connection, world: World, referral_first: bool
) -> None:
    came = [world.first(1, world.contact(referrals=OFFER)), back(world, 1, "attended")]
    for record in came if referral_first else reversed(came):
        fold(conn, [record])
    assert status(conn) == ("attended", TODAY)
    assert sum(step.attended for step in figures.funnel(conn, NOVEMBER).values()) == 1


def test_several_slips_follow_the_rules_of_steps_by_their_day(conn: Connection, world: World) -> None:
    fold(conn, [back(world, 3, "declined", "2026-11-21"), back(world, 2, "attended", "2026-11-19")])
    fold(conn, [world.first(1, world.contact(referrals=OFFER)), back(world, 1, "accepted", "2026-11-18")])
    assert status(conn) == ("attended", date(2026, 11, 19))


def test_a_slip_that_was_taken_back_counts_no_more(conn: Connection, world: World) -> None:
    fold(conn, [world.first(1, world.contact(referrals=OFFER)), back(world, 1, "attended")])
    fold(conn, [world.void(2, 1, phone=1)])
    assert status(conn) == ("offered", None)


def test_a_corrected_slip_settles_the_other_referral(conn: Connection, world: World) -> None:
    two = [*OFFER, ["T.HIV", slip(2), "warm", None]]
    fold(conn, [world.first(1, world.contact(referrals=two)), back(world, 1, "attended")])
    fold(conn, [world.amend(2, 1, world.record("outcome", slip=slip(2)), phone=1)])
    found = dict(conn.execute(select(Referral.slip, Referral.status)).all())
    assert found == {slip(1): "offered", slip(2): "attended"}


def only(conn: Connection) -> int:
    return int(conn.execute(select(Referral.id)).scalar_one())


def test_what_a_coordinator_settled_outranks_a_slip(conn: Connection, world: World) -> None:
    fold(conn, [world.first(1, world.contact(referrals=OFFER))])
    outcomes.settle(conn, only(conn), "declined", TODAY)
    fold(conn, [back(world, 1, "attended")])
    assert status(conn) == ("declined", TODAY)


def test_a_slip_goes_on_from_a_step_that_a_coordinator_knew(conn: Connection, world: World) -> None:
    fold(conn, [world.first(1, world.contact(referrals=OFFER))])
    outcomes.settle(conn, only(conn), "appointment", TODAY)
    fold(conn, [back(world, 1, "accepted"), back(world, 2, "attended")])
    assert status(conn) == ("attended", TODAY)
    fold(conn, [world.void(3, 2, phone=1)])
    assert status(conn) == ("appointment", None)


def test_what_a_coordinator_takes_back_is_the_slips_again(conn: Connection, world: World) -> None:
    fold(conn, [world.first(1, world.contact(referrals=OFFER)), back(world, 1, "unknown")])
    outcomes.settle(conn, only(conn), "attended", TODAY)
    outcomes.undo(conn, only(conn), "unknown")
    assert status(conn)[0] == "unknown"
    fold(conn, [back(world, 2, "attended")])
    assert status(conn) == ("attended", TODAY)


def test_a_correction_of_the_contact_keeps_what_the_slip_told(conn: Connection, world: World) -> None:
    fold(conn, [world.first(1, world.contact(referrals=OFFER)), back(world, 1, "attended")])
    fold(conn, [world.amend(2, 1, world.contact(referrals=[]))])
    assert conn.execute(select(Referral.id)).first() is None
    fold(conn, [world.amend(3, 1, world.contact(referrals=OFFER, zone=2))])
    assert status(conn) == ("attended", TODAY)


def test_a_rebuild_finds_and_mends_a_referral_that_its_slip_does_not_fit(
    conn: Connection, world: World
) -> None:
    fold(conn, [world.first(1, world.contact(referrals=OFFER)), back(world, 1, "attended")])
    conn.execute(Referral.__table__.update().values(status="offered", settled_on=None))
    wrong = {one.table: one.wrong for one in rebuild.check(conn) if one.wrong}
    assert wrong["slip_outcome"] == 1
    rebuild.rebuild(conn)
    assert status(conn) == ("attended", TODAY)


def test_slips_are_reckoned_from_what_was_said() -> None:
    day = date(2026, 11, 1)
    assert follow("offered", None, []) == ("offered", None)
    assert follow("accepted", day, [(day, "attended")]) == ("accepted", day)
    assert follow("offered", None, [(day, "declined"), (TODAY, "accepted")]) == ("accepted", None)
