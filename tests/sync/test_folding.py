"""Amendments and voids through the API: any order, who may, which one counts."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from sqlalchemy import func, select

from outreach.contacts.models import Contact
from outreach.errors import InvalidRecordError, NotFoundError
from outreach.sync import corrections, phones, store
from tests.sync.pocket import statuses

TODAY = date(2026, 11, 20)


def people(conn) -> int:
    return int(
        conn.execute(select(func.coalesce(func.sum(Contact.people), 0)).where(~Contact.void)).scalar_one()
    )


@pytest.fixture
def story(phone, contact):
    """A contact, two amendments of it, and a void of another one."""
    first = phone.seal(contact(people=2))
    other = phone.seal(contact(people=30))

    def amend(count):
        return phone.seal(["amend", 1, phone.uid, first["id"], 1, contact(people=count)])

    return [first, other, amend(3), amend(5), phone.seal(["void", 1, phone.uid, other["id"], 2])]


@pytest.mark.parametrize("order", list(itertools.permutations(range(5)))[::13])
def test_any_order_of_arrival_gives_the_same_figures(phone, story, run, order):
    for place in order:
        phone.send([story[place]])
    assert run(people) == 5
    assert statuses(phone.send(story)) == [("duplicate", None)] * 5


def test_a_coordinators_correction_outranks_the_phone_and_the_latest_counts(phone, story, run, contact, town):
    phone.send(story[:3])
    run(corrections.correct, 1, contact(people=7), town.member, TODAY)
    phone.send(story[3:])
    assert run(people) == 7
    number = run(corrections.correct, 1, contact(people=8), town.member, TODAY)
    assert run(people) == 8
    run(corrections.correct, number, None, town.member, TODAY)
    assert run(people) == 0


def test_a_correction_by_the_receipt_of_an_amendment_is_about_the_contact(phone, story, run, contact, town):
    phone.send(story)
    run(corrections.correct, 3, contact(people=9), town.member, TODAY)
    assert run(people) == 9
    run(corrections.correct, 4, contact(people=11), town.member, TODAY)
    assert run(people) == 11


def test_a_correction_is_no_item_of_the_phone(phone, story, run, contact, town):
    held = phone.send(story)["held"]
    run(corrections.correct, 1, None, town.member, TODAY)
    ack = phone.send([])
    assert ack["held"] == held
    assert ack["gaps"] == []


def test_a_correction_is_stored_sealed(phone, story, run, contact, town):
    phone.send(story)
    row = run(store.envelope, run(corrections.correct, 1, contact(people=6), town.member, TODAY))
    assert (row.n, row.status, row.reason, row.kind) == (0, "stored", "coordinator", "amend")
    assert b"street" not in bytes(row.body)


def test_a_correction_must_keep_the_rules_and_name_a_receipt(phone, story, run, contact, town):
    phone.send(story)
    with pytest.raises(InvalidRecordError):
        run(corrections.correct, 1, contact(people=0), town.member, TODAY)
    with pytest.raises(NotFoundError):
        run(corrections.correct, 99, None, town.member, TODAY)
    assert run(people) == 5


def test_an_amendment_of_a_successor_comes_after_its_former_selfs(make_phone, contact, run, town):
    old, new = make_phone(), make_phone()
    first = old.seal(contact(people=2))
    old.send([first, *(old.seal(["amend", 1, old.uid, first["id"], 1, contact(people=n)]) for n in (3, 4))])
    run(phones.same_phone, new.id, old.id, town.member, TODAY)
    new.send([new.seal(["amend", 1, old.uid, first["id"], 1, contact(people=6)])])
    assert run(people) == 6
    new.send([old.seal(["amend", 1, old.uid, first["id"], 1, contact(people=7)])])
    assert run(people) == 6


def test_a_void_that_came_first_leaves_nothing_to_count(phone, contact, run):
    first = phone.seal(contact(people=4))
    phone.send([phone.seal(["void", 1, phone.uid, first["id"], 1])])
    phone.send([first])
    assert run(people) == 0
