"""Holds a whole process tree to a share of one core, as a cheap phone would: cgroup quota, else a duty cycle."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

# A short period: a phone is evenly slow. 100 ms periods would stop the browser for 83 ms now and then.
PERIOD = 6_000  # microseconds
NAME = f"outreach-bench-{os.getpid()}"
V1, V2 = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")


@contextlib.contextmanager
def share_of_core(pids: Callable[[], list[int]], share: float = 1 / 6) -> Iterator[str]:
    """The processes of `pids` (and their children) get `share` of one core; yields how it is done."""
    for way in (_cgroup_v2, _cgroup_v1):
        group = way(share)
        if group:
            with _inside(group, pids()):
                yield f"{way.__name__.strip('_').replace('_', ' ')} quota, period {PERIOD // 1000} ms"
            return
    with _duty_cycle(pids, share):
        yield f"SIGSTOP/SIGCONT duty cycle, period {PERIOD // 1000} ms"


def _cgroup_v2(share: float) -> Path | None:
    with contextlib.suppress(OSError):
        if "cpu" in (V2 / "cgroup.subtree_control").read_text().split():
            group = V2 / NAME
            group.mkdir()
            (group / "cpu.max").write_text(f"{int(PERIOD * share)} {PERIOD}")
            return group
    return None


def _cgroup_v1(share: float) -> Path | None:
    with contextlib.suppress(OSError):
        group = V1 / NAME
        group.mkdir()
        (group / "cpu.cfs_period_us").write_text(str(PERIOD))
        (group / "cpu.cfs_quota_us").write_text(str(int(PERIOD * share)))
        return group
    return None


@contextlib.contextmanager
def _inside(group: Path, pids: list[int]) -> Iterator[None]:
    for pid in pids:
        _move(pid, group)
    try:
        yield
    finally:
        for pid in (group / "cgroup.procs").read_text().split():
            _move(int(pid), group.parent)
        with contextlib.suppress(OSError):
            group.rmdir()


def _move(pid: int, group: Path) -> None:
    with contextlib.suppress(OSError):  # it ended in the meantime
        (group / "cgroup.procs").write_text(str(pid))


@contextlib.contextmanager
def _duty_cycle(pids: Callable[[], list[int]], share: float) -> Iterator[None]:
    done = threading.Event()
    worker = threading.Thread(target=_cycle, args=(pids, share, done), daemon=True)
    worker.start()
    try:
        yield
    finally:
        done.set()
        worker.join()


def _cycle(pids: Callable[[], list[int]], share: float, done: threading.Event) -> None:
    period = PERIOD / 1e6
    while not done.wait(period * share):
        now = pids()
        _signal(now, signal.SIGSTOP)
        done.wait(period * (1 - share))
        _signal(now, signal.SIGCONT)


def _signal(pids: list[int], what: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, what)
