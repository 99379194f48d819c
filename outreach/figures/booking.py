"""Counts and shifts become movements of the ledger, once, when a coordinator says so."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from ..errors import ConflictError
from ..supplies import movements, requests
from ..supplies import store as supplies
from ..supplies.requests import Told
from .rules import Period
from .stock import ledger


def expected(conn: Connection, told: Told) -> dict[int, int]:
    """What the ledger expects on the counted shelf at the end of the day of the count, by item id.

    Reckoned back from now: what was handed out or delivered after that day is no part of the count.
    """
    day = told.row.day
    ids = supplies.item_ids(conn)
    lines = ledger(conn, Period(day.isoformat(), day, day, ""), told.row.site_id)
    return {ids[line.code]: line.closing for line in lines}


def differences(conn: Connection, told: Told) -> list[tuple[int, int, int]]:
    """(item id, expected, counted) of each line of a count, of items that a shelf holds."""
    shelf = {item["id"] for item in supplies.items(conn) if item["stocked"]}
    held = expected(conn, told)
    return [(item, held.get(item, 0), counted) for item, counted in told.row.lines if item in shelf]


def book_count(conn: Connection, entry: int, member: int, today: date) -> int:
    """Sets the ledger right by a shelf count; the number of items that differed.

    The movements bear the day of the count. Raises NotFoundError, ConflictError when it was booked or put aside.
    """
    told = requests.one(conn, requests.COUNT, entry)
    requests.step(conn, told, "booked", member, today)
    found = [(item, counted - held) for item, held, counted in differences(conn, told) if counted != held]
    for item, difference in found:
        movements.adjust(conn, told.row.day, told.row.site_id, item, difference, member)
    return len(found)


def put_aside(conn: Connection, entry: int, member: int, today: date) -> None:
    """A count that is not to be booked. Raises as `book_count`."""
    requests.step(conn, requests.one(conn, requests.COUNT, entry), "dismissed", member, today)


def book_shift(conn: Connection, entry: int, member: int | None, today: date) -> int:
    """Books what a shift lost and what was missing at its end; the number of items.

    Raises NotFoundError, ConflictError when it was booked already or the shift took from no store.
    """
    told = requests.one(conn, requests.SHIFT, entry)
    if told.row.site_id is None:
        raise ConflictError("This shift names no store, so there is no shelf to book on.")
    requests.step(conn, told, "booked", member, today)
    found = requests.to_book(told)
    for item, lost, adjusted in found:
        if lost:
            movements.lose(conn, told.row.day, told.row.site_id, item, lost, "lost", member)
        movements.adjust(conn, told.row.day, told.row.site_id, item, adjusted, member)
    return len(found)
