"""After a browser erased everything, the phone that was set up again is told how many records never arrived."""

from __future__ import annotations

from outreach.sync import losses, phones
from tests.sync.conftest import TODAY


def same_phone(run, new, old, town):
    run(phones.same_phone, new.id, old.id, town.member, TODAY)


def test_a_phone_without_a_former_self_has_lost_nothing(phone, contact, run):
    phone.send([phone.seal(contact(), n=7)], next_n=12, left=4)
    assert run(losses.lost_before, phone.id) == 0


def test_what_the_former_phone_had_made_and_never_sent_is_counted(make_phone, contact, run, town):
    old, new = make_phone(), make_phone()
    old.send([old.seal(contact(), n=1), old.seal(contact(), n=4)], next_n=8, left=3)
    same_phone(run, new, old, town)
    assert run(losses.lost_before, new.id) == 2 + 3


def test_what_arrives_after_all_is_no_longer_lost(make_phone, contact, run, town):
    old, new = make_phone(), make_phone()
    waiting = [old.seal(contact()) for _ in range(3)]
    old.send([old.seal(contact(), n=4)], next_n=5)
    same_phone(run, new, old, town)
    assert run(losses.lost_before, new.id) == 3
    new.send(waiting)
    assert run(losses.lost_before, new.id) == 0


def test_the_phone_reads_it_with_its_lists(make_phone, contact, run, town):
    old, new = make_phone(), make_phone()
    old.send([], next_n=6, left=5)
    same_phone(run, new, old, town)
    credential = {"Authorization": f"Reference {new.uid}.{new.joined.ref_token}"}
    assert new.app.test_client().get("/api/v1/reference", headers=credential).get_json()["lost"] == 5
