"""Files that a command writes: checked before the work, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from ..errors import BadInputError


def check_place(out: Path, force: bool) -> None:
    """Raises BadInputError before any work is done when the file could not be written at the end."""
    folder = out.parent
    if not folder.is_dir():
        raise BadInputError(f"There is no folder {folder}. Make it first, or choose another place for --out.")
    if out.exists() and not force:
        raise BadInputError(f"{out} exists already. Choose another name, or add --force to write over it.")
    if not os.access(out if out.exists() else folder, os.W_OK):
        raise BadInputError(f"{out} cannot be written: you may not write there.")


def write(out: Path, data: bytes) -> None:
    """The whole file or none: it is written beside and then put in place. Raises BadInputError."""
    beside = out.with_name(f".{out.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise BadInputError(f"{out} cannot be written: {error.strerror}.") from None
