"""One batch from a phone: looked at, opened, then written in one transaction, then answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import Connection, Row
from sqlalchemy.exc import OperationalError

from ..database import reading, transaction
from ..errors import BadInputError, BulkError, TooManyError, UnavailableError
from ..team import devices
from ..team.meta import meta
from . import epoch, rules, store
from .epoch import Facts
from .opening import Arrival, Reader, well_formed
from .shapes import Batch
from .store import Entry
from .writing import Batchwork, write

TRIES = 4
LOST_TO_ANOTHER = ("40P01", "40001")  # PostgreSQL: deadlock, serialization failure


class Answer(NamedTuple):
    """What a batch led to: the results in the order of its items, and the sender afterwards."""

    facts: Facts
    results: list[dict[str, Any]]
    gaps: list[int]
    held_count: int
    held_digest: bytes
    cmd: str | None


def receive(batch: Batch, sender: Row[Any], today: date) -> Answer:
    """Stores what is new and says what is held. Replies only after the commit. `sender` has proven its token.

    Raises BadInputError (another phone's batch), TooManyError, UnavailableError.
    """
    with reading() as conn:
        work = prepared(conn, batch, sender, today)
    return finished(work)


def prepared(conn: Connection, batch: Batch, sender: Row[Any], today: date) -> Batchwork:
    """Opens and checks what the store does not hold yet; writes nothing. Raises BadInputError, TooManyError."""
    if batch.device != sender.uid:
        raise BadInputError("The batch names another phone than its credential.")
    arrivals = well_formed(batch.items, _org(conn))
    fresh = _not_held(conn, sender, arrivals)
    _refuse_flood(sender, fresh, today)
    if sender.status == "active":
        Reader(conn, today).read_all(fresh)
    return Batchwork(batch, sender.id, arrivals, today)


def finished(prepared_work: Batchwork) -> Answer:
    """Writes a prepared batch, and says what became of it once it is committed. Raises UnavailableError."""
    work = _written(prepared_work)
    epoch.raise_high_water(work.facts.epoch, work.facts.newest)
    return _answer(work)


def _org(conn: Connection) -> str:
    """The organisation's id. It never changes, so that it is read once."""
    if "outreach_org" not in current_app.extensions:
        current_app.extensions["outreach_org"] = str(meta(conn, "org"))
    return str(current_app.extensions["outreach_org"])


def _not_held(conn: Connection, sender: Row[Any], arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Items that the store does not hold yet. Only a first look, to open nothing in vain: `write` looks again."""
    uids = {arrival.binding.device for arrival in arrivals} - {sender.uid}
    others = devices.by_uids(conn, uids) if uids else {}
    ids = {sender.uid: sender.id, **{uid: row.id for uid, row in others.items()}}
    places = {(ids[a.binding.device], a.binding.n) for a in arrivals if a.binding.device in ids}
    held = {(e.uid, e.digest) for entries in store.held(conn, places).values() for e in entries}
    return [arrival for arrival in arrivals if (arrival.uid, arrival.digest) not in held]


def _refuse_flood(sender: Row[Any], fresh: Sequence[Arrival], today: date) -> None:
    sent = sender.day_items if sender.day_on == today else 0
    if fresh and sent >= rules.FLOOD * current_app.config["DEVICE_DAY_LIMIT"]:
        error = TooManyError("This phone has sent far more than a day's work. Try again tomorrow.")
        error.retry_after = 3600
        raise error


def _written(work: Batchwork) -> Batchwork:
    """Writes; again when the database let another transaction win (a deadlock on PostgreSQL), and once more item by
    item when a record breaks a bulk statement."""
    alone = False
    for _ in range(TRIES):
        attempt = work.again(alone)
        try:
            with transaction() as conn:
                write(conn, attempt)
            return attempt
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) not in LOST_TO_ANOTHER:
                raise
        except BulkError:
            alone = True
    raise UnavailableError()


def _answer(work: Batchwork) -> Answer:
    batch = work.batch
    results: list[dict[str, Any]] = [_rejected(raw) for raw in batch.items]
    for arrival in work.arrivals:
        results[arrival.index]["code"] = "unknown_device"  # unless it has an outcome
    for arrival, entry, status in work.outcomes:
        results[arrival.index] = _result(arrival, entry, status, batch.device)
    all_taken = len(work.outcomes) == len(batch.items)
    sender = work.sender
    cmd = rules.command(
        revoked=sender.status == "revoked", clone=sender.clone, left=batch.left, all_taken=all_taken
    )
    missing = rules.missing(sender.gaps, sender.top_n, batch.next_n, batch.left)
    return Answer(work.facts, results, missing, sender.held_count, sender.held_digest, cmd)


def _rejected(raw: Any) -> dict[str, Any]:
    n = raw.get("n") if isinstance(raw, dict) else None
    known = n if type(n) is int and 0 < n <= rules.MOST_N else None
    return {"n": known, "status": "rejected", "seq": None, "sha256": None, "code": "malformed"}


def _result(arrival: Arrival, entry: Entry, status: str, sender: str) -> dict[str, Any]:
    result = {"n": entry.n, "status": status, "seq": entry.seq, "sha256": entry.digest.hex()}
    if arrival.binding.device != sender:
        result["device"] = arrival.binding.device
    if entry.reason and status in ("quarantined", "conflict"):
        result["code"] = entry.reason
    return result
