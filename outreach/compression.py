"""Files that are the same for everybody go out gzipped: on a slow network the phone app starts in a third of the time.

Nothing else is compressed here: a page with a secret and an echo of input in it must not be (BREACH), and the API
compresses its own answers.
"""

from __future__ import annotations

import gzip
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request

from .assets import PACKED

KINDS = frozenset(
    {
        "text/html",
        "text/css",
        "text/plain",
        "text/javascript",
        "image/svg+xml",
        "application/manifest+json",
        "application/json",
    }
)


def use_compression(app: Flask) -> None:
    """Adds compression to static files and to the phone's shell."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    same_for_all = request.endpoint == "static" or request.blueprint == "field"
    if not same_for_all or response.status_code != 200 or response.mimetype not in KINDS:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") > 0 and request.method == "GET":
        response.direct_passthrough = False
        source = response.response
        response.set_data(_packed() or _gzipped(response.get_data()))
        if hasattr(source, "close"):
            source.close()  # the file now: a connection that is cut may leave it open until the collector runs
        response.headers["Content-Encoding"] = "gzip"
    return response


def _packed() -> bytes:
    """What the build has packed already (assets.py)."""
    if request.endpoint == "static" and request.view_args:
        with suppress(FileNotFoundError):
            return Path(str(current_app.static_folder), request.view_args["filename"] + PACKED).read_bytes()
    return b""


@lru_cache(maxsize=64)
def _gzipped(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)
