"""The plain-HTTP page that tells a phone how to trust this machine: it cannot comfortably open an untrusted site.

It runs as a process of its own, knows four addresses, and shows nothing of the programme.
"""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Mapping
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import segno
from flask import Flask, render_template

from .assets import built

Pages = Mapping[str, tuple[str, bytes]]
AUTHORITY = "/outreach-authority.crt"


def pages(app: Flask, link: str, authority: Path) -> Pages:
    """Address → (content type, bytes) of everything the page needs. `link` is where the app itself is served."""
    code = io.BytesIO()
    segno.make(f"{link}field/", error="m").save(code, kind="svg", scale=6, border=4, light="white")
    with app.test_request_context():
        style = Path(str(app.static_folder)) / built().url("desk.css").removeprefix("/static/")
        page = render_template("setup/phone.html", link=link, authority=AUTHORITY)
    return {
        "/": ("text/html; charset=utf-8", page.encode()),
        "/style.css": ("text/css; charset=utf-8", style.read_bytes()),
        "/code.svg": ("image/svg+xml", code.getvalue()),
        # This type makes Android and iPhones offer to install it.
        AUTHORITY: ("application/x-x509-ca-cert", authority.read_bytes()),
    }


def start(address: str, port: int, content: Pages) -> int:
    """Serves `content` at `port` in a process of its own; returns its number. It ends with the one that called."""
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        try:
            _serve(address, port, content, parent)
        finally:
            os._exit(0)  # nothing that the caller still meant to do may happen twice
    return child


class Server(ThreadingHTTPServer):
    """Ends by itself when the process that started it is gone, so that the port is free again."""

    daemon_threads = True
    parent = 0

    def service_actions(self) -> None:
        if os.getppid() != self.parent:
            os._exit(0)


class Handler(BaseHTTPRequestHandler):
    """Answers the known addresses, logs nothing."""

    def __init__(self, content: Pages, *others: object) -> None:
        self._content = content
        super().__init__(*others)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        found = self._content.get(self.path)
        self.send_response(200 if found else 404)
        kind, body = found or ("text/plain; charset=utf-8", b"There is nothing here.")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_what: object) -> None:
        """Who asked, and when, is nobody's business."""


def _serve(address: str, port: int, content: Pages, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the first process ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    server = Server((address, port), partial(Handler, content))
    server.parent = parent
    server.serve_forever(poll_interval=1)
