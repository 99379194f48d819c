"""Ends a browser as a phone's system does: SIGKILL to every process of it, in the middle of whatever it does."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path


def processes(profile: Path) -> list[int]:
    """Every process whose command line names this profile, and their children."""
    named = [pid for pid in _all() if str(profile) in _command(pid)]
    return sorted({child for pid in named for child in tree(pid)})


def tree(root: int) -> list[int]:
    """A process and all its children."""
    found = [root]
    for pid in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += [int(each) for each in (task / "children").read_text().split()]
    return found


def kill(profile: Path) -> int:
    """SIGKILL to the whole browser; returns the number of processes when all are gone."""
    found = processes(profile)
    for pid in found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    limit = time.monotonic() + 60
    while any(_alive(pid) for pid in found):
        if time.monotonic() > limit:
            raise TimeoutError("The browser could not be killed.")
    for lock in profile.glob("Singleton*"):
        lock.unlink(missing_ok=True)
    return len(found)


def _all() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _command(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def _alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False
