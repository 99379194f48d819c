"""Overdue referrals, slips, outcomes, and the directory of services."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection

from outreach.errors import BadInputError, ConflictError
from outreach.figures import outcomes
from outreach.figures import store as figures
from outreach.figures.rules import parse_period
from outreach.referrals import store as referrals
from outreach.referrals.store import Case
from outreach.sync.fold import fold
from tests.figures import world as worlds
from tests.figures.world import TODAY, World, slip


@pytest.fixture
def world(conn: Connection) -> World:
    """Two phones of two teams, with one referral each: an old one and a new one."""
    made = worlds.make(conn)
    old = made.contact(day="2026-10-01", referrals=[["T.HIV", slip(1), "warm", 1]])
    new = made.contact(referrals=[["S.SHEL", slip(2), "information", None]])
    fold(conn, [made.first(1, old), made.first(1, new, phone=1)])
    return made


def case(conn: Connection, number: int) -> Case:
    found = referrals.find_slip(conn, slip(number), TODAY)
    assert found is not None
    return found


def test_overdue_are_those_past_their_date(conn: Connection, world: World) -> None:
    (late,) = referrals.overdue(conn, TODAY)
    assert (late.slip, late.type_code, late.service) == (slip(1), "T.HIV", "Clinic")
    assert late.days_over == 36
    assert referrals.overdue(conn, TODAY + timedelta(days=30))[1].slip == slip(2)


def test_a_team_sees_its_own(conn: Connection, world: World) -> None:
    assert len(referrals.overdue(conn, TODAY, team=1)) == 1
    assert referrals.overdue(conn, TODAY, team=2) == []
    assert referrals.find_slip(conn, slip(1), TODAY, team=2) is None


def test_an_outcome_moves_the_funnel(conn: Connection, world: World) -> None:
    outcomes.settle(conn, case(conn, 1).id, "attended", TODAY)
    assert figures.funnel(conn, parse_period("2026Q4"))["T.HIV"] == (1, 1, 1, 0, 0)
    assert referrals.overdue(conn, TODAY) == []
    assert case(conn, 1).settled_on == TODAY


def test_a_step_on_the_way_leaves_it_overdue(conn: Connection, world: World) -> None:
    outcomes.settle(conn, case(conn, 1).id, "appointment", TODAY)
    assert [late.status for late in referrals.overdue(conn, TODAY)] == ["appointment"]


def test_an_outcome_can_be_taken_back(conn: Connection, world: World) -> None:
    number = case(conn, 1).id
    outcomes.settle(conn, number, "declined", TODAY)
    outcomes.undo(conn, number, "offered")
    assert figures.funnel(conn, parse_period("2026Q4"))["T.HIV"] == (1, 0, 0, 0, 0)
    assert len(referrals.overdue(conn, TODAY)) == 1


def test_another_team_cannot_settle_it(conn: Connection, world: World) -> None:
    with pytest.raises(ConflictError):
        outcomes.settle(conn, case(conn, 1).id, "attended", TODAY, team=2)


def test_what_was_attended_stays_attended(conn: Connection, world: World) -> None:
    number = case(conn, 1).id
    outcomes.settle(conn, number, "attended", TODAY)
    with pytest.raises(ConflictError):
        outcomes.settle(conn, number, "declined", TODAY)


def test_a_service_comes_with_hours_and_flags(conn: Connection, world: World) -> None:
    (clinic,) = referrals.services(conn)
    assert clinic["hours"] == {"mon": [["09:00", "17:00"]]}
    assert (clinic["at"], clinic["checked_on"]) == ([0.5, 0.2], "2026-11-20")


def test_a_service_with_unreadable_hours_is_refused(conn: Connection, world: World) -> None:
    with pytest.raises(BadInputError):
        referrals.save_service(
            conn, {"name": "X", "hours": {"mon": ["9-17"]}, "checked_on": date(2026, 1, 1)}
        )


def test_the_taxonomy_is_filled_once(conn: Connection, world: World) -> None:
    before = referrals.type_ids(conn)
    referrals.fill_taxonomy(conn)
    assert referrals.type_ids(conn) == before
    assert [entry["code"] for entry in referrals.types(conn)][:2] == ["T.HIV", "T.HIVSELF"]
