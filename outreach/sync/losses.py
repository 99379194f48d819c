"""Records that a phone had made and that never arrived, told to the phone that it became after it was set up again."""

from __future__ import annotations

from sqlalchemy import Connection

from ..team import devices
from . import store


def lost_before(conn: Connection, device: int) -> int:
    """How many numbers the former selves of a phone used, by their own word, and the server never stored.

    What they made after their last sync nobody knows. The phone takes off what it still holds of them.
    """
    earlier = [devices.by_id(conn, former) for former in devices.former(conn, device) if former != device]
    return sum(_missing(conn, row.id, row.next_n, row.top_n) for row in earlier if row is not None)


def _missing(conn: Connection, device: int, next_n: int, top_n: int) -> int:
    below = sum(span.last - span.first + 1 for span in store.gaps(conn, device))
    return below + max(0, next_n - 1 - top_n)
