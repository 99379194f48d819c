"""Folding: the version of highest rank counts, in whatever order records come, and every figure follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from outreach.contacts.models import Contact
from outreach.figures import models, outcomes, rebuild
from outreach.referrals import store as referrals
from outreach.referrals.models import Referral
from outreach.supplies.models import Line, Stock
from outreach.sync.fold import fold, refold

from .world import TODAY, World, pseudonym, rows, slip, uid

ROLLUPS = (
    models.DayContact, models.DayItem, models.DayReferral, models.MonthItem, models.MonthReferral, models.MonthTally,
    models.PersonPeriod, models.PeriodPeople,
)  # fmt: skip


def agrees(conn: Connection) -> bool:
    return not any(compared.wrong for compared in rebuild.check(conn))


def total(conn: Connection) -> int:
    return sum(row[3] for row in rows(conn, models.DayContact))


def only(conn: Connection) -> int:
    """The id of the only referral."""
    ((ident, *_),) = rows(conn, Referral)
    return int(ident)


def test_a_contact_is_counted_once_however_often_it_comes(conn: Connection, world: World) -> None:
    record = world.first(1)
    for _ in range(3):
        fold(conn, [record, record])
    assert total(conn) == 1
    assert agrees(conn)


def test_an_empty_batch_does_nothing(conn: Connection, world: World) -> None:
    fold(conn, [])
    assert total(conn) == 0


def test_an_amendment_replaces_its_contact(conn: Connection, world: World) -> None:
    fold(conn, [world.first(1)])
    fold(conn, [world.amend(2, 1, world.contact(zone=2, lines=[["NS01", 20]]))])
    assert [row[1] for row in rows(conn, models.DayContact)] == [2]
    assert [row[4] for row in rows(conn, models.DayItem)] == [20]
    assert agrees(conn)


def test_an_amendment_may_come_first(conn: Connection, world: World) -> None:
    amendment = world.amend(2, 1, world.contact(people=4))
    fold(conn, [amendment])
    fold(conn, [world.first(1)])
    assert [row[4] for row in rows(conn, models.DayContact)] == [4]
    assert rows(conn, Contact)[0][4] == amendment.seq


def test_a_void_takes_everything_back(conn: Connection, world: World) -> None:
    given = world.contact(
        code="7K3M9Q2F", referrals=[["T.HIV", slip(1), "warm", 1]], returns=["counted", 9, 9]
    )
    fold(conn, [world.first(1, given)])
    fold(conn, [world.void(2, 1)])
    assert [rows(conn, model) for model in ROLLUPS] == [[]] * len(ROLLUPS)
    assert rows(conn, Line) == []
    assert {row[2] for row in rows(conn, Stock)} == {0}
    assert agrees(conn)


def test_a_void_may_come_first(conn: Connection, world: World) -> None:
    fold(conn, [world.void(2, 1)])
    fold(conn, [world.first(1)])
    assert total(conn) == 0
    assert len(rows(conn, Contact)) == 1


def test_a_later_amendment_brings_a_voided_contact_back(conn: Connection, world: World) -> None:
    fold(conn, [world.first(1), world.void(2, 1), world.amend(3, 1, world.contact(people=2))])
    assert [row[4] for row in rows(conn, models.DayContact)] == [2]


def test_a_coordinator_outranks_the_phone(conn: Connection, world: World) -> None:
    fold(conn, [world.amend(9, 1, world.contact(people=2), desk=40)])
    fold(conn, [world.first(1), world.amend(99, 1, world.contact(people=3))])
    assert [row[4] for row in rows(conn, models.DayContact)] == [2]
    fold(conn, [world.void(9, 1, desk=41)])
    assert total(conn) == 0


def test_records_of_a_cloned_phone_are_kept_apart(conn: Connection, world: World) -> None:
    one = world.first(1)
    fold(conn, [one, one._replace(uid=uid(77), seq=99)])
    assert total(conn) == 2


def test_two_phones_with_the_same_numbers_are_kept_apart(conn: Connection, world: World) -> None:
    fold(conn, [world.first(1), world.first(1, phone=1)])
    assert total(conn) == 2


def test_people_with_a_code_are_counted_once_a_period(conn: Connection, world: World) -> None:
    days = ["2026-11-20", "2026-11-19", "2026-10-01", "2026-09-30"]
    fold(conn, [world.first(n, world.contact(code="7K3M9Q2F", day=day)) for n, day in enumerate(days, 1)])
    assert dict(rows(conn, models.PeriodPeople)) == {
        "2026": 1, "2026Q4": 1, "2026Q3": 1, "2026-09": 1, "2026-10": 1, "2026-11": 1,
    }  # fmt: skip


def test_a_person_leaves_the_count_with_the_last_contact(conn: Connection, world: World) -> None:
    fold(conn, [world.first(n, world.contact(code="7K3M9Q2F")) for n in (1, 2)])
    fold(conn, [world.void(3, 1)])
    assert dict(rows(conn, models.PeriodPeople))["2026"] == 1
    fold(conn, [world.void(4, 2)])
    assert rows(conn, models.PeriodPeople) == []


def test_a_corrected_code_moves_the_person(conn: Connection, world: World) -> None:
    fold(conn, [world.first(1, world.contact(code="AAAA1111"))])
    fold(conn, [world.amend(2, 1, world.contact(code="BBBB2222"))])
    assert {row[1] for row in rows(conn, models.PersonPeriod)} == {pseudonym("BBBB2222", TODAY).hex()}
    assert dict(rows(conn, models.PeriodPeople))["2026"] == 1


def test_what_was_given_leaves_the_stock_of_its_site(conn: Connection, world: World) -> None:
    fold(conn, [world.first(1), world.first(2, world.contact(site=None, lines=[["SX01", 3]]))])
    assert sorted(row[::2] for row in rows(conn, Stock)) == [(0, -3), (1, -10), (1, -5)]


def test_an_outcome_survives_a_correction(conn: Connection, world: World) -> None:
    offer = ["T.HIV", slip(1), "warm", 1]
    fold(conn, [world.first(1, world.contact(referrals=[offer]))])
    case = referrals.find_slip(conn, slip(1), TODAY)
    assert case is not None
    outcomes.settle(conn, case.id, "attended", TODAY)
    fold(
        conn, [world.amend(2, 1, world.contact(zone=2, referrals=[offer, ["T.STI", slip(2), "warm", None]]))]
    )
    found = {row[3]: row[4] for row in rows(conn, models.MonthReferral)}
    assert found == {"attended": 1, "offered": 1}
    assert {row[1] for row in rows(conn, models.MonthReferral)} == {2}
    assert agrees(conn)


def test_a_settled_referral_comes_back_with_its_outcome(conn: Connection, world: World) -> None:
    offer = ["T.HIV", slip(1), "warm", None]
    fold(conn, [world.first(1, world.contact(referrals=[offer]))])
    outcomes.settle(conn, only(conn), "declined", TODAY)
    fold(conn, [world.amend(2, 1, world.contact())])
    assert rows(conn, models.MonthReferral) == []
    fold(conn, [world.amend(3, 1, world.contact(referrals=[offer]))])
    assert [row[3] for row in rows(conn, models.MonthReferral)] == ["declined"]
    assert agrees(conn)


def test_a_missed_referral_is_closed_at_its_furthest_step(conn: Connection, world: World) -> None:
    fold(
        conn, [world.first(1, world.contact(day="2026-10-01", referrals=[["T.HIV", slip(1), "warm", None]]))]
    )
    outcomes.settle(conn, only(conn), "accepted", TODAY)
    assert referrals.overdue_count(conn, TODAY) == 1
    outcomes.settle(conn, only(conn), "missed", TODAY)
    assert referrals.overdue(conn, TODAY) == []
    assert [row[3] for row in rows(conn, models.MonthReferral)] == ["accepted"]
    assert agrees(conn)


def test_an_unsettled_referral_goes_with_its_contact(conn: Connection, world: World) -> None:
    fold(conn, [world.first(1, world.contact(referrals=[["T.HIV", slip(1), "warm", None]]))])
    fold(conn, [world.void(2, 1)])
    assert rows(conn, Referral) == []


def test_a_follow_up_date_comes_from_the_type(conn: Connection, world: World) -> None:
    fold(conn, [world.first(1, world.contact(referrals=[["P.PEP", slip(1), "warm", None]]))])
    case = referrals.find_slip(conn, slip(1), TODAY)
    assert case is not None
    assert case.due_on == date(2026, 11, 23)


def test_records_can_be_taken_out_and_folded_anew(conn: Connection, world: World) -> None:
    one, two = world.first(1), world.amend(2, 1, world.contact(people=5))
    fold(conn, [one, two, world.first(3)])
    refold(conn, [(one.device, one.n, one.uid)], [one])
    assert sum(row[4] for row in rows(conn, models.DayContact)) == 2
    refold(conn, [(one.device, one.n, one.uid)], [])
    assert total(conn) == 1
    assert agrees(conn)


def test_a_big_batch_folds_like_many_small_ones(conn: Connection, world: World) -> None:
    many = [world.first(n, world.contact(code=f"CODE{n % 7:04d}", people=1 + n % 3)) for n in range(1, 251)]
    fold(conn, many)
    assert total(conn) == 250
    assert agrees(conn)


@pytest.mark.parametrize("model", ROLLUPS)
def test_rebuild_mends_any_table(conn: Connection, world: World, model: Any) -> None:
    given = world.contact(code="7K3M9Q2F", referrals=[["T.HIV", slip(1), "warm", 1]])
    fold(conn, [world.first(n, given) for n in (1, 2)])
    right = rows(conn, model)
    conn.execute(model.__table__.delete())
    assert not agrees(conn)
    rebuild.rebuild(conn)
    assert rows(conn, model) == right
