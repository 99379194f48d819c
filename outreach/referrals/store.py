"""Referrals: kept in step with their contacts, followed up, and closed by slip code."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update

from .. import bulk
from ..errors import BadInputError
from .directory import (
    SERVICE,
    TYPE,
    fill_taxonomy,
    save_service,
    service_ids,
    services,
    type_codes,
    type_ids,
    types,
    types_offered,
)
from .models import Referral
from .rules import FINAL, MISSED, OPEN, STATUSES, Offer, due_date, may_settle

__all__ = [
    "Case", "Held", "Settled", "add", "change", "drop", "fill_taxonomy", "find_slip", "of_contacts", "overdue",
    "overdue_count", "put_back", "remove_days", "save_service", "service_ids", "services", "set_status", "type_codes",
    "type_ids", "types", "types_offered", "values",
]  # fmt: skip

REFERRAL = cast(Table, Referral.__table__)


@dataclass(frozen=True, slots=True)
class Held:
    """A referral in the store, with what its figures depend on."""

    id: int
    contact_id: int
    slip: str
    type_id: int
    zone_id: int
    offered_on: date
    status: str
    told: bool  # a coordinator has said how it went, so far or finally
    gone: bool


def of_contacts(conn: Connection, contacts: Collection[int]) -> dict[int, list[Held]]:
    """All referrals of these contacts, also those that no longer count."""
    found: dict[int, list[Held]] = {}
    if contacts:
        for contact, said, *rest in conn.execute(_OF_CONTACTS, {"contacts": sorted(contacts)}):
            ident, slip, kind, zone, day, status, gone = rest
            held = Held(ident, contact, slip, kind, zone, day, status, said is not None, gone)
            found.setdefault(contact, []).append(held)
    return found


_OF_CONTACTS = (
    select(
        REFERRAL.c.contact_id, REFERRAL.c.said, REFERRAL.c.id, REFERRAL.c.slip, REFERRAL.c.type_id,
        REFERRAL.c.zone_id, REFERRAL.c.offered_on, REFERRAL.c.status, REFERRAL.c.gone,
    )
    .where(REFERRAL.c.contact_id.in_(bindparam("contacts", expanding=True)))
    .order_by(REFERRAL.c.id)
    .with_for_update()
)  # fmt: skip


def values(offer: Offer, contact: int, team: int, zone: int, day: date) -> dict[str, Any]:
    """The row of one referral as its contact tells it, in the order of _TOLD."""
    return {
        "contact_id": contact, "team_id": team, "type_id": offer.type_id, "slip": offer.slip, "mode": offer.mode,
        "service_id": offer.service_id, "zone_id": zone, "offered_on": day,
        "due_on": due_date(day, offer.follow_up_days), "gone": False,
    }  # fmt: skip


def add(conn: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts new referrals, offered and not settled."""
    bulk.insert(conn, REFERRAL, (*_TOLD, "status"), [(*row.values(), "offered") for row in rows])


