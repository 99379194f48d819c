"""Records of mixed kinds: whatever the order, the batches and the repeats, the same rows and figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from outreach import entries
from outreach.contacts.models import Contact
from outreach.figures import rebuild
from outreach.referrals.models import Referral
from outreach.supplies.models import Line, Stock
from outreach.sync.fold import Incoming, fold, refold
from outreach.sync.kinds import AMENDABLE, KINDS

from .test_fold import ROLLUPS
from .world import World, rows, slip

DAYS = ("2026-11-20", "2026-10-31", "2025-12-31")
CONTACTS = ("contact", "tally")


@st.composite
def histories(draw: Any) -> list[tuple[str, int, int, list[Any]]]:
    """(what, phone, first record's number, kind and fields) of some records and of what was done to them later."""
    found = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        phone = draw(st.integers(0, 1))
        kind = draw(st.sampled_from(sorted({*AMENDABLE, "checkin"})))
        found.append(("first", phone, number, draw(told(kind))))
        for _ in range(draw(st.integers(0, 3))):
            what = draw(st.sampled_from(["amend", "amend", "void", "desk amend", "desk void"]))
            other = draw(st.sampled_from(CONTACTS)) if kind in CONTACTS else kind
            if kind != "checkin" or what.endswith("void"):
                found.append((what, phone, number, draw(told(other))))
    return found


@st.composite
def told(draw: Any, kind: str) -> list[Any]:
    """Kind and changed fields of one record."""
    fields: dict[str, Any] = {"day": draw(st.sampled_from(DAYS))}
    have = KINDS[kind].fields
    choices: dict[str, Any] = {
        "zone": st.integers(1, 3),
        "people": st.integers(1, 4),
        "returns": st.sampled_from([["counted", 7, 7], ["litres", 0.5, 50]]),
        "doses": st.integers(0, 3),
        "outcome": st.sampled_from(["ok", None]),
        "types": st.sampled_from([["threat"], ["violence", "threat"]]),
        "why": st.sampled_from(["none_left", "closed"]),
        "workers": st.integers(1, 3),
        "when": st.integers(0, 2),
        "state": st.sampled_from(["missed", "safe"]),
        "status": st.sampled_from(["attended", "accepted", "declined", "unknown"]),
        "slip": st.integers(1, 2).map(slip),
        "referrals": st.lists(st.integers(1, 2), unique=True).map(
            lambda numbers: [["T.HIV", slip(number), "warm", None] for number in numbers]
        ),
    }
    for name, choice in choices.items():
        if name in have:
            fields[name] = draw(choice)
    return [kind, fields]


def incoming(world: World, history: list[tuple[str, int, int, list[Any]]]) -> Iterator[Incoming]:
    numbers = [0, 0]
    for place, (what, phone, number, (kind, changed)) in enumerate(history):
        numbers[phone] += 1
        n, record = 100 + numbers[phone], world.record(kind, **changed)
        desk = place if what.startswith("desk") else None
        if what == "first":
            yield world.first(number, record, phone)
        elif what.endswith("amend"):
            yield world.amend(n, number, record, phone, desk)
        else:
            yield world.void(n, number, phone, desk)


def state(conn: Connection) -> dict[str, Any]:
    """All rows and figures, without the ids that depend on the order of arrival."""
    found: dict[str, Any] = {model.__name__: rows(conn, model) for model in ROLLUPS}
    contacts = {row[0]: row[1:] for row in rows(conn, Contact)}
    heads = {row[0]: row[1:] for row in rows(conn, entries.Entry)}
    found["contacts"], found["heads"] = sorted(contacts.values(), key=str), sorted(heads.values(), key=str)
    found["lines"] = sorted([(contacts[row[0]][:3], *row[1:]) for row in rows(conn, Line)], key=str)
    found["referrals"] = sorted([(contacts[row[1]][:3], *row[2:]) for row in rows(conn, Referral)], key=str)
    found["stock"] = [row for row in rows(conn, Stock) if row[2]]
    for kind in KINDS.values():
        if kind.rows:
            told = kind.rows.of(conn, list(heads))
            found[kind.name] = sorted([(heads[ident][:3], row) for ident, row in told.items()], key=str)
            assert all(heads[ident][6] == 0 for ident in told)  # what is void tells nothing
    return found


def folded(conn: Connection, batches: list[list[Incoming]]) -> dict[str, Any]:
    """The state after folding these batches into an otherwise empty store, which is empty again afterwards."""
    point = conn.begin_nested()
    for batch in batches:
        fold(conn, batch)
    assert not any(compared.wrong for compared in rebuild.check(conn))
    found = state(conn)
    point.rollback()
    return found


@pytest.mark.parametrize("examples", [60])
def test_the_order_of_arrival_does_not_matter(conn: Connection, world: World, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(history=histories(), data=st.data())
    def run(history: list[Any], data: Any) -> None:
        records = list(incoming(world, history))
        shuffled = data.draw(st.permutations(records))
        cut = sorted(data.draw(st.lists(st.integers(0, len(records)), max_size=3)))
        ends = zip([0, *cut], [*cut, len(records)], strict=True)
        batches = [shuffled[start:end] for start, end in ends]
        assert folded(conn, [*batches, shuffled]) == folded(conn, [[record] for record in records])

    run()


@pytest.mark.parametrize("examples", [30])
def test_what_is_taken_out_and_folded_again_is_as_it_was(
    conn: Connection, world: World, examples: int
) -> None:
    @settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(history=histories())
    def run(history: list[Any]) -> None:
        records = list(incoming(world, history))
        keys = {(record.device, record.n, record.uid) for record in records[::2]}
        again = [record for record in records if (record.device, record.n, record.uid) in keys]
        point = conn.begin_nested()
        fold(conn, records)
        before = state(conn)
        refold(conn, keys, again)
        assert state(conn) == before
        refold(conn, {(record.device, record.n, record.uid) for record in records}, [])
        assert not any(compared.wrong for compared in rebuild.check(conn))
        empty = state(conn)
        assert not any(empty[kind.name] for kind in KINDS.values() if kind.rows)
        assert not empty["MonthTally"]
        point.rollback()

    run()
