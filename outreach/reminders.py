"""What one feature asks somebody to do, for the pages of another: Today and the navigation collect it here.

A feature registers `function(conn, member, today)`, which gives what waits for the member of this number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

Gives = Callable[[Connection, int, date], Iterable["Reminder"]]
_given: dict[str, Gives] = {}


@dataclass(frozen=True)
class Reminder:
    """Something to do: what it is, why, and the page on which it is done. `main` is the one that presses most."""

    title: str
    words: str
    action: str
    url: str
    main: bool = False


def gives(feature: str) -> Callable[[Gives], Gives]:
    """Registers the reminders of a feature; its name is its entry in the navigation."""

    def keep(function: Gives) -> Gives:
        _given[feature] = function
        return function

    return keep


def waiting(conn: Connection, member: int, today: date) -> dict[str, list[Reminder]]:
    """Everything that waits for a member, by feature."""
    return {feature: list(function(conn, member, today)) for feature, function in _given.items()}
