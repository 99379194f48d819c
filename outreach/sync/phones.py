"""Phones as the coordinators' page sees them: offer a link, confirm the digits, revoke, and how each one stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from ..errors import ConflictError, NotFoundError
from ..team import audit, devices, enrolment
from ..team.devices import STRANGER
from ..team.enrolment import Outcome
from . import quarantine, store
from .rules import Span


class Standing(NamedTuple):
    """One phone. `waiting` is the number of its items in quarantine by reason; `left` is its own word."""

    id: int
    name: str
    team: int
    status: str
    enrolled_on: date
    proof_on: date | None
    revoked_on: date | None
    lost_since: date | None
    successor: int | None
    next_n: int
    left: int
    held: int
    clone: bool
    stranger: bool
    gaps: Sequence[Span]
    waiting: dict[str, int]
    app_version: str | None


def offer(conn: Connection, member: int, team: int, name: str, now: datetime) -> str:
    """A one-time enrolment link's secret. Raises BadInputError for a name that is empty or too long."""
    secret = enrolment.offer(conn, member, team, name, now)
    audit.record(conn, f"member:{member}", "offered an enrolment", "a phone")
    return secret


def confirm(
    conn: Connection,
    enrolment_id: int,
    digits: str,
    same_as: int | None,
    member: int,
    now: datetime,
    today: date,
) -> Outcome:
    """Checks the six digits; then the phone counts, and what it sent while it waited counts too.

    `same_as` is the phone that this one was before it was enrolled again: what it sealed then counts as well.
    Returns "wrong" instead of raising, because the try must be counted: commit in any case.
    Raises NotFoundError, ConflictError when `same_as` already has a successor or is of another team.
    """
    outcome, device = enrolment.check_digits(conn, enrolment_id, digits, now)
    if device is None:
        return outcome
    if same_as is not None:
        enrolment.succeed(conn, device, same_as, today)
        audit.record(conn, f"member:{member}", "declared the same phone", f"phone {same_as} is now {device}")
    quarantine.release(conn, device, quarantine.PASSING, today)
    audit.record(conn, f"member:{member}", "confirmed a phone", f"phone {device}")
    return outcome


def same_phone(conn: Connection, device: int, former: int, member: int, today: date) -> int:
    """Declares, after it was enrolled, that `device` is `former` enrolled again; the number of items that now count.

    Raises NotFoundError, ConflictError as `enrolment.succeed` does.
    """
    enrolment.succeed(conn, device, former, today)
    audit.record(conn, f"member:{member}", "declared the same phone", f"phone {former} is now {device}")
    return quarantine.release(conn, device, quarantine.PASSING, today)


def revoke(conn: Connection, device: int, lost_since: date | None, member: int, today: date) -> int:
    """Ends a phone's enrolment. What it still holds is taken into quarantine, then it is told to wipe itself.

    With `lost_since`, what arrived from that day on leaves the figures and waits; gives the number of such items.
    Raises NotFoundError, ConflictError when that day is in the future.
    """
    row = devices.lock(conn, [device]).get(device)
    if row is None:
        raise NotFoundError()
    if lost_since is not None and lost_since > today:
        raise ConflictError("The day it was lost cannot be in the future.")
    devices.change(conn, device, status="revoked", revoked_on=row.revoked_on or today, lost_since=lost_since)
    moved = 0 if lost_since is None else quarantine.lose(conn, device, lost_since, today)
    audit.record(conn, f"member:{member}", "revoked a phone", f"phone {device}, {moved} items to quarantine")
    return moved


def standings(conn: Connection, team: int | None = None) -> list[Standing]:
    """All phones (of one team), those at work first."""
    counts = store.waiting_counts(conn)
    gaps = store.all_gaps(conn)
    return [
        Standing(
            row.id, row.name, row.team_id, row.status, row.enrolled_on, row.proof_on, row.revoked_on,
            row.lost_since, row.successor_id, row.next_n, row.left, row.held_count, row.clone, row.name == STRANGER,
            gaps.get(row.id, ()), {reason: n for (device, reason), n in counts.items() if device == row.id},
            row.app_version,
        )
        for row in devices.phones(conn, team)
    ]  # fmt: skip
