"""Backups, durable_seq, and what happens when an older store comes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from outreach.contacts.models import Contact
from outreach.errors import UnreadableBackupError
from outreach.privacy.current import keys
from outreach.sync import backup, epoch, retention, store
from outreach.team.meta import meta
from tests.sync.pocket import statuses

TODAY = date(2026, 11, 20)


def people(conn) -> int:
    return int(
        conn.execute(select(func.coalesce(func.sum(Contact.people), 0)).where(~Contact.void)).scalar_one()
    )


@pytest.fixture
def back_up(app, tmp_path):
    def make(day=TODAY):
        with app.app_context():
            return backup.make(tmp_path / "backups", keys(), day)

    return make


@pytest.fixture
def put_back(app):
    def restore(made):
        with app.app_context():
            return backup.restore(made.path, keys())

    return restore


def test_a_backup_moves_durable_seq_and_nothing_else_does(phone, contact, back_up):
    assert phone.send([phone.seal(contact())])["durable_seq"] == 0
    assert back_up().seq == 1
    assert phone.send([phone.seal(contact())])["durable_seq"] == 1


def test_a_backup_comes_back_whole(phone, contact, back_up, put_back, run):
    phone.send([phone.seal(contact(people=n)) for n in (1, 2, 3)])
    made = back_up()
    phone.send([phone.seal(contact(people=50))])
    assert put_back(made) == 3
    assert run(people) == 6
    assert run(store.newest_seq) == 3


def test_after_a_restore_the_file_outside_the_store_raises_the_epoch(phone, contact, back_up, put_back):
    items = [phone.seal(contact()) for _ in range(3)]
    phone.send(items[:1])
    made = back_up()
    before = phone.send(items[1:])["epoch"]
    put_back(made)
    ack = phone.send(items, epoch=None, acked_seq=0)
    assert ack["epoch"] != before
    assert statuses(ack) == [("duplicate", None), ("stored", None), ("stored", None)]
    assert phone.send([])["epoch"] == ack["epoch"]


def test_without_that_file_a_phones_receipt_raises_it(phone, contact, back_up, put_back, app):
    items = [phone.seal(contact()) for _ in range(2)]
    phone.send(items[:1])
    made = back_up()
    before = phone.send(items[1:])["epoch"]
    put_back(made)
    with app.app_context():
        epoch._path().unlink()
    assert phone.send([])["epoch"] != before


def test_a_receipt_of_another_epoch_proves_nothing(phone, contact):
    before = phone.send([phone.seal(contact())])["epoch"]
    assert phone.send([], epoch="0" * 32, acked_seq=10**6)["epoch"] == before
    assert phone.send([], epoch=None, acked_seq=10**6)["epoch"] == before


def test_only_a_phone_that_counts_can_raise_the_epoch(make_phone, contact, run, town):
    good, pending = make_phone(), make_phone(active=False)
    before = good.send([good.seal(contact())])["epoch"]
    assert pending.send([], epoch=before, acked_seq=10**6)["epoch"] == before
    assert good.send([], epoch=before, acked_seq=10**6)["epoch"] != before


def test_phones_send_again_and_everything_counts_once(phone, contact, back_up, put_back, run):
    items = [phone.seal(contact(people=n)) for n in (1, 2, 3, 4)]
    phone.send(items[:2])
    made = back_up()
    held = phone.send(items[2:])["held"]
    put_back(made)
    ack = phone.send(items)
    assert ack["held"] == held
    assert run(people) == 10


def test_new_receipts_after_a_restore_are_given_in_the_new_epoch(phone, contact, back_up, put_back):
    phone.send([phone.seal(contact())])
    made = back_up()
    phone.send([phone.seal(contact())])
    put_back(made)
    ack = phone.send([phone.seal(contact())])
    assert ack["results"][0]["seq"] == 2
    assert phone.send([])["epoch"] == ack["epoch"]


def test_a_backup_holds_nothing_readable(phone, contact, back_up, run):
    phone.send([phone.seal(contact(code="7KQ42MXP"))])
    raw = back_up().path.read_bytes()
    assert phone.uid.encode() not in raw
    assert b"CREATE TABLE" not in raw
    assert bytes(run(store.envelope, 1).digest) not in raw


def test_each_changed_byte_of_a_backup_is_noticed(phone, contact, back_up, app):
    phone.send([phone.seal(contact())])
    path = back_up().path
    good = path.read_bytes()
    with app.app_context():
        assert backup.check(path, keys()) == 1
        for place in (0, 30, 60, len(good) // 2, len(good) - 1):
            path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
            with pytest.raises(UnreadableBackupError):
                backup.check(path, keys())
        for cut in (10, len(good) // 2, len(good) - 1):
            path.write_bytes(good[:cut])
            with pytest.raises(UnreadableBackupError):
                backup.check(path, keys())


def test_a_damaged_backup_replaces_nothing(phone, contact, back_up, put_back, run):
    phone.send([phone.seal(contact(people=5))])
    made = back_up()
    made.path.write_bytes(made.path.read_bytes()[:-1])
    with pytest.raises(UnreadableBackupError):
        put_back(made)
    assert run(people) == 5


def test_backups_older_than_sixty_days_go_with_their_keys(phone, contact, back_up, app):
    made = back_up()
    later = TODAY + timedelta(days=61)
    content = made.path.read_bytes()
    with app.app_context():
        assert backup.tidy(made.path.parent, keys(), later) == 1
        made.path.write_bytes(content)
        with pytest.raises(UnreadableBackupError):
            backup.check(made.path, keys())


def test_a_body_goes_35_days_after_it_came_once_a_backup_covers_it(phone, contact, back_up, app, run):
    phone.send([phone.seal(contact()), phone.seal(contact(people=0))])
    with app.app_context():
        assert retention.erase_bodies(TODAY + timedelta(days=40)) == 0
    back_up()
    with app.app_context():
        assert retention.erase_bodies(TODAY + timedelta(days=35)) == 0
        assert retention.erase_bodies(TODAY + timedelta(days=36)) == 1
    assert run(store.envelope, 1).body is None
    assert run(store.envelope, 2).body is not None


def test_an_erased_body_leaves_its_receipt_and_its_place_in_held(phone, contact, back_up, app, run):
    item = phone.seal(contact(people=2))
    first = phone.send([item])
    back_up()
    with app.app_context():
        retention.erase_bodies(TODAY + timedelta(days=36))
    again = phone.send([item])
    assert statuses(again) == [("duplicate", None)]
    assert again["held"] == first["held"]
    assert again["results"][0]["sha256"] == first["results"][0]["sha256"]
    assert run(people) == 2


def test_a_backup_notes_its_day_and_reaches_never_back(phone, contact, back_up, run):
    phone.send([phone.seal(contact())])
    back_up()
    assert run(meta, "last_backup_on") == "2026-11-20"
    assert run(meta, "durable_seq") == "1"


def test_a_high_water_file_that_cannot_be_written_stops_nobody(phone, contact, monkeypatch, tmp_path):
    monkeypatch.setattr(epoch, "_path", lambda: tmp_path / "gone" / "high-water")
    assert statuses(phone.send([phone.seal(contact())])) == [("stored", None)]


def test_the_high_water_never_falls_within_an_epoch(app):
    with app.app_context():
        for seq in (5, 3, 9, 1):
            epoch.raise_high_water("e1", seq)
        assert epoch.high_water() == ("e1", 9)
        epoch.raise_high_water("e2", 4)
        assert epoch.high_water() == ("e2", 4)
