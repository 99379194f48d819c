"""The packs of indicators of this installation: those of the program, and the files in the folder `packs` beside it."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from . import definitions as indicator_packs
from .definitions import Packs


def folder() -> Path:
    """Where a programme puts packs of its own."""
    return Path(current_app.instance_path) / "packs"


def shelf() -> Packs:
    """All packs; read anew each time, so that a new file is there at once."""
    return indicator_packs.load(folder())
