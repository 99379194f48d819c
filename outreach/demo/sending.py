"""Generated records into the store, through the same fold that sync calls; without sealing, so without bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from random import Random

from sqlalchemy import Connection

from ..database import transaction
from ..places.whereabouts import Known
from ..sync import kinds, rules, store
from ..sync.fold import Incoming, fold
from ..team import devices
from . import town
from .filling import Phone
from .records import Made

BATCH, BIG_BATCH = 2_000, 20_000


class Sender:
    """Sends records in batches and keeps what each phone has proof of."""

    def __init__(self, phones: Sequence[Phone], known: Known, seed: int, today: date) -> None:
        self.phones = phones
        self.known = known
        self.today = today
        self.rng = Random(f"envelopes {seed}")
        self.top = [0] * len(phones)
        self.parts: list[list[int]] = [[] for _ in phones]
        self.held = [bytes(32)] * len(phones)
        self.counts = [0] * len(phones)

    def send(self, records: Iterable[Made], done: Callable[[int], None], size: int = BATCH) -> int:
        """Sends all records, `size` a transaction; `done` hears how many went so far. How many there were."""
        sent = 0
        for batch in _batches(records, size):
            with transaction() as conn:
                self._write(conn, batch)
            sent += len(batch)
            done(sent)
        return sent

    def _write(self, conn: Connection, batch: Sequence[Made]) -> None:
        seqs = store.take_seqs(conn, len(batch))
        rows, incoming = [], []
        for made, seq in zip(batch, seqs, strict=True):
            phone = self.phones[made.phone]
            digest = self.rng.randbytes(32)
            arrived = min(self.today, made.day + timedelta(days=1))
            rows.append((
                seq, phone.id, made.n, made.uid, f"{made.day:%Y-%m}", 1, digest, None, "stored", None, None,
                made.record[0], arrived, phone.id,
            ))  # fmt: skip
            parsed = kinds.parse(made.record, self.known)
            incoming.append(Incoming(seq, phone.id, phone.team, *made.first, parsed, (0, made.n)))
            self.parts[made.phone].append(rules.held_part(made.uid, digest))
            self.top[made.phone] = made.n
        store.add(conn, rows)
        fold(conn, incoming)
        for place, parts in enumerate(self.parts):
            self.held[place] = rules.combine(self.held[place], parts)
            self.counts[place] += len(parts)
            parts.clear()

    def settle(self, conn: Connection) -> None:
        """Writes what each phone has proof of, and which are silent or revoked."""
        for place, (phone, habits) in enumerate(zip(self.phones, town.PHONES, strict=True)):
            silent = self.today - timedelta(days=habits.silent_days or habits.revoked_days)
            values = {
                "status": "revoked" if habits.revoked_days else "active",
                "revoked_on": silent + timedelta(days=1) if habits.revoked_days else None,
                "proof_on": silent, "next_n": self.top[place] + 1, "top_n": self.top[place],
                "held_count": self.counts[place], "held_digest": self.held[place], "app_version": "0.1.0",
            }  # fmt: skip
            devices.change(conn, phone.id, **values)


def _batches(records: Iterable[Made], size: int) -> Iterator[list[Made]]:
    source = iter(records)
    while batch := list(islice(source, size)):
        yield batch
