"""Many transactions at once: nothing is counted twice, nothing is lost, nobody waits for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import Connection

from outreach.database import transaction
from outreach.figures import models, rebuild
from outreach.figures import store as figures
from outreach.figures.rules import parse_period
from outreach.sync.fold import Incoming, fold

from . import world as worlds
from .world import rows

THREADS = 4


def together(app: Flask, batches: list[list[list[Incoming]]]) -> None:
    """Each thread folds its batches, each in a transaction of its own; all begin at the same moment."""
    start = Barrier(len(batches))

    def work(mine: list[list[Incoming]]) -> None:
        start.wait()
        for batch in mine:
            with app.app_context(), transaction() as conn:
                fold(conn, batch)

    with ThreadPoolExecutor(len(batches)) as pool:
        list(pool.map(work, batches))


def proven(app: Flask, contacts: int) -> None:
    def check(conn: Connection) -> None:
        assert not any(compared.wrong for compared in rebuild.check(conn))
        assert figures.summary(conn, parse_period("2026Q4")).contacts == contacts

    with app.app_context(), transaction() as conn:
        check(conn)


def test_the_same_batch_at_the_same_time_counts_once(app: Flask) -> None:
    with app.app_context(), transaction() as conn:
        world = worlds.make(conn)
    given = [world.first(n, world.contact(code=f"CODE{n % 5:04d}")) for n in range(1, 41)]
    together(app, [[given[:20], given[20:]]] * THREADS)
    proven(app, 40)


def test_people_seen_by_two_phones_at_once_are_counted_once(app: Flask) -> None:
    with app.app_context(), transaction() as conn:
        world = worlds.make(conn)
    batches = [
        [[world.first(n, world.contact(code=f"CODE{n % 7:04d}"), phone)] for n in range(1, 31)]
        for phone in (0, 1)
    ]
    together(app, batches)
    proven(app, 60)
    with app.app_context(), transaction() as conn:
        assert dict(rows(conn, models.PeriodPeople))["2026"] == 7


def test_a_contact_and_its_void_at_the_same_time_leave_nothing(app: Flask) -> None:
    with app.app_context(), transaction() as conn:
        world = worlds.make(conn)
    firsts = [[world.first(n, world.contact(code="CODE0001"))] for n in range(1, 26)]
    voids = [[world.void(100 + n, n)] for n in range(1, 26)]
    together(app, [firsts, voids, list(reversed(firsts)), list(reversed(voids))])
    proven(app, 0)
