"""A page at an address of its own that loads the phone's modules: storage is tested before and without the server."""

from __future__ import annotations

import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

ROOT = Path(__file__).resolve().parent.parent.parent
PLACES = {
    "/static/": ROOT / "outreach/static",
    "/outreach/static/": ROOT / "outreach/static",  # as the tests name it
    "/vectors/": ROOT / "outreach/sync/vectors",
    "/tests/": ROOT / "tests/js",
    "/page/": ROOT / "tests/browser",
}
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self';"
    " require-trusted-types-for 'script'; trusted-types outreach"
)
SHELL = b'<!doctype html><meta charset="utf-8"><title>Phone</title><script type="module" src="/page/page.mjs"></script>'


class Handler(SimpleHTTPRequestHandler):
    """Serves the places above and, for any other address, the page."""

    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".js": "text/javascript",
    }

    def do_GET(self) -> None:
        if self.path == "/":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(SHELL)))
            self.end_headers()
            self.wfile.write(SHELL)
            return
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def translate_path(self, path: str) -> str:
        for prefix, folder in PLACES.items():
            if path.startswith(prefix) and ".." not in path:
                return str(folder / path.removeprefix(prefix).partition("?")[0])
        return str(ROOT / "nothing-here")

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


class Site:
    """The page on a free port."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
