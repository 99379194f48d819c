"""The production server for one machine: gunicorn with threads, the worker for long jobs beside it, TLS for phones."""

from __future__ import annotations

import gc
import io
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
from flask import Flask
from gunicorn.app.base import BaseApplication

from . import certificates, network, phone_page
from .database import db
from .errors import ConfigError

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Place:
    """Where to serve: on this machine only, or over HTTPS to the private network it is in."""

    port: int
    addresses: tuple[str, ...] = ()
    host: str = ""

    @property
    def phone(self) -> bool:
        return bool(self.host)

    @property
    def links(self) -> list[str]:
        """Where to look, the best address first."""
        if not self.phone:
            return [f"http://{LOOPBACK}:{self.port}/"]
        return [f"https://{name}:{self.port}/" for name in (*self.addresses, f"{self.host}.local")]

    @property
    def bind(self) -> str:
        return "0.0.0.0" if self.phone else LOOPBACK  # noqa: S104 - reaching it from a phone is what is asked for


def choose_place(port: int, phone: bool) -> Place:
    """Checks that the ports are free. Raises ConfigError with what to do instead."""
    place = Place(port)
    if phone:
        addresses = tuple(certificates.reachable(network.addresses()))
        if not addresses:
            raise ConfigError("This machine is in no private network. Connect it to the phone's Wi-Fi first.")
        place = Place(port, addresses, network.host_name())
    for wanted in (port, port + 1) if phone else (port,):
        if not network.is_free(place.bind, wanted):
            raise ConfigError(f"Port {wanted} is in use already. Try another one: --port {port + 10}")
    return place


def where_to_look(place: Place) -> list[str]:
    """What to tell whoever started the server."""
    if not place.phone:
        return [
            f"\nThe desk:   {place.links[0]}",
            f"The phone:  {place.links[0]}field/",
            "Ctrl-C stops it.\n",
        ]
    help_page = f"http://{place.addresses[0]}:{place.port + 1}/"
    picture = io.StringIO()
    segno.make(help_page, error="l").terminal(out=picture, compact=True)
    return [
        f"\nOn a phone in this network, open {help_page} first: it says how to trust this machine.",
        picture.getvalue(),
        *(f"Then:  {link}field/   (the desk: {link})" for link in place.links),
        "Ctrl-C stops it.\n",
    ]


class Beside:
    """The processes beside the web server: the worker for long jobs, and the page that helps phones.

    They are started and ended by gunicorn's hooks, which run in its first process only. A `with` block around it
    would be left by each of its workers too, and end them as often.
    """

    def __init__(self, app: Flask, place: Place, files: certificates.Files | None) -> None:
        self._folder = app.instance_path
        self._place = place
        self._content = phone_page.pages(app, place.links[0], files.authority) if files else None
        self._page = 0
        self._worker: subprocess.Popen[bytes] | None = None

    def start(self, _server: object) -> None:
        """Starts both, each in a way that Ctrl-C in a terminal does not reach it."""
        if self._content:
            self._page = phone_page.start(self._place.bind, self._place.port + 1, self._content)
        command = [
            sys.executable,
            "-m",
            "outreach",
            "--instance",
            self._folder,
            "work",
            "--for",
            str(os.getpid()),
        ]
        self._worker = subprocess.Popen(command, start_new_session=True)

    def stop(self, _server: object) -> None:
        """Ends both; a job that is cut off is taken up again at the next start."""
        if self._page:
            with suppress(ProcessLookupError):
                os.kill(self._page, signal.SIGTERM)
        if self._worker:
            self._worker.terminate()
            try:
                self._worker.wait(10)
            except subprocess.TimeoutExpired:
                self._worker.kill()


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, set up in code. It writes no access log: addresses and times together would tell who works when."""

    def __init__(self, app: Flask, place: Place) -> None:
        self._app = app
        files = _certificates(app, place) if place.phone else None
        beside = Beside(app, place, files)
        self._settings: dict[str, Any] = {
            "bind": f"{place.bind}:{place.port}",
            "worker_class": "gthread",
            "workers": 2,
            "threads": 4,
            "umask": 0o077,
            "timeout": 60,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "control_socket_disable": True,
            "on_starting": beside.start,
            "on_exit": beside.stop,
        }
        if files:
            self._settings |= {"certfile": str(files.certificate), "keyfile": str(files.key)}
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        gc.freeze()  # what is loaded now stays: each worker need not look through it again and again
        gc.set_threshold(20_000, 20, 20)
        return self._app


def serve(app: Flask, place: Place) -> None:
    """Serves until Ctrl-C or SIGTERM, then stops everything it started."""
    with app.app_context():
        db.engine.dispose()  # a connection must not be shared by the processes that are forked now
    Server(app, place).run()


def _certificates(app: Flask, place: Place) -> certificates.Files:
    return certificates.ensure(Path(app.instance_path) / "tls", place.host, list(place.addresses))
