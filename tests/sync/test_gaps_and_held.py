"""The running pair and the gaps: worked out in steps by the server, and naively here."""

from __future__ import annotations

import uuid
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from outreach.sync import rules
from outreach.sync.rules import Span
from tests.sync.pocket import pair

items = st.lists(st.tuples(st.uuids(), st.binary(min_size=32, max_size=32)), unique=True, max_size=30)


@given(items, st.randoms())
def test_the_pair_does_not_depend_on_order_or_batches(stored, random):
    held, parts = bytes(32), [rules.held_part(uid.bytes, digest) for uid, digest in stored]
    random.shuffle(parts)
    cut = random.randint(0, len(parts))
    held = rules.combine(rules.combine(held, parts[:cut]), parts[cut:])
    assert held.hex() == pair([(str(uid), digest.hex()) for uid, digest in stored])["digest"]


@given(items.filter(bool))
def test_any_lost_item_changes_the_pair(stored):
    whole = pair([(str(uid), digest.hex()) for uid, digest in stored])
    for place in range(len(stored)):
        less = stored[:place] + stored[place + 1 :]
        assert pair([(str(uid), digest.hex()) for uid, digest in less]) != whole


def test_a_part_is_the_hash_of_id_and_digest():
    uid = uuid.UUID(int=5)
    assert rules.held_part(uid.bytes, b"d" * 32) == int.from_bytes(
        sha256(uid.bytes + b"d" * 32).digest(), "big"
    )


@given(st.lists(st.lists(st.integers(1, 60), max_size=8), max_size=12))
def test_gaps_are_the_numbers_below_the_highest_that_never_came(batches):
    gaps, top, seen = [], 0, set()
    for batch in batches:
        gaps, top = rules.close_gaps(gaps, top, batch)
        seen |= set(batch)
        assert top == max(seen, default=0)
        assert [n for gap in gaps for n in range(gap.first, gap.last + 1)] == sorted(
            set(range(1, top)) - seen
        )


def test_the_end_counts_as_missing_only_when_nothing_is_left():
    assert rules.missing([Span(2, 3)], 5, 9, left=3) == [2, 3]
    assert rules.missing([Span(2, 3)], 5, 9, left=0) == [2, 3, 6, 7, 8]


def test_a_long_gap_is_listed_in_part():
    assert rules.missing([Span(1, 10**6)], 10**6 + 1, 10**6 + 2, 0) == list(range(1, 501))


def test_gaps_are_told_and_close_when_the_items_come(phone, contact):
    items = [phone.seal(contact()) for _ in range(5)]
    assert phone.send([items[4]], left=4)["gaps"] == [1, 2, 3, 4]
    assert phone.send([items[1], items[2]], left=2)["gaps"] == [1, 4]
    assert phone.send([items[0], items[3]])["gaps"] == []


def test_numbers_lost_on_the_phone_are_told(phone, contact):
    phone.send([phone.seal(contact())])
    assert phone.send([], next_n=4, left=0)["gaps"] == [2, 3]
    assert phone.send([], next_n=4, left=2)["gaps"] == []


def test_quarantined_and_conflicting_items_are_held_too(phone, contact):
    first = phone.seal(contact())
    items = [first, phone.seal(contact(people=2), id=first["id"], n=1), phone.seal(contact(people=0))]
    ack = phone.send(items)
    assert ack["held"] == pair([(i["id"], r["sha256"]) for i, r in zip(items, ack["results"], strict=True)])
