"""What the worker does each night: a backup, old backups away, sealed bodies whose time is over, files that no draft
needs any more, new drafts, reminders.

It stands here because the worker does: features below only offer the functions.
"""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from .. import jobs
from ..privacy.current import keys
from ..sync import backup, retention
from . import work
from .build import today
from .editions import reminding, schedule


def register() -> None:
    """Tells the worker what to do each night."""
    jobs.each_night("backup")(back_up)
    jobs.each_night("erase bodies")(erase_bodies)
    jobs.each_night("sweep drafts")(work.sweep)
    jobs.each_night("drafts")(schedule.make_drafts)
    jobs.each_night("reminders")(reminding.by_mail)


def back_up() -> None:
    """A new backup, then those older than 60 days away: never the other way round."""
    folder = Path(current_app.instance_path) / "backups"
    backup.make(folder, keys(), today())
    backup.tidy(folder, keys(), today())


def erase_bodies() -> None:
    """Bodies of envelopes that a backup covers and whose days are over."""
    retention.erase_bodies(today())
