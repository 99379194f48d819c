"""What workers ask for and tell about supplies, as a coordinator works it off: requests, shelf counts, shifts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, insert, select, update

from .. import entries
from ..entries import EntryRows
from ..errors import ConflictError, NotFoundError
from ..team.models import Device
from . import record_rules as rules
from .record_models import Handled, Restock, RestockLine, Shift, ShiftLine, StockCount, StockCountLine

RESTOCK = EntryRows(Restock, rules.Restock, RestockLine)
COUNT = EntryRows(StockCount, rules.Count, StockCountLine)
SHIFT = EntryRows(Shift, rules.Shift, ShiftLine, rules.BagLine)
HANDLED = cast(Table, Handled.__table__)
_HEAD, _DEVICE = entries.TABLE, cast(Table, Device.__table__)
OPEN_STEPS = (None, "on_way")
# From which step a restock request may go where; None: nothing was done yet.
STEPS: dict[str | None, tuple[str, ...]] = {None: ("on_way", "done"), "on_way": ("done",), "done": ()}


@dataclass(frozen=True)
class Told:
    """One record with its receipt, its phone, and what was done about it (`step` None: nothing yet).

    `changed`: the worker has corrected it since. `row` is a Restock, Count or Shift of record_rules.
    """

    id: int
    receipt: int
    phone: str
    team: int
    row: Any
    step: str | None
    handled_on: date | None
    changed: bool


def restocks(conn: Connection, team: int | None, is_open: bool = True, limit: int = 100) -> list[Told]:
    """Restock requests of a team (None: of all) that wait or are on their way, the most pressing and oldest first; or
    those that are done, the latest first."""
    table = RESTOCK.table
    done = HANDLED.c.step.is_not_distinct_from("done")
    query = _query(table, team).where(~done if is_open else done)
    order = [table.c.urgency.desc(), table.c.day, table.c.entry_id]
    if not is_open:
        order = [HANDLED.c.day.desc(), table.c.entry_id.desc()]
    return _read(conn, RESTOCK, query.order_by(*order).limit(limit))


def open_restocks(conn: Connection, team: int | None) -> int:
    """How many restock requests nobody has looked at yet."""
    return _number(conn, RESTOCK.table, team)


def counts(conn: Connection, team: int | None, limit: int = 100) -> list[Told]:
    """Shelf counts that wait to be booked, the oldest first."""
    table = COUNT.table
    query = _query(table, team).where(HANDLED.c.entry_id.is_(None))
    return _read(conn, COUNT, query.order_by(table.c.day, table.c.entry_id).limit(limit))


def waiting_counts(conn: Connection, team: int | None) -> int:
    """How many shelf counts wait to be booked."""
    return _number(conn, COUNT.table, team)


def shifts(conn: Connection, team: int | None, start: date, end: date, limit: int = 200) -> list[Told]:
    """Shifts that ended on these days, the latest first."""
    table = SHIFT.table
    query = _query(table, team).where(table.c.day.between(start, end))
    return _read(conn, SHIFT, query.order_by(table.c.day.desc(), table.c.entry_id.desc()).limit(limit))


def one(conn: Connection, rows: EntryRows, entry: int) -> Told:
    """One record; on PostgreSQL its head stays locked, so that it is handled once. Raises NotFoundError."""
    conn.execute(select(_HEAD.c.id).where(_HEAD.c.id == entry).with_for_update())
    found = _read(conn, rows, _query(rows.table, None).where(rows.table.c.entry_id == entry))
    if not found:
        raise NotFoundError("There is no such record any more. Its worker may have taken it back.")
    return found[0]


def step(conn: Connection, told: Told, to: str, member: int | None, day: date) -> None:
    """Notes what was done about a record; `member` None: by a command. Raises ConflictError when it was done before."""
    if told.step is None:
        row = {"entry_id": told.id, "step": to, "day": day, "member_id": member, "seq": told.receipt}
        conn.execute(insert(HANDLED).values(row))
    elif to in STEPS.get(told.step, ()):
        change = update(HANDLED).where(HANDLED.c.entry_id == told.id)
        conn.execute(change.values(step=to, day=day, member_id=member, seq=told.receipt))
    else:
        raise ConflictError("This was done already; it counts once.")


def to_book(told: Told) -> list[tuple[int, int, int]]:
    """What a shift does to its store, as (item id, units lost, units adjusted): lost units leave as lost; missing ones
    by their reason – forgotten entries and surpluses are set right, damaged, stolen and unexplained ones are lost, and
    a wrong count changes nothing."""
    found = []
    for line in told.row.lines:
        missing = 0 if line.why == "miscounted" else line.difference
        lost = line.lost + (missing if missing > 0 and line.why != "forgot" else 0)
        adjusted = -missing if missing and (missing < 0 or line.why == "forgot") else 0
        if lost or adjusted:
            found.append((line.item_id, lost, adjusted))
    return found


def _query(table: Table, team: int | None) -> Select[Any]:
    whole = (
        table.join(_HEAD, _HEAD.c.id == table.c.entry_id)
        .join(_DEVICE, _DEVICE.c.id == _HEAD.c.device_id)
        .outerjoin(HANDLED, HANDLED.c.entry_id == table.c.entry_id)
    )
    columns = (
        table.c.entry_id, _HEAD.c.seq, _DEVICE.c.name, table.c.team_id, HANDLED.c.step, HANDLED.c.day,
        HANDLED.c.seq.label("handled_seq"),
    )  # fmt: skip
    return select(*columns).select_from(whole).where(_mine(table, team))


def _mine(table: Table, team: int | None) -> ColumnElement[bool]:
    return and_(True, *([] if team is None else [table.c.team_id == team]))


def _number(conn: Connection, table: Table, team: int | None) -> int:
    missing = HANDLED.c.entry_id.is_(None)
    whole = table.outerjoin(HANDLED, HANDLED.c.entry_id == table.c.entry_id)
    query = select(func.count()).select_from(whole).where(missing, _mine(table, team))
    return int(conn.execute(query).scalar_one())


def _read(conn: Connection, rows: EntryRows, query: Select[Any]) -> list[Told]:
    heads = conn.execute(query).all()
    told = rows.of(conn, [head.entry_id for head in heads])
    return list(_told(heads, told))


def _told(heads: Iterable[Any], told: Mapping[int, Any]) -> Iterable[Told]:
    for head in heads:
        entry, seq, phone, team, done, day, handled_seq = head
        changed = handled_seq is not None and handled_seq != seq
        yield Told(entry, seq, phone, team, told[entry], done, day, changed)
