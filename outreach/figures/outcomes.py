"""A coordinator learns how a referral went: its status and the funnel change together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from ..errors import ConflictError
from ..referrals import slips
from ..referrals import store as referrals
from ..referrals.store import Settled
from . import rollups
from .tallies import Deltas


def settle(conn: Connection, referral: int, status: str, day: date, team: int | None = None) -> None:
    """Sets the furthest step known of one referral. `team`: only of this team.

    Raises ConflictError when it is gone, belongs to others, or may not go to that status from where it is.
    """
    if not settle_many(conn, {referral: (status, day)}, team):
        raise ConflictError


def settle_many(conn: Connection, outcomes: Mapping[int, tuple[str, date]], team: int | None = None) -> int:
    """Settles {referral id: (status, day)}; how many were changed. What may not change is left alone."""
    changed = referrals.set_status(conn, outcomes, team) if outcomes else []
    _follow(conn, changed)
    return len(changed)


def undo(conn: Connection, referral: int, status: str, team: int | None = None) -> None:
    """Puts a referral back to the `status` it had, after a slip of the hand. Raises ConflictError as `settle`."""
    changed = referrals.put_back(conn, referral, status, team)
    if not changed:
        raise ConflictError
    slips.unsay(conn, referral)
    _follow(conn, changed)


def _follow(conn: Connection, changed: Sequence[Settled]) -> None:
    deltas = Deltas()
    for one in changed:
        deltas.referral(one.offered_on, one.zone_id, one.type_id, one.before, sign=-1)
        deltas.referral(one.offered_on, one.zone_id, one.type_id, one.after)
    rollups.write(conn, deltas)
