"""Whatever the order and the batches, the same records end in the same rows and figures; rebuild agrees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from outreach.contacts.models import Contact
from outreach.figures import rebuild
from outreach.referrals.models import Referral
from outreach.supplies.models import Line, Stock
from outreach.sync.fold import Incoming, fold

from .test_fold import ROLLUPS
from .world import World, rows, slip

CODES = (None, "AAAA1111", "BBBB2222")
DAYS = ("2026-11-20", "2026-10-31", "2026-09-30", "2025-12-31")


@st.composite
def histories(draw: Any) -> list[tuple[str, int, int, dict[str, Any]]]:
    """(kind, phone, first record's number, fields) of some contacts and of what was done to them later."""
    found = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        phone = draw(st.integers(0, 1))
        found.append(("first", phone, number, draw(fields())))
        for _ in range(draw(st.integers(0, 3))):
            kind = draw(st.sampled_from(["amend", "amend", "void", "desk amend", "desk void"]))
            found.append((kind, phone, number, draw(fields())))
    return found


@st.composite
def fields(draw: Any) -> dict[str, Any]:
    items = draw(st.lists(st.sampled_from(["SX01", "NS01", "NX10"]), unique=True, max_size=3))
    slips = draw(st.lists(st.integers(1, 3), unique=True, max_size=2))
    return {
        "day": draw(st.sampled_from(DAYS)),
        "zone": draw(st.integers(1, 3)),
        "site": draw(st.sampled_from([None, 1, 2])),
        "people": draw(st.integers(1, 4)),
        "seen": draw(st.integers(0, 2)),
        "age": draw(st.sampled_from([None, "25-29"])),
        "code": draw(st.sampled_from(CODES)),
        "lines": [[item, draw(st.integers(1, 30)), draw(st.sampled_from([None, "first"]))] for item in items],
        "others": draw(st.integers(0, 2)),
        "returns": draw(st.sampled_from([None, ["counted", 7, 7], ["litres", 0.5, 50]])),
        "referrals": [["T.HIV", slip(number), "warm", None] for number in slips],
        "secs": draw(st.sampled_from([0, 10])),
    }


def incoming(world: World, history: list[tuple[str, int, int, dict[str, Any]]]) -> Iterator[Incoming]:
    numbers = [0, 0]
    for place, (kind, phone, number, changed) in enumerate(history):
        numbers[phone] += 1
        n, record = 100 + numbers[phone], world.contact(**changed)
        desk = place if kind.startswith("desk") else None
        if kind == "first":
            yield world.first(number, record, phone)
        elif kind.endswith("amend"):
            yield world.amend(n, number, record, phone, desk)
        else:
            yield world.void(n, number, phone, desk)


def state(conn: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """All rows and figures, without the ids that depend on the order of arrival."""
    found = {model.__name__: rows(conn, model) for model in ROLLUPS}
    contacts = {row[0]: row[1:] for row in rows(conn, Contact)}
    found["contacts"] = sorted(contacts.values(), key=str)
    found["lines"] = sorted([(contacts[row[0]][:3], *row[1:]) for row in rows(conn, Line)], key=str)
    found["referrals"] = sorted([(contacts[row[1]][:3], *row[2:]) for row in rows(conn, Referral)], key=str)
    found["stock"] = [row for row in rows(conn, Stock) if row[2]]
    return found


def folded(conn: Connection, batches: list[list[Incoming]]) -> dict[str, list[tuple[Any, ...]]]:
    """The state after folding these batches into an otherwise empty store, which is empty again afterwards."""
    point = conn.begin_nested()
    for batch in batches:
        fold(conn, batch)
    assert not any(compared.wrong for compared in rebuild.check(conn))
    found = state(conn)
    point.rollback()
    return found


def winners(records: list[Incoming]) -> list[Incoming]:
    best: dict[Any, Incoming] = {}
    for record in records:
        key = (record.device, record.uid)
        if key not in best or (record.rank, record.seq) > (best[key].rank, best[key].seq):
            best[key] = record
    return list(best.values())


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
        assert folded(conn, batches) == folded(conn, [winners(records)])

    run()
