"""What coordinators of the demo did about requests and shifts, and a shelf count that waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ..database import reading, transaction
from ..figures.booking import book_shift
from ..figures.store import stock
from ..supplies import requests
from .filling import Phone
from .late import send

OPEN_DAYS = 5
COUNTERS = ((9, 1), (2, 2))  # phone in town.PHONES, place of the store in town.SITES from 1
COUNTED = (("SX01", -12), ("NS01", 0), ("NX10", -2), ("SX03", 3))  # item, difference


def work_off(phones: Sequence[Phone], seed: int, today: date) -> None:
    """Older requests are done, older shifts booked; of the last days some still wait."""
    since = today - timedelta(days=OPEN_DAYS)
    with transaction() as conn:
        for told in requests.restocks(conn, None, limit=100_000):
            if told.row.day < since:
                requests.step(conn, told, "done", None, told.row.day + timedelta(days=1))
            elif told.receipt % 2:
                requests.step(conn, told, "on_way", None, today)
        for told in requests.shifts(conn, None, date.min, since, limit=100_000):
            if requests.to_book(told):
                book_shift(conn, told.id, None, told.row.day + timedelta(days=1))
    with reading() as conn:
        held = stock(conn)
    day = str(today - timedelta(days=1))
    for place, site in COUNTERS:
        lines = [[code, max(0, held.get((site, code), 0) + more)] for code, more in COUNTED]
        send(phones[place], [["count", 1, day, site, lines]], f"count {seed} {site}", today)