def change(conn: Connection, rows: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """Replaces what a contact tells about referrals that exist; their status stays."""
    if rows:
        conn.execute(
            _CHANGE, [{"b_id": ident, **{f"b_{k}": v for k, v in row.items()}} for ident, row in rows]
        )


_TOLD = (
    "contact_id", "team_id", "type_id", "slip", "mode", "service_id", "zone_id", "offered_on", "due_on", "gone",
)  # fmt: skip
_CHANGE = (
    update(REFERRAL)
    .where(REFERRAL.c.id == bindparam("b_id"))
    .values({name: bindparam(f"b_{name}", type_=REFERRAL.c[name].type) for name in _TOLD})
)


def drop(conn: Connection, held: Sequence[Held]) -> None:
    """Takes referrals out whose contact no longer has them. One whose outcome was told stays, out of the figures:
    a later correction may bring it back, and its outcome with it."""
    kept = [{"b_id": entry.id} for entry in held if entry.told]
    if kept:
        conn.execute(update(REFERRAL).where(REFERRAL.c.id == bindparam("b_id")).values(gone=True), kept)
    lost = [{"b_id": entry.id} for entry in held if not entry.told]
    if lost:
        conn.execute(delete(REFERRAL).where(REFERRAL.c.id == bindparam("b_id")), lost)


@dataclass(frozen=True, slots=True)
class Case:
    """A referral as a coordinator follows it up. `days_over` is negative while its date is still to come."""

    id: int
    slip: str
    type_code: str
    type_name: str
    service: str | None
    zone: int
    mode: str
    offered_on: date
    due_on: date
    days_over: int
    status: str
    settled_on: date | None


_CASE = (
    select(
        REFERRAL.c.id, REFERRAL.c.slip, TYPE.c.code, TYPE.c.name, SERVICE.c.name, REFERRAL.c.zone_id, REFERRAL.c.mode,
        REFERRAL.c.offered_on, REFERRAL.c.due_on, REFERRAL.c.status, REFERRAL.c.settled_on,
    )
    .join(TYPE, TYPE.c.id == REFERRAL.c.type_id)
    .outerjoin(SERVICE, SERVICE.c.id == REFERRAL.c.service_id)
    .where(REFERRAL.c.gone.is_(False))
)  # fmt: skip


def overdue(conn: Connection, today: date, team: int | None = None, limit: int = 200) -> list[Case]:
    """Referrals without an outcome whose follow-up date has passed, the oldest first; of one team, or of all."""
    statement = _CASE.where(
        REFERRAL.c.status.in_(OPEN), REFERRAL.c.due_on < today, REFERRAL.c.settled_on.is_(None)
    )
    if team is not None:
        statement = statement.where(REFERRAL.c.team_id == team)
    rows = conn.execute(statement.order_by(REFERRAL.c.due_on, REFERRAL.c.id).limit(limit))
    return [_case(row, today) for row in rows]


def overdue_count(conn: Connection, today: date, team: int | None = None) -> int:
    """How many referrals `overdue` would list without its limit."""
    statement = select(func.count()).where(
        REFERRAL.c.status.in_(OPEN),
        REFERRAL.c.due_on < today,
        REFERRAL.c.settled_on.is_(None),
        REFERRAL.c.gone.is_(False),
    )
    if team is not None:
        statement = statement.where(REFERRAL.c.team_id == team)
    return int(conn.execute(statement).scalar_one())


def find_slip(conn: Connection, slip: str, today: date, team: int | None = None) -> Case | None:
    """The referral with this slip code (7 signs, see rules.read_slip), the newest should two share it."""
    statement = _CASE.where(REFERRAL.c.slip == slip).order_by(
        REFERRAL.c.offered_on.desc(), REFERRAL.c.id.desc()
    )
    if team is not None:
        statement = statement.where(REFERRAL.c.team_id == team)
    row = conn.execute(statement.limit(1)).first()
    return _case(row, today) if row else None


def case(conn: Connection, referral: int, today: date, team: int | None = None) -> Case | None:
    """One referral by its id; None when it is gone or of another team."""
    statement = _CASE.where(REFERRAL.c.id == referral)
    if team is not None:
        statement = statement.where(REFERRAL.c.team_id == team)
    row = conn.execute(statement).first()
    return _case(row, today) if row else None


def _case(row: Any, today: date) -> Case:
    ident, slip, code, name, service, zone, mode, offered, due, status, settled = row
    return Case(
        ident, slip, code, name, service, zone, mode, offered, due, (today - due).days, status, settled
    )


class Settled(NamedTuple):
    """A change of status that the figures must follow."""

    offered_on: date
    zone_id: int
    type_id: int
    before: str
    after: str


def set_status(
    conn: Connection, outcomes: Mapping[int, tuple[str, date]], team: int | None = None
) -> list[Settled]:
    """Writes the furthest step known of referrals, {id: (status, day)}; what changed, for the figures.

    The status "missed" closes the follow-up and keeps the step. Referrals of other teams, that are gone, or whose
    status may not go there (rules.may_settle) stay as they are.
    Use figures/outcomes.settle, which keeps the funnel in step.
    """
    statement = select(
        REFERRAL.c.id, REFERRAL.c.offered_on, REFERRAL.c.zone_id, REFERRAL.c.type_id, REFERRAL.c.status
    ).where(REFERRAL.c.id.in_(sorted(outcomes)), REFERRAL.c.gone.is_(False))
    if team is not None:
        statement = statement.where(REFERRAL.c.team_id == team)
    changed, rows = [], []
    for ident, offered, zone, kind, before in conn.execute(
        statement.order_by(REFERRAL.c.id).with_for_update()
    ):
        after, day = outcomes[ident]
        if may_settle(before, after):
            step = before if after == MISSED else after
            changed.append(Settled(offered, zone, kind, before, step))
            rows.append({"b_id": ident, "b_status": step, "b_day": day if after in FINAL else None})
    if rows:
        target = update(REFERRAL).where(REFERRAL.c.id == bindparam("b_id"))
        word: Any = bindparam("b_status")
        on: Any = bindparam("b_day")
        conn.execute(target.values(status=word, settled_on=on, said=word, said_on=on), rows)
    return changed


def put_back(conn: Connection, referral: int, status: str, team: int | None = None) -> list[Settled]:
    """Gives one referral the status it had before; what changed (one or nothing). For outcomes.undo only."""
    if status not in STATUSES:
        raise BadInputError
    statement = select(
        REFERRAL.c.offered_on, REFERRAL.c.zone_id, REFERRAL.c.type_id, REFERRAL.c.status
    ).where(REFERRAL.c.id == referral, REFERRAL.c.gone.is_(False), REFERRAL.c.status != status)
    if team is not None:
        statement = statement.where(REFERRAL.c.team_id == team)
    row = conn.execute(statement.with_for_update()).first()
    if row is None:
        return []
    day = REFERRAL.c.settled_on if status in FINAL else None
    said = {"said": None if status == "offered" else status, "said_on": day}
    conn.execute(
        update(REFERRAL).where(REFERRAL.c.id == referral).values(status=status, settled_on=day, **said)
    )
    offered, zone, kind, before = row
    return [Settled(offered, zone, kind, before, status)]


def remove_days(conn: Connection, start: date, end: date) -> None:
    """Deletes referrals offered from `start` up to but not including `end`, whatever became of them."""
    conn.execute(delete(REFERRAL).where(REFERRAL.c.offered_on >= start, REFERRAL.c.offered_on < end))


def offered(conn: Connection) -> list[tuple[int, int, date, date]]:
    """(id, type id, offered on, due on) of all referrals that nobody has followed up yet, by id."""
    statement = select(REFERRAL.c.id, REFERRAL.c.type_id, REFERRAL.c.offered_on, REFERRAL.c.due_on).where(
        REFERRAL.c.status == "offered", REFERRAL.c.gone.is_(False)
    )
    return [(row[0], row[1], row[2], row[3]) for row in conn.execute(statement.order_by(REFERRAL.c.id))]
