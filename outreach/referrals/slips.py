"""Slips that came back meet their referrals, in whichever order they come. What a coordinator said outranks them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import cast

from sqlalchemy import Connection, Table, bindparam, select, update

from .. import entries
from .record_models import Outcome
from .record_rules import follow
from .store import REFERRAL, Settled

OUTCOME = cast(Table, Outcome.__table__)


def settle(conn: Connection, changed_slips: Collection[str], new: Collection[str]) -> list[Settled]:
    """Gives referrals the status that all slips that came back lead to; what changed in the figures.

    `changed_slips`: something was told about them, or taken back; `new`: their referral has only now come.
    """
    if not changed_slips and not new:
        return []
    told = _told(conn, {*changed_slips, *new})
    slips = {*changed_slips, *(slip for slip in new if slip in told)}
    found = _differing(conn, slips, told) if slips else []
    if found:
        rows = [{"b_id": ident, "b_status": one.after, "b_day": day} for ident, day, one in found]
        conn.execute(_CHANGE, rows)
    return [one for _, _, one in found]


def adrift(conn: Connection) -> list[str]:
    """Slips that came back and whose referral does not have the status they lead to. For the check of all figures."""
    slips = conn.execute(select(OUTCOME.c.slip).distinct().order_by(OUTCOME.c.slip)).scalars().all()
    wrong = []
    for start in range(0, len(slips), 500):
        some = slips[start : start + 500]
        told = _told(conn, some)
        wrong += [slip for slip in some if _differing(conn, [slip], told)]
    return wrong


def _differing(
    conn: Connection, slips: Collection[str], told: Mapping[str, Sequence[tuple[date, str]]]
) -> list[tuple[int, date | None, Settled]]:
    """(id, day it was settled, change) of referrals whose status is another than what was told."""
    found = []
    for ident, slip, offered, zone, kind, before, settled, said, said_on in conn.execute(
        _REFERRALS, {"slips": sorted(slips)}
    ):
        after, day = follow(said or "offered", said_on, told.get(slip, ()))
        if (after, day) != (before, settled):
            found.append((ident, day, Settled(offered, zone, kind, before, after)))
    return found


def unsay(conn: Connection, referral: int) -> None:
    """After a coordinator took their word back: where the slips alone lead to the same status, they count again."""
    slip, status = conn.execute(
        select(REFERRAL.c.slip, REFERRAL.c.status).where(REFERRAL.c.id == referral)
    ).one()
    after, day = follow("offered", None, _told(conn, [slip]).get(slip, ()))
    if after == status:
        nothing = {"said": None, "said_on": None, "settled_on": day}
        conn.execute(update(REFERRAL).where(REFERRAL.c.id == referral).values(nothing))


def _told(conn: Connection, slips: Collection[str]) -> dict[str, list[tuple[date, str]]]:
    found: dict[str, list[tuple[date, str]]] = {}
    for slip, day, status in conn.execute(_OUTCOMES, {"slips": sorted(slips)}):
        found.setdefault(slip, []).append((day, status))
    return found


_REFERRALS = (
    select(
        REFERRAL.c.id, REFERRAL.c.slip, REFERRAL.c.offered_on, REFERRAL.c.zone_id, REFERRAL.c.type_id,
        REFERRAL.c.status, REFERRAL.c.settled_on, REFERRAL.c.said, REFERRAL.c.said_on,
    )
    .where(REFERRAL.c.slip.in_(bindparam("slips", expanding=True)), REFERRAL.c.gone.is_(False))
    .order_by(REFERRAL.c.id)
    .with_for_update()
)  # fmt: skip
# Told on the same day: the receipt number decides.
_OUTCOMES = (
    select(OUTCOME.c.slip, OUTCOME.c.day, OUTCOME.c.status)
    .join(entries.TABLE, entries.TABLE.c.id == OUTCOME.c.entry_id)
    .where(OUTCOME.c.slip.in_(bindparam("slips", expanding=True)))
    .order_by(OUTCOME.c.day, entries.TABLE.c.seq)
)
_CHANGE = (
    update(REFERRAL)
    .where(REFERRAL.c.id == bindparam("b_id"))
    .values(status=bindparam("b_status"), settled_on=bindparam("b_day"))
)
