"""A programme small enough to count by hand: 130 contacts of November 2026 and a few other records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from outreach.disclosure.cells import Key, Protected
from outreach.figures import outcomes
from outreach.figures.rules import parse_period
from outreach.referrals import store as referrals
from outreach.reports.content import menu, scene
from outreach.reports.content.document import Document
from outreach.reports.indicators import figures as indicators
from outreach.reports.indicators.figures import Chosen
from outreach.sync.fold import fold
from outreach.team.meta import set_meta
from tests.figures import world as worlds
from tests.figures.world import TODAY, World, slip

ATTENDED = 21


def fill(conn: Connection) -> None:
    """Puts it into an empty store."""
    world = worlds.make(conn)
    set_meta(conn, "org_name", "Known by hand")
    fold(conn, [world.first(n, record) for n, record in enumerate(_records(world), 1)])
    for number in range(ATTENDED):
        found = referrals.find_slip(conn, slip(number), TODAY)
        assert found is not None
        outcomes.settle(conn, found.id, "attended", TODAY)


def _records(world: World) -> Iterator[list[Any]]:
    yield from (_woman(world, n) for n in range(60))
    yield from (_man(world, n) for n in range(50))
    yield from (_unknown(world, n) for n in range(20))
    yield from (world.record("reversal", doses=2) for _ in range(7))
    yield from (world.record("cleanup") for _ in range(3))
    yield from (world.record("unmet") for _ in range(4))


def _woman(world: World, n: int) -> list[Any]:
    """60 sex workers in Canal: 20 for the first time, 15 without a code, the others with 30 codes."""
    asked = [["T.HIV", slip(n), "warm", None], ["S.HOUS", slip(1000 + n), "information", None]]
    code = None if n < 15 else f"AAAA{n % 30:04}"
    return world.contact(seen=1 if n < 20 else 2, code=code, referrals=asked)


def _man(world: World, n: int) -> list[Any]:
    """50 men in Docks who inject, with 25 codes; 10 collected for others too."""
    lines = [["NS01", 10], ["NS02", 4], ["NS03", 6], ["NX10", 1], ["IN02", 1], ["DC01", 2]]
    return world.contact(
        zone=2, age="30-39", gender="man", populations=["pwid"], lines=lines, returns=["counted", 5, 5],
        code=f"BBBB{n % 25:04}", others=int(n < 10),
    )  # fmt: skip


def _unknown(world: World, n: int) -> list[Any]:
    """20 in Canal of whom nothing was asked."""
    lines = [["NX11", 2], ["NX01", 3], ["ST01", 1], ["SM02", 2], ["IP01", 4]]
    asked = [["D.OAT", slip(2000 + n), "warm", None]]
    return world.contact(seen=0, age=None, gender=None, populations=[], lines=lines, referrals=asked)


def true_document(conn: Connection, period: str, chosen: Chosen) -> Document:
    """Everything these indicators need, without protection."""
    here, truth = scene.read(conn, parse_period(period), TODAY)
    tables = menu.tables(here)
    asked = [*menu.asked(tables, truth), *indicators.ask(chosen, here, truth, tables)]
    return document(period, {one.key: Protected(one.value) for one in asked}, tables)


def document(period: str, cells: dict[Key, Protected], tables: Sequence[Any] = ()) -> Document:
    """An edition that holds these cells."""
    found = parse_period(period)
    about = {"threshold": 5, "scope": {}, "period": {"key": found.key, "start": found.start.isoformat()}}
    return Document(about, cells, {}, tables)
