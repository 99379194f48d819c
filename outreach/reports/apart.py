"""The page of a quick draft, made by a process of its own.

Reading and proving the figures needs as much memory as drawing the PDF does. Here the one ends before the other begins,
and who waits for both has loaded neither: on a small server a report takes half the memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

import click

from ..errors import ReportFailedError
from .content.rules import Wish

STEPS = 5  # reading, hiding, the words, the page; then the PDF
PROGRAM = ("-P", "-m", "outreach")  # not from the folder one happens to stand in, but from this place:
PLACE = Path(__file__).resolve().parents[2]


def page(instance: Path | None, wish: Wish, progress: Callable[[int, str], None]) -> bytes:
    """What render.drawn draws. `progress(step, name)` is called before each step but the last; a threshold of 0 is
    that of the server.

    Raises ClickException with the words of the other process, ReportFailedError when it could say none.
    """
    server = ["--instance", str(instance)] if instance else []
    words = [wish.period, str(wish.threshold), wish.paper, wish.language]
    with tempfile.TemporaryFile() as said:  # shown at the end: the progress bar has the line until then
        code, order = _made([*server, "report", "page", "--", *words], said, progress)
        said.seek(0)
        told = said.read().decode(errors="replace").strip()
    if code > 0 and told:
        raise click.ClickException(told.removeprefix("Error: "))
    if code or not order:
        raise ReportFailedError()
    if told:
        click.echo(told, err=True)
    return order


def _made(words: list[str], said: IO[bytes], progress: Callable[[int, str], None]) -> tuple[int, bytes]:
    """Exit code of the process, and its last line."""
    order = b""
    with subprocess.Popen(
        [sys.executable, *PROGRAM, *words],
        env={**os.environ, "PYTHONPATH": str(PLACE)},
        stdout=subprocess.PIPE,
        stderr=said,
    ) as process:
        try:
            for line in process.stdout or ():
                if line.startswith(b"["):
                    progress(*json.loads(line))
                else:
                    order = line
        except BaseException:
            process.kill()
            raise
    return process.returncode, order
