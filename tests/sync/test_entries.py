"""Records that are no contact through the API: any order, corrections, quarantine, and what a lost phone sent."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from sqlalchemy import func, select

from outreach.contacts.record_models import Cleanup
from outreach.errors import ConflictError, InvalidRecordError
from outreach.figures import records
from outreach.figures.rules import parse_period
from outreach.safety.record_models import Checkin, Incident
from outreach.sync import corrections, phones, quarantine, store
from tests.sync.pocket import statuses

TODAY = date(2026, 11, 20)
NOVEMBER = parse_period("2026-11")


@pytest.fixture
def cleanup(town):
    """`cleanup(30)`: needles collected in the street."""
    return lambda count: ["cleanup", 1, "2026-11-20", 0, town.zone, None, ["counted", count, count]]


@pytest.fixture
def checkin(town):
    """A check-in that was missed."""
    return ["checkin", 1, "2026-11-20", 3, town.zone, "missed"]


def needles(conn) -> int:
    told = records.tally(conn, NOVEMBER, "cleanup")
    rows = conn.execute(select(func.coalesce(func.sum(Cleanup.returned), 0))).scalar_one()
    assert rows == sum(one.amount for one in told.values())
    return int(rows)


def alarms(conn) -> int:
    return int(conn.execute(select(func.count()).select_from(Checkin)).scalar_one())


@pytest.fixture
def story(phone, cleanup):
    """A clean-up, two amendments of it, and a void of another one."""
    first, other = phone.seal(cleanup(2)), phone.seal(cleanup(30))

    def amend(count):
        return phone.seal(["amend", 1, phone.uid, first["id"], 1, cleanup(count)])

    return [first, other, amend(3), amend(5), phone.seal(["void", 1, phone.uid, other["id"], 2])]


@pytest.mark.parametrize("order", list(itertools.permutations(range(5)))[::13])
def test_any_order_of_arrival_gives_the_same_figures(phone, story, run, order):
    for place in order:
        phone.send([story[place]])
    assert run(needles) == 5
    assert statuses(phone.send(story)) == [("duplicate", None)] * 5
    assert run(needles) == 5


def test_a_coordinators_correction_outranks_the_phone(phone, story, run, cleanup, town):
    phone.send(story[:3])
    number = run(corrections.correct, 1, cleanup(7), town.member, TODAY)
    phone.send(story[3:])
    assert run(needles) == 7
    run(corrections.correct, number, None, town.member, TODAY)
    assert run(needles) == 0


def test_a_correction_is_of_the_same_kind(phone, story, run, contact, town):
    phone.send(story)
    with pytest.raises(InvalidRecordError):
        run(corrections.correct, 1, contact(), town.member, TODAY)
    assert run(needles) == 5


def test_a_check_in_is_never_taken_back(phone, checkin, run, town):
    first = phone.seal(checkin)
    phone.send([phone.seal(["void", 1, phone.uid, first["id"], 1])])
    phone.send([first, phone.seal(["void", 1, phone.uid, first["id"], 1])])
    assert run(alarms) == 1
    with pytest.raises(ConflictError):
        run(corrections.correct, 2, None, town.member, TODAY)


def test_what_a_lost_phone_sent_leaves_the_figures(phone, cleanup, run, town, clock):
    phone.send([phone.seal(cleanup(4))])
    clock.move(days=2)
    phone.send([phone.seal(cleanup(50))])
    assert run(phones.revoke, phone.id, date(2026, 11, 22), town.member, date(2026, 11, 23)) == 1
    assert run(needles) == 4


def test_a_lost_phones_amendment_gives_way_to_what_was_before(phone, cleanup, run, town, clock):
    first = phone.seal(cleanup(4))
    phone.send([first])
    clock.move(days=2)
    phone.send([phone.seal(["amend", 1, phone.uid, first["id"], 1, cleanup(50)])])
    run(phones.revoke, phone.id, date(2026, 11, 22), town.member, date(2026, 11, 23))
    assert run(needles) == 4


def test_approving_rejecting_and_taking_it_back(make_phone, cleanup, run, town):
    phone = make_phone(active=False)
    phone.send([phone.seal(cleanup(6))])
    assert run(needles) == 0
    run(quarantine.decide, 1, True, town.member, TODAY)
    assert run(needles) == 6
    run(quarantine.reopen, 1, town.member, TODAY)
    assert run(needles) == 0
    run(quarantine.decide, 1, False, town.member, TODAY)
    assert run(needles) == 0


def test_a_void_taken_back_gives_back_what_it_took(phone, story, cleanup, run, town):
    phone.send(story[:2])
    run(lambda conn: store.change(conn, [2], status="quarantined", reason="failed"))
    run(lambda conn: quarantine.withdraw(conn, [store.envelope(conn, 2)], TODAY))
    assert run(needles) == 2
    run(quarantine.decide, 2, True, town.member, TODAY)
    assert run(needles) == 32


def test_the_text_of_an_incident_is_stored_as_it_came(phone, run, town):
    key = "7d9f4c1e-02ab-4c55-8e19-3a6b0d2f7e81"
    told = ["incident", 1, "2026-11-20", 3, town.zone, "worker", ["threat"], [True, False, False, False]]
    phone.send([phone.seal([*told, [key, "A" * 1474]])])
    row = run(lambda conn: conn.execute(select(Incident.__table__)).one())
    assert (row.month, row.team_key, len(row.narrative)) == ("2026-11", key, 1105)
    assert not any(isinstance(value, date) for value in row)


def test_a_batch_may_hold_every_kind_at_once(phone, contact, cleanup, checkin, run):
    tally = ["tally", 1, "2026-11-20", 2, 1, None, "van", 30, [["NS01", 60]], None, []]
    ack = phone.send([phone.seal(record) for record in (contact(), cleanup(3), checkin, tally)])
    assert statuses(ack) == [("stored", None)] * 4
    assert (run(needles), run(alarms)) == (3, 1)
