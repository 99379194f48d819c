"""Long work outside requests: a queue in a file of the private folder, and the worker that `outreach work` runs.

The queue only says "look again"; what there is to do stands in the store. A feature registers how to do one piece of
work (`does`), how to find what waits or was cut off (`finds`), and what to do each night (`each_night`). So a queue
that is lost, doubled or late does no harm, and work that was cut off by a restart is taken up again.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, current_app
from huey import SqliteHuey, crontab

from .errors import OutreachError, WorkerEndingError

LOOK_SECONDS = 2.0  # between looks whether the process that started the worker is still there
NIGHT = crontab(hour="3", minute="30")  # UTC
Function = TypeVar("Function", bound=Callable[..., Any])
_does: dict[str, Callable[[int], object]] = {}
_finds: dict[str, Callable[[], Iterable[int]]] = {}
_nightly: dict[str, Callable[[], object]] = {}
_log = logging.getLogger("outreach.jobs")


def does(name: str) -> Callable[[Function], Function]:
    """Registers `function(number)`, which does one piece of work; it may be called twice for the same number."""
    return _register(_does, name)


def finds(name: str) -> Callable[[Function], Function]:
    """Registers `function()`, which gives the numbers of work that waits or was cut off."""
    return _register(_finds, name)


def each_night(name: str) -> Callable[[Function], Function]:
    """Registers `function()`, called in an app context once a night (03:30 UTC)."""
    return _register(_nightly, name)


def _register(table: dict[str, Any], name: str) -> Callable[[Function], Function]:
    def keep(function: Function) -> Function:
        table[name] = function
        return function

    return keep


class Jobs:
    """The queue of one app; its tasks run in the worker, inside an app context."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.ending = threading.Event()
        self.huey = SqliteHuey(
            "outreach", filename=str(Path(app.instance_path) / "jobs.sqlite"), results=False
        )
        self._do = self.huey.task(name="do")(self.do)
        self.huey.periodic_task(crontab(minute="*"), name="look")(self.look)
        self.huey.periodic_task(NIGHT, name="night")(self.night)

    def go_on(self) -> None:
        """Long work calls this now and then. Raises WorkerEndingError when the worker was told to end."""
        if self.ending.is_set():
            raise WorkerEndingError()

    def enqueue(self, name: str, number: int) -> None:
        """Puts one piece of work into the queue."""
        self._do(name, number)

    def do(self, name: str, number: int) -> None:
        """One piece of work; a failure is logged by type only and does not stop the worker."""
        with self._app.app_context():
            _quietly(name, lambda: _does[name](number))

    def look(self) -> None:
        """Takes up what waits without standing in the queue, or was cut off. Runs each minute and at the start."""
        with self._app.app_context():
            for name, find in _finds.items():
                for number in find():
                    self.enqueue(name, number)

    def night(self) -> None:
        """What each feature wants done once a night; one that fails does not hold up the others."""
        with self._app.app_context():
            for name, function in _nightly.items():
                _quietly(name, function)


def jobs() -> Jobs:
    """The queue of the current app, made when it is first needed."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if "outreach_jobs" not in app.extensions:
        app.extensions["outreach_jobs"] = Jobs(app)
    found: Jobs = app.extensions["outreach_jobs"]
    return found


def work(beside: int | None = None) -> None:
    """Runs the worker until SIGTERM or Ctrl-C; with `beside` also until that process is gone."""
    os.umask(0o077)
    logging.getLogger("huey").setLevel(logging.ERROR)
    mine = jobs()
    mine.look()
    consumer = mine.huey.create_consumer(
        workers=1, worker_type="thread", max_delay=1.0, shutdown_timeout=6, graceful_signal="TERM"
    )
    mine.ending = consumer.stop_flag
    if beside is not None:
        threading.Thread(target=_end_with, args=(beside,), daemon=True).start()
    consumer.run()


def _end_with(process: int) -> None:
    """Ends this worker when the server that started it is gone: an orphan would work for nobody.

    Asked is who the parent is, not whether `process` lives: a killed server that nobody waited for is a zombie, and
    its number can still be signalled.
    """
    pause = threading.Event()
    while not pause.wait(LOOK_SECONDS):
        if os.getppid() != process:
            os._exit(0)


def _quietly(name: str, call: Callable[[], object]) -> None:
    try:
        call()
    except OutreachError as error:
        _log.warning("%s: %s", name, error.code)
    except Exception as error:  # noqa: BLE001 - its text may hold what was entered; its type is enough
        _log.error("%s: unexpected %s", name, type(error).__name__)
