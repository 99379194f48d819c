"""What becomes of an item: stored, duplicate, conflict, quarantined, rejected."""

from __future__ import annotations

import copy
import gzip
import json

import pytest

from outreach.sync import store
from outreach.team import devices
from tests.sync.pocket import pair, statuses


def test_a_sealed_contact_is_stored_and_its_digest_comes_back(phone, contact):
    item = phone.seal(contact())
    ack = phone.send([item])
    assert statuses(ack) == [("stored", None)]
    assert ack["held"] == pair([(item["id"], ack["results"][0]["sha256"])])


def test_the_same_item_again_is_a_duplicate_with_the_same_receipt(phone, contact):
    item = phone.seal(contact())
    first, second = phone.send([item]), phone.send([item])
    assert statuses(second) == [("duplicate", None)]
    assert second["results"][0]["seq"] == first["results"][0]["seq"]
    assert second["held"] == first["held"]


def test_the_same_item_twice_in_one_batch_counts_once(phone, contact):
    item = phone.seal(contact())
    ack = phone.send([item, copy.deepcopy(item)])
    assert statuses(ack) == [("stored", None), ("duplicate", None)]
    assert ack["held"]["count"] == 1


def test_the_same_id_with_other_bytes_is_a_conflict_and_both_are_kept(phone, contact, run):
    first = phone.seal(contact())
    other = phone.seal(contact(people=2), id=first["id"], n=1)
    ack = phone.send([first, other])
    assert statuses(ack) == [("stored", None), ("conflict", "conflict")]
    assert ack["held"]["count"] == 2
    assert run(store.newest_seq) == 2
    assert statuses(phone.send([first, other])) == [("duplicate", None)] * 2


def test_the_same_number_with_another_id_marks_a_clone(phone, contact, run):
    ack = phone.send([phone.seal(contact()), phone.seal(contact(), n=1)])
    assert statuses(ack) == [("stored", None), ("quarantined", "clone")]
    assert ack["cmd"] == "enrol"
    assert run(devices.by_uid, phone.uid).clone


def test_a_malformed_item_is_rejected_and_blocks_nothing(phone, contact):
    bad = [
        None,
        7,
        [],
        {},
        {"n": 3},
        {**phone.seal(contact()), "id": "x"},
        {**phone.seal(contact()), "more": 1},
    ]
    ack = phone.send([*bad, phone.seal(contact())])
    assert statuses(ack) == [("rejected", "malformed")] * 7 + [("stored", None)]
    assert [r["n"] for r in ack["results"]] == [None, None, None, None, 3, 1, 2, 3]


@pytest.mark.parametrize(
    "change",
    [
        {"id": "6F1B3C52-2A84-4D0E-9C37-5B8E0F4A7D11"},
        {"id": "6f1b3c52-2a84-1d0e-9c37-5b8e0f4a7d11"},
        {"n": 0}, {"n": -1}, {"n": 2**40}, {"n": "1"}, {"n": 1.0}, {"n": True},
        {"key_id": "2026-13"}, {"key_id": "../../x"}, {"v": 0}, {"v": None},
        {"env": ""}, {"env": "A" * 100}, {"env": "ä" * 600}, {"env": "A" * 11_999}, {"env": "A" * 600 + "="},
        {"device": "x"}, {"device": None},
    ],
)  # fmt: skip
def test_each_wrong_form_of_an_item_is_rejected(phone, contact, change):
    ack = phone.send([{**phone.seal(contact()), **change}])
    assert statuses(ack) == [("rejected", "malformed")]
    assert ack["held"]["count"] == 0


def test_a_hundred_items_go_in_one_batch_in_gzip(phone, contact):
    ack = phone.push([phone.seal(contact()) for _ in range(100)], zip_it=True)
    assert ack.status_code == 200
    assert {r["status"] for r in ack.get_json(force=True)["results"]} == {"stored"}


def test_an_empty_batch_is_answered(phone):
    ack = phone.send([])
    assert ack["results"] == []
    assert ack["held"] == {"count": 0, "digest": "0" * 64}


def test_the_reply_names_the_nonce_the_type_and_nothing_else(phone, contact):
    response = phone.push([phone.seal(contact())], nonce="abcdefgh12345678")
    ack = response.get_json(force=True)
    assert response.content_type == "application/outreach-ack+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert ack["nonce"] == "abcdefgh12345678"
    assert set(ack) == {"v", "nonce", "epoch", "durable_seq", "results", "gaps", "held"}


def test_the_reply_is_gzipped_for_those_who_can_read_it(phone, contact):
    body = json.dumps(phone.batch([phone.seal(contact()) for _ in range(9)]))
    headers = {
        "Authorization": f"Device {phone.uid}.{phone.token}",
        "X-Outreach": "1",
        "Accept-Encoding": "gzip",
    }
    response = phone.app.test_client().post(
        "/api/v1/sync", data=body, content_type="application/outreach-batch+json", headers=headers
    )
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(response.data))["results"]) == 9


def test_what_arrives_is_in_the_store_byte_for_byte(phone, contact, run):
    item = phone.seal(contact())
    seq = phone.send([item])["results"][0]["seq"]
    from outreach.privacy.encoding import b64

    assert b64(bytes(run(store.envelope, seq).body)) == item["env"]


def test_the_store_keeps_the_day_of_arrival_and_no_time(phone, contact, run):
    seq = phone.send([phone.seal(contact())])["results"][0]["seq"]
    row = run(store.envelope, seq)
    assert row.arrived_on.isoformat() == "2026-11-20"
    assert not [name for name in row._fields if name.endswith("_at")]
