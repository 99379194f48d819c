"""The neutral face of the phone app: its name, its icon, where Leave goes, and what comes first after unlocking.

The same for everybody in the organisation, so it stands in the shell and is known before anything is unlocked.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from ..database import reading
from ..team.meta import metas, set_meta

NAMES = ("Notes", "Calendar", "List", "Clock", "Weather", "Converter")
ICONS = {
    "notes": "A page",
    "calendar": "A calendar sheet",
    "list": "A list with ticks",
    "clock": "A clock",
    "weather": "A cloud",
}
LEAVE = {
    "clock": "The clock: looks like a plain clock, a long press opens the lock",
    "calendar": "The month: looks like a plain calendar, a long press on today opens the lock",
    "blank": "An empty page: the app is closed, so a running check-in alarm stops; the passphrase opens it again",
}
START = {"shift": "The shift", "services": "Services", "guides": "Guides"}


@dataclass(frozen=True)
class Face:
    """How the app looks from outside."""

    name: str = "Notes"
    icon: str = "notes"
    leave: str = "clock"
    start: str = "shift"

    @property
    def first(self) -> int:
        """Place of `start` among its choices: the shell may not name the work."""
        return tuple(START).index(self.start)


USUAL = Face()
_KEYS = {"name": "app_name", "icon": "app_icon", "leave": "leave_page", "start": "start_page"}
_CHOICES = {"name": NAMES, "icon": tuple(ICONS), "leave": tuple(LEAVE), "start": tuple(START)}


def face(conn: Connection) -> Face:
    """The chosen face. What is not (or no longer) a choice is the usual one."""
    found = metas(conn, _KEYS.values())
    chosen = {field: found.get(key) for field, key in _KEYS.items()}
    return Face(**{field: value for field, value in chosen.items() if value in _CHOICES[field]})


def shown() -> Face:
    """The chosen face for the shell; the usual one while the store cannot be read: phones must start all the same."""
    try:
        with reading() as conn:
            return face(conn)
    except SQLAlchemyError:
        return USUAL


def save(conn: Connection, chosen: Face) -> None:
    """Phones show it with their next version of the shell."""
    for field, key in _KEYS.items():
        set_meta(conn, key, getattr(chosen, field))
