"""Private files that survive a cut: written whole beside their place, flushed, then moved there."""

from __future__ import annotations

import os
from pathlib import Path


def write_new(path: Path, data: bytes) -> bool:
    """Writes a 0600 file unless there is one; False when there was. Two processes at once: one wins, whole."""
    if path.exists():
        return False
    beside = _beside(path, data)
    try:
        os.link(beside, path)
    except FileExistsError:
        return False
    finally:
        beside.unlink()
    _flush_folder(path.parent)
    return True


def replace(path: Path, data: bytes) -> None:
    """Writes a 0600 file in place of an older one; a reader sees the old or the new one, never a part."""
    os.replace(_beside(path, data), path)
    _flush_folder(path.parent)


def _beside(path: Path, data: bytes) -> Path:
    beside = path.parent / f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return beside


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
