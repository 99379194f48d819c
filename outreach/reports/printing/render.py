"""Starts pdf.py as a process with limits, waits for it, and can stop it. Imports no weasyprint."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ...errors import ReportFailedError
from .attach import Attachment

PROGRAM = Path(__file__).with_name("pdf.py")
WALL_SECONDS = 600
BEAT = 2.0  # seconds between calls of `alive`


def to_pdf(
    html: str,
    paper: str,
    alive: Callable[[], None] = lambda: None,
    attachments: Sequence[Attachment] = (),
    language: str = "",
) -> tuple[bytes, list[str]]:
    """The PDF (PDF/A-3a and PDF/UA-1) with `attachments` inside, and what WeasyPrint complained about.

    `language` counts where the page's own `lang` is missing.
    `alive` is called every two seconds; what it raises stops the process and goes on to the caller.
    Raises ReportFailedError when the limits are reached or the process ends without a PDF.
    """
    return drawn(ordered(html, paper, attachments, language), alive)


def ordered(html: str, paper: str, attachments: Sequence[Attachment] = (), language: str = "") -> bytes:
    """What pdf.py reads: one line of JSON."""
    files = [each.told() for each in attachments]
    return json.dumps({"html": html, "paper": paper, "language": language, "attachments": files}).encode()


def drawn(order: bytes, alive: Callable[[], None] = lambda: None) -> tuple[bytes, list[str]]:
    """As to_pdf, of an order that stands already."""
    code, pdf, complaints = _drawn(order, alive)
    if code != 0:  # seen once in thousands of files: a native library behind the drawing ended the process
        code, pdf, complaints = _drawn(order, alive)
    if code != 0 or not pdf.startswith(b"%PDF"):
        raise ReportFailedError()
    return pdf, complaints


def _drawn(order: bytes, alive: Callable[[], None]) -> tuple[int, bytes, list[str]]:
    """Exit code of the program, what it wrote, and its complaints."""
    with (
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as said,
    ):
        source.write(order)
        source.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-I", str(PROGRAM)],
            stdin=source,
            stdout=out,
            stderr=said,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": "/nonexistent"},
        )
        code = _wait(process, alive)
        out.seek(0)
        said.seek(0)
        return code, out.read(), said.read().decode(errors="replace").splitlines()


def _wait(process: subprocess.Popen[bytes], alive: Callable[[], None]) -> int:
    """Exit code of the process. Limits of wall time are measured with the monotonic clock: no date is read."""
    begun = time.monotonic()
    try:
        while True:
            try:
                return process.wait(BEAT)
            except subprocess.TimeoutExpired:
                if time.monotonic() - begun > WALL_SECONDS:
                    raise ReportFailedError() from None
                alive()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
