"""The worker for long jobs ends with the server that started it, however that one ended."""

from __future__ import annotations

import select
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKER = "import sys; from outreach import jobs; jobs.LOOK_SECONDS = 0.05; jobs._end_with(int(sys.argv[1]))"
SERVER = (
    "import os, subprocess, sys, time\n"
    f"subprocess.Popen([sys.executable, '-c', {WORKER!r}, str(os.getpid())])\n"
    "print('started', flush=True)\n"
    "time.sleep(60)\n"
)


def test_a_worker_ends_when_its_server_was_killed_and_nobody_waited_for_it() -> None:
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, cwd=ROOT)
    assert server.stdout is not None
    assert server.stdout.readline() == b"started\n"
    server.send_signal(signal.SIGKILL)  # not waited for: its number stays, as a zombie's
    # Both hold the pipe: it ends when the last of them is gone.
    ended, _, _ = select.select([server.stdout], [], [], 30)
    assert ended, "the worker is still there"
    assert server.stdout.read() == b""
    server.communicate()
