"""A small real programme: its own instance folder, made by the product's own commands, and a server process."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from outreach import clock, create_app
from outreach.database import db, transaction
from outreach.places import store as places
from outreach.referrals import store as referrals
from outreach.supplies import store as supplies
from outreach.team import store as team_store
from tests.browsers import free_port

ROOT = Path(__file__).resolve().parents[2]
COORDINATOR = "bo@example.org"


@dataclass(frozen=True)
class Places:
    """Row numbers of what the programme consists of."""

    team: int
    zones: tuple[int, ...]
    sites: tuple[int, ...]


def command(folder: Path, *words: str) -> str:
    """Runs one command of the product on this instance; gives what it printed. Raises ChildProcessError."""
    line = [sys.executable, "-m", "outreach", "--instance", str(folder), *words]
    done = subprocess.run(
        line, cwd=ROOT, env=clean_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ChildProcessError(f"outreach {words[0]} failed: {done.stderr[-800:]}")
    return done.stdout


def clean_environment() -> dict[str, str]:
    """This process's environment without settings that are not the test's own."""
    return {k: v for k, v in os.environ.items() if not k.startswith("OUTREACH_") and k != "DATABASE_URL"}


def make(folder: Path, zones: Sequence[tuple[str, Any]] = (), stores: int = 2) -> Places:
    """`outreach init`, then a team, zones, stores, the catalogue and the taxonomy; nothing was ever done yet."""
    command(folder, "init")
    with opened(folder) as app, app.app_context(), transaction() as conn:
        supplies.fill_catalogue(conn)
        referrals.fill_taxonomy(conn)
        team = team_store.team_named(conn, "Night team")
        drawn = zones or [(name, [_square(i)]) for i, name in enumerate(ZONES)]
        numbers = tuple(places.save_zone(conn, name, polygon) for name, polygon in drawn)
        sites = tuple(places.save_site(conn, name, kind, team, numbers[0]) for name, kind in SITES[:stores])
    return Places(team, numbers, sites)


ZONES = ("Harbour", "Old town", "Station", "Mill")
SITES = (("Store room", "office"), ("Night van", "van"), ("Drop-in", "dropin"))


def _square(place: int) -> list[list[float]]:
    west = 10.0 + place * 0.01
    return [[west, 50.0], [west + 0.009, 50.0], [west + 0.009, 50.009], [west, 50.009], [west, 50.0]]


@contextmanager
def opened(folder: Path, **settings: Any) -> Iterator[Flask]:
    """The product in this process over the same instance, to look into the store beside the running server."""
    app = create_app({"DATABASE_URL": "", **settings}, folder)
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def run(app: Flask, function: Callable[..., Any], *args: Any) -> Any:
    """`function(conn, *args)` in its own committed transaction beside the running server."""
    with app.app_context(), transaction() as conn:
        return function(conn, *args)


def quarter(app: Flask) -> str:
    """The key of the present quarter of the programme, e.g. 2026Q4."""
    day = clock.programme_day(app.config["TIMEZONE"], app.config["DAY_ENDS_HOUR"])
    return f"{day.year}Q{(day.month + 2) // 3}"


def anybody(conn: Any) -> int:
    """A member's number, for what must be done by somebody; one is made when there is none."""
    rows = team_store.members(conn)
    if rows:
        return int(rows[0].id)
    return team_store.add_member(
        conn, name="Ada", login="ada@example.org", role="administrator", password_hash="-", team_id=None
    )


def coordinator(folder: Path) -> str:
    """Adds the coordinator by the product's command; gives the generated password."""
    words = ("--name", "Bo", "--role", "coordinator", "--team", "Night team")
    return command(folder, "member", "add", COORDINATOR, *words).split()[1]


class ServerProcess:
    """The production server in a process of its own, on one port that stays the same."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.folder, self.words = folder, words
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it answers."""
        line = [
            sys.executable,
            "-m",
            "outreach",
            "--instance",
            str(self.folder),
            "run",
            "--port",
            str(self.port),
        ]
        log = (self.folder.parent / "server.log").open("ab")
        self._process = subprocess.Popen(
            [*line, *self.words],
            cwd=ROOT,
            env=clean_environment(),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        self._wait(until=True)

    def stop(self) -> None:
        """Ends it as an administrator would; returns when nobody listens any more."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None
        self._wait(until=False)

    def answers(self) -> bool:
        """Whether somebody answers at its port."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/api/v1/openapi.json")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _wait(self, until: bool) -> None:
        limit = time.monotonic() + 120
        while self.answers() is not until:
            if self._process and self._process.poll() is not None:
                raise ChildProcessError((self.folder.parent / "server.log").read_text()[-2000:])
            if time.monotonic() > limit:
                raise TimeoutError("The server did not come up or go down in time.")
            time.sleep(0.02)
