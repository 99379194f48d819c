"""The whole demo programme: town, a year of records, outcomes of referrals, stock, and a phone that comes too late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ..database import reading, transaction
from ..privacy.codes import pseudonym
from ..sync import kinds
from . import approving, dangers, late, others, outcomes, promised, stocking, worked_off
from .filling import fill
from .records import DAYS, generate
from .sending import BATCH, BIG_BATCH, Sender

USUAL, MOST_OTHERS = 6_000, 20.0


@dataclass(frozen=True)
class Made:
    """What was made: records sent, referrals followed up, entries of the stock ledger, records that wait."""

    records: int
    settled: int
    movements: int
    waiting: int


def make(
    seed: int, contacts: int, today: date, done: Callable[[int], None] = lambda sent: None, fast: bool = False
) -> Made:
    """Fills an empty store with a year that ended yesterday. The same seed makes the same year for the same `today`.

    `done` hears how many records have been sent so far; `fast` commits seldom, for benchmarks.
    """
    until = today - timedelta(days=1)
    with transaction() as conn:
        phones = fill(conn, seed, today)
        approving.approve(conn, today)
        promised.promise(conn, today)
    with reading() as conn:
        known = kinds.known(conn, today, pseudonym)
    sender = Sender(phones, known, seed, today)
    noted, size = others.Noted(), BIG_BATCH if fast else BATCH
    sent = sender.send(noted.of(generate(seed, contacts, until)), done, size)
    more = others.generate(seed, until, sender.top, noted, min(MOST_OTHERS, max(1.0, contacts / USUAL)))
    sent += sender.send(more, lambda _sent: None, size)
    settled = outcomes.follow_up(seed, today)
    with transaction() as conn:
        sender.settle(conn)
        entries = stocking.stock_up(conn, seed, until - timedelta(days=DAYS - 1), today)
    worked_off.work_off(phones, seed, today)
    dangers.endanger(phones, seed, today)
    return Made(sent, settled, entries, late.after_sync(phones, seed, today))
