"""The production server for one machine: gunicorn with threads, the worker for long jobs beside it, TLS for phones."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import Any

import segno
from flask import Flask
from gunicorn.app.base import BaseApplication

from . import certificates, network, phone_page
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


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, set up in code. It writes no access log: addresses and times together would tell who works when."""

    def __init__(self, app: Flask, place: Place, files: certificates.Files | None) -> None:
        self._app = app
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
        }
        if files:
            self._settings |= {"certfile": str(files.certificate), "keyfile": str(files.key)}
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app


def serve(app: Flask, place: Place) -> None:
    """Serves until Ctrl-C or SIGTERM, then stops everything it started."""
    with ExitStack() as started:
        started.enter_context(_job_worker(Path(app.instance_path)))
        files = None
        if place.phone:
            files = certificates.ensure(Path(app.instance_path) / "tls", place.host, list(place.addresses))
            content = phone_page.pages(app, place.links[0], files.authority)
            started.enter_context(phone_page.shown(place.bind, place.port + 1, content))
        Server(app, place, files).run()


@contextmanager
def _job_worker(folder: Path) -> Iterator[None]:
    """The process that makes reports. In its own group: Ctrl-C reaches this process only, which ends it in order."""
    if not util.find_spec("outreach.jobs"):
        yield
        return
    command = [sys.executable, "-m", "outreach", "--instance", str(folder), "work", "--for", str(os.getpid())]
    worker = subprocess.Popen(command, start_new_session=True)
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(10)
        except subprocess.TimeoutExpired:
            worker.kill()
