"""What becomes of an item: stored, duplicate, conflict, quarantined, rejected."""

from __future__ import annotations

import copy

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
