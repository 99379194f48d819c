"""The same at once: a phone retries while its first try still runs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import func, select

from outreach.contacts.models import Contact
from outreach.figures.models import DayContact, DayItem
from outreach.sync import corrections, store

TODAY = date(2026, 11, 20)


def totals(conn):
    def total(column):
        return int(conn.execute(select(func.coalesce(func.sum(column), 0))).scalar_one())

    rows = int(conn.execute(select(func.count()).select_from(Contact)).scalar_one())
    return rows, total(Contact.people), total(DayContact.people), total(DayItem.quantity)


def at_once(calls):
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def test_the_same_batch_from_four_connections_at_once_counts_once(phone, contact, run):
    for _ in range(5):
        items = [phone.seal(contact()) for _ in range(20)]
        answers = at_once([lambda items=items: phone.push(items)] * 4)
        assert {answer.status_code for answer in answers} == {200}
        kinds = [r["status"] for a in answers for r in a.get_json(force=True)["results"]]
        assert (kinds.count("stored"), kinds.count("duplicate")) == (20, 60)
    assert run(totals) == (100, 100, 100, 1000)
    assert phone.send([])["held"]["count"] == 100


def test_many_phones_at_once_all_count(make_phone, contact, run):
    phones = [make_phone() for _ in range(4)]
    batches = [(phone, [phone.seal(contact()) for _ in range(10)]) for phone in phones for _ in range(3)]
    answers = at_once([lambda p=phone, b=batch: p.push(b) for phone, batch in batches])
    assert {answer.status_code for answer in answers} == {200}
    assert run(totals) == (120, 120, 120, 1200)
    seqs = [r["seq"] for a in answers for r in a.get_json(force=True)["results"]]
    assert len(set(seqs)) == 120


def test_a_contact_and_its_amendment_at_once_end_the_same(phone, contact, run):
    for _ in range(5):
        first = phone.seal(contact())
        amend = phone.seal(["amend", 1, phone.uid, first["id"], first["n"], contact(people=3)])
        at_once([lambda i=item: phone.push([i]) for item in (amend, first)])
    assert run(totals)[:3] == (5, 15, 15)


def test_a_coordinator_and_a_phone_at_once_end_with_the_coordinator(phone, contact, run, town):
    first = phone.seal(contact())
    phone.send([first])
    amends = [phone.seal(["amend", 1, phone.uid, first["id"], 1, contact(people=n)]) for n in (3, 4)]
    at_once(
        [
            lambda: phone.push(amends),
            lambda: run(corrections.correct, 1, contact(people=9), town.member, TODAY),
            lambda: phone.push(amends),
        ]
    )
    assert run(totals)[:3] == (1, 9, 9)


def test_two_phones_that_bring_the_same_rescue_file_at_once_store_it_once(make_phone, contact, run):
    owner, one, other = make_phone(), make_phone(), make_phone()
    items = [owner.seal(contact()) for _ in range(5)]
    at_once([lambda p=p: p.push(items) for p in (one, other, owner)])
    owner.send(items)
    assert run(totals)[:2] == (5, 5)
    assert run(store.newest_seq) == 5
