"""Real server processes for the benchmark: started on a free port, watched, and stopped with their children."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Server:
    """A running server: `cpu()` in seconds and `memory()` in MB, both over its whole process tree."""

    process: subprocess.Popen[str]
    port: int

    def tree(self) -> list[int]:
        return _tree(self.process.pid)

    def cpu(self) -> float:
        return sum(_cpu(pid) for pid in self.tree())

    def memory(self) -> float:
        return resident(self.process.pid)


def resident(root: int) -> float:
    """Memory of a process and everything it started, in MB."""
    return sum(_resident(pid) for pid in _tree(root)) / 1e6


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def gunicorn(target: str, environment: dict[str, str], ready: str) -> Iterator[Server]:
    """`target` under the production server's way of working: one process, threads, kept-alive connections."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", target, "--worker-class", "gthread", "--workers", "1", "--threads", "4",
        "--bind", f"127.0.0.1:{port}", "--keep-alive", "60", "--log-level", "error", "--no-control-socket",
    ]  # fmt: skip
    with running(command, environment) as process:
        wait_for(port, ready, process)
        yield Server(process, port)


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """A child with pipes, in a group of its own; the whole group ends with the block."""
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()


def wait_for(port: int, path: str, process: subprocess.Popen[str], seconds: float = 60) -> None:
    """Returns when `path` is answered at all. Raises TimeoutError, or ChildProcessError when the server ended."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if process.poll() is not None:
            raise ChildProcessError(f"The server ended with {process.returncode} before it answered.")
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            connection.getresponse().read()
            connection.close()
            return
        time.sleep(0.05)
    raise TimeoutError("The server did not answer in time.")


def ask(process: subprocess.Popen[str], line: str) -> str:
    """Writes one line to a child and reads its one-line answer."""
    assert process.stdin
    process.stdin.write(line + "\n")
    process.stdin.flush()
    return answer(process)


def answer(process: subprocess.Popen[str]) -> str:
    """The next line a child prints. Raises ChildProcessError when it has ended."""
    assert process.stdout
    line = process.stdout.readline()
    if not line:
        raise ChildProcessError(f"A process of the benchmark ended with {process.wait()}.")
    return line.strip()


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += [int(each) for each in (task / "children").read_text().split()]
    return found


def _cpu(pid: int) -> float:
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
    return 0.0


def _resident(pid: int) -> float:
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    return 0.0
