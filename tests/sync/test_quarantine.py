"""Every reason to wait in quarantine, and what a coordinator can do about it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from outreach.contacts.models import Contact
from outreach.errors import ConflictError, InvalidRecordError, NotFoundError, SealError
from outreach.privacy.current import keys
from outreach.sync import phones, quarantine, store
from outreach.team import devices
from tests.sync.pocket import statuses

TODAY = date(2026, 11, 20)


def people(conn) -> int:
    return int(
        conn.execute(select(func.coalesce(func.sum(Contact.people), 0)).where(~Contact.void)).scalar_one()
    )


def test_changed_bytes_are_kept_as_unopened(phone, contact, run):
    item = phone.seal(contact())
    ack = phone.send([{**item, "env": item["env"][:-4] + "AAAA"}])
    assert statuses(ack) == [("quarantined", "unopened")]
    assert run(people) == 0
    assert run(store.envelope, 1).body is not None


def test_a_key_that_is_not_here_is_told_as_unknown(phone, contact):
    item = phone.seal(contact(), key_id="2024-01")
    assert statuses(phone.send([item])) == [("quarantined", "unknown_key")]


def test_a_newer_version_of_the_envelope_waits(phone, contact):
    assert statuses(phone.send([phone.seal(contact(), v=2)])) == [("quarantined", "unknown_version")]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"no json", "shape"),
        (b'["contact", NaN]', "shape"),
        (b"[" * 900, "shape"),
        (b"\xff\xfe", "shape"),
        ({}, "shape"),
        ([], "shape"),
        (["unheard_of", 1], "kind"),
        (["contact", 99], "version"),
        (["void", 1, "x", "y", 1], "ref"),
    ],
)
def test_what_is_no_record_waits_under_its_reason(phone, record, reason):
    assert statuses(phone.send([phone.seal(record)])) == [("quarantined", reason)]


def test_a_record_that_breaks_a_rule_waits_under_the_name_of_the_field(phone, contact):
    items = [
        phone.seal(contact(people=0)),
        phone.seal(contact(zone=999)),
        phone.seal(contact(day="2031-01-01")),
    ]
    assert statuses(phone.send(items)) == [
        (("quarantined"), code) for code in ("people", "zone", "day_future")
    ]


def test_what_another_phone_sealed_waits_until_somebody_says_same_phone(make_phone, contact, run, town):
    old, new = make_phone(), make_phone()
    ack = new.send([old.seal(contact(people=3))])
    assert statuses(ack) == [("quarantined", "foreign_device")]
    assert ack["results"][0]["device"] == old.uid
    assert run(phones.same_phone, new.id, old.id, town.member, TODAY) == 1
    assert run(people) == 3
    assert statuses(new.send([old.seal(contact())])) == [("stored", None)]


def test_what_another_phone_brought_does_not_count_against_its_owner(make_phone, contact, run):
    owner, other = make_phone(), make_phone()
    item = owner.seal(contact())
    other.send([{**item, "env": owner.seal(contact(), n=1)["env"]}, item])
    ack = owner.send([item])
    assert statuses(ack) == [("stored", None)]
    assert ack["held"]["count"] == 1
    assert "cmd" not in ack
    assert run(people) == 1


def test_a_phone_that_this_store_never_heard_of_is_kept_too(phone, contact, run):
    unknown = "11111111-2222-4333-8444-555555555555"
    ack = phone.send([phone.seal(contact(), device=unknown)])
    assert statuses(ack) == [("quarantined", "foreign_device")]
    assert run(devices.by_uid, unknown).name == devices.STRANGER


def test_only_so_many_unknown_phones_are_taken(phone, contact, monkeypatch):
    monkeypatch.setattr("outreach.sync.writing.MOST_STRANGERS", 1)
    first, second = (f"{i}1111111-2222-4333-8444-555555555555" for i in (1, 2))
    phone.send([phone.seal(contact(), device=first)])
    assert statuses(phone.send([phone.seal(contact(), device=second)])) == [("rejected", "unknown_device")]


def test_a_phone_waits_until_its_digits_are_entered(make_phone, contact, run, town, clock):
    phone = make_phone(active=False)
    assert statuses(phone.send([phone.seal(contact(people=4))])) == [("quarantined", "pending")]
    assert run(people) == 0
    outcome = run(phones.confirm, 1, phone.joined.digits, None, town.member, clock.now, TODAY)
    assert outcome == "confirmed"
    assert run(people) == 4


def test_a_revoked_phone_is_locked_until_nothing_is_left_then_wiped(phone, contact, run, town):
    run(phones.revoke, phone.id, None, town.member, TODAY)
    ack = phone.send([phone.seal(contact())], left=5)
    assert statuses(ack) == [("quarantined", "revoked")]
    assert ack["cmd"] == "lock"
    assert phone.send([phone.seal(contact())], left=0)["cmd"] == "wipe"
    assert run(people) == 0


def test_a_revoked_phone_is_not_wiped_while_it_holds_what_was_rejected(phone, run, town):
    run(phones.revoke, phone.id, None, town.member, TODAY)
    assert phone.send([{"n": 1}], left=0)["cmd"] == "lock"


def test_what_a_lost_phone_sent_since_that_day_leaves_the_figures(phone, contact, run, town, clock):
    phone.send([phone.seal(contact(people=2))])
    clock.move(days=2)
    phone.send([phone.seal(contact(people=5))])
    assert run(phones.revoke, phone.id, date(2026, 11, 22), town.member, date(2026, 11, 22)) == 1
    assert run(people) == 2
    assert run(store.envelope, 2).reason == "lost"
    assert run(store.envelope, 2).body is not None


def test_a_lost_phones_amendment_gives_way_to_what_was_before(phone, contact, run, town, clock):
    first = phone.seal(contact(people=2))
    phone.send([first])
    clock.move(days=1)
    phone.send([phone.seal(["amend", 1, phone.uid, first["id"], 1, contact(people=9)])])
    assert run(people) == 9
    run(phones.revoke, phone.id, date(2026, 11, 21), town.member, date(2026, 11, 21))
    assert run(people) == 2


def test_more_than_a_days_work_waits(make_app, phone, contact, run):
    phone.app.config["DEVICE_DAY_LIMIT"] = 2
    ack = phone.send([phone.seal(contact()) for _ in range(4)])
    assert statuses(ack) == [("stored", None)] * 2 + [("quarantined", "over_limit")] * 2
    assert run(people) == 2


def test_duplicates_do_not_count_towards_the_daily_limit(phone, contact):
    phone.app.config["DEVICE_DAY_LIMIT"] = 3
    items = [phone.seal(contact()) for _ in range(2)]
    for _ in range(3):
        phone.send(items)
    assert statuses(phone.send([phone.seal(contact())])) == [("stored", None)]


def test_the_daily_limit_begins_again_the_next_day(phone, contact, clock):
    phone.app.config["DEVICE_DAY_LIMIT"] = 1
    phone.send([phone.seal(contact())])
    clock.move(days=1)
    assert statuses(phone.send([phone.seal(contact())])) == [("stored", None)]


def test_a_flood_is_refused_with_a_time_to_wait(phone, contact):
    phone.app.config["DEVICE_DAY_LIMIT"] = 1
    phone.send([phone.seal(contact()) for _ in range(10)])
    response = phone.push([phone.seal(contact())])
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "3600"


def test_an_amendment_of_another_phones_record_waits(make_phone, contact, run):
    one, other = make_phone(), make_phone()
    first = one.seal(contact(people=2))
    one.send([first])
    ack = other.send([other.seal(["void", 1, one.uid, first["id"], 1])])
    assert statuses(ack) == [("quarantined", "ref_foreign")]
    assert run(people) == 2


def test_approving_counts_as_if_it_had_come_then(make_phone, contact, run, town):
    old, new = make_phone(), make_phone()
    new.send([old.seal(contact(people=3))])
    run(quarantine.decide, 1, True, town.member, TODAY)
    assert run(people) == 3
    with pytest.raises(ConflictError):
        run(quarantine.decide, 1, False, town.member, TODAY)


def test_rejecting_keeps_the_item_and_counts_nothing(make_phone, contact, run, town):
    old, new = make_phone(), make_phone()
    new.send([old.seal(contact())])
    run(quarantine.decide, 1, False, town.member, TODAY)
    assert run(people) == 0
    assert run(store.envelope, 1).body is not None
    assert run(store.waiting) == []


def test_a_decision_can_be_taken_back(make_phone, contact, run, town):
    old, new = make_phone(), make_phone()
    new.send([old.seal(contact(people=3))])
    run(quarantine.decide, 1, True, town.member, TODAY)
    run(quarantine.reopen, 1, town.member, TODAY)
    assert run(people) == 0
    assert len(run(store.waiting)) == 1


def test_what_nobody_can_read_or_what_breaks_a_rule_cannot_be_approved(phone, contact, run, town):
    item = phone.seal(contact())
    phone.send([{**item, "env": item["env"][:-4] + "AAAA"}, phone.seal(contact(people=0))])
    with pytest.raises(SealError):
        run(quarantine.decide, 1, True, town.member, TODAY)
    with pytest.raises(InvalidRecordError):
        run(quarantine.decide, 2, True, town.member, TODAY)
    with pytest.raises(NotFoundError):
        run(quarantine.decide, 99, True, town.member, TODAY)


def test_approving_a_conflict_lets_the_later_version_count(phone, contact, run, town):
    first = phone.seal(contact(people=2))
    phone.send([first, phone.seal(contact(people=7), id=first["id"], n=1)])
    assert run(people) == 2
    run(quarantine.decide, 2, True, town.member, TODAY)
    assert run(people) == 7


def test_items_of_a_destroyed_key_wait_and_count_when_it_comes_back(app, phone, contact, run):
    path = keys_file(app)
    content = path.read_bytes()
    phone.send([phone.seal(contact())])
    path.unlink()
    assert statuses(phone.send([phone.seal(contact(people=6))])) == [("quarantined", "unknown_key")]
    path.write_bytes(content)
    assert run(quarantine.release, phone.id, quarantine.MENDABLE, TODAY) == 1
    assert run(people) == 7


def keys_file(app):
    with app.app_context():
        return keys().folder / "month-2026-11.pem"


def test_a_zone_added_after_the_last_look_is_known_at_once(phone, contact, run):
    from outreach.places import store as places
    from tests.sync.conftest import SQUARE

    phone.send([phone.seal(contact())])
    zone = run(places.save_zone, "Park", SQUARE)
    assert statuses(phone.send([phone.seal(contact(zone=zone))])) == [("stored", None)]


def test_a_fault_in_a_rule_stops_only_its_own_record(phone, contact, monkeypatch):
    from outreach.sync import kinds

    plain = kinds.parse
    monkeypatch.setattr(kinds, "parse", lambda r, k: 1 / 0 if r[7] == 13 else plain(r, k))
    ack = phone.send([phone.seal(contact(people=13)), phone.seal(contact())])
    assert statuses(ack) == [("quarantined", "failed"), ("stored", None)]


def test_when_a_bulk_statement_fails_the_others_are_written_one_by_one(phone, contact, run, monkeypatch):
    from outreach.sync import writing

    plain = writing.fold

    def fold(conn, incoming):
        if any(one.parsed.contact.row.people == 13 for one in incoming):
            raise ValueError("a statement failed")
        plain(conn, incoming)

    monkeypatch.setattr(writing, "fold", fold)
    ack = phone.send([phone.seal(contact(people=n)) for n in (2, 13, 4)])
    assert statuses(ack) == [("stored", None), ("quarantined", "unfolded"), ("stored", None)]
    assert run(people) == 6
    assert ack["held"]["count"] == 3
