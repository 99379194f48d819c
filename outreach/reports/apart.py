"""The page of a quick draft, made by a process of its own.

Reading and proving the figures needs as much memory as drawing the PDF does. Here the one ends before the other begins,
and who waits for both has loaded neither: on a small server a report takes half the memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.exceptions import Exit

from ..errors import ReportFailedError
from .content.rules import Wish

STEPS = 5  # reading, hiding, the words, the page; then the PDF
PROGRAM = ("-P", "-m", "outreach")  # not from the folder one happens to stand in, but from this place:
PLACE = Path(__file__).resolve().parents[2]


def page(instance: Path | None, wish: Wish, progress: Callable[[int, str], None]) -> bytes:
    """What render.drawn draws. `progress(step, name)` is called before each step but the last; a threshold of 0 is
    that of the server.

    Raises Exit when the other process has said what is wrong, ReportFailedError when it could not.
    """
    server = ["--instance", str(instance)] if instance else []
    words = [wish.period, str(wish.threshold), wish.paper, wish.language]
    order = b""
    with subprocess.Popen(
        [sys.executable, *PROGRAM, *server, "report", "page", "--", *words],
        env={**os.environ, "PYTHONPATH": str(PLACE)},
        stdout=subprocess.PIPE,
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
    if process.returncode > 0:
        raise Exit(process.returncode)
    if process.returncode or not order:
        raise ReportFailedError()
    return order
