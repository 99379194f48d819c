"""The server as people start it: a process of its own, ended by Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from outreach import certificates, phone_page, serving
from outreach.cli import cli
from outreach.serving import Place
from tests.browsers import free_port

Process = subprocess.Popen[bytes]
ROOT = Path(__file__).resolve().parents[2]
# What `outreach run --phone` does, on the loopback address: a test has no other network.
PHONE = """
import sys; from pathlib import Path; from outreach import server_commands, serving
folder, port = Path(sys.argv[1]), int(sys.argv[2])
serving.serve(server_commands.installed(folder, {"HTTPS": True}), serving.Place(port, ("127.0.0.1",), "localhost"))
"""


def answered(process: Process, url: str, trust: ssl.SSLContext | None = None) -> tuple[int, bytes]:
    """Status and body; waits until the server listens."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(url, context=trust, timeout=5) as response:  # noqa: S310
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server ended by itself")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    """Starts a command as a terminal would, in its own group; ends it after the test."""
    running: list[Process] = []

    def begin(*words: str) -> Process:
        # A file, not a pipe: nobody waits for a reader, whichever process ends last.
        with open(tmp_path / "said", "w") as said:
            running.append(
                subprocess.Popen(
                    [sys.executable, *words], cwd=ROOT, stdout=said, stderr=said, start_new_session=True
                )
            )
        return running[-1]

    yield begin
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


def ctrl_c(process: Process) -> None:
    """Ctrl-C reaches every process of the group."""
    os.killpg(process.pid, signal.SIGINT)
    process.wait(20)


def test_it_serves_and_ctrl_c_ends_it_quietly(tmp_path: Path, start: Callable[..., Process]) -> None:
    port = free_port()
    process = start("-m", "outreach", "--instance", str(tmp_path / "i"), "run", "--port", str(port))
    status, body = answered(process, f"http://127.0.0.1:{port}/sign-in")
    ctrl_c(process)
    said = (tmp_path / "said").read_text()
    assert (status, b"Sign in" in body) == (200, True)
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said


def test_a_phone_that_trusts_the_authority_reaches_it_over_https(
    tmp_path: Path, start: Callable[..., Process]
) -> None:
    port = free_port()
    process = start("-c", PHONE, str(tmp_path), str(port))
    _, authority = answered(process, f"http://127.0.0.1:{port + 1}{phone_page.AUTHORITY}")
    trust = ssl.create_default_context(cadata=authority.decode())
    trust.verify_flags |= ssl.VERIFY_X509_STRICT
    assert answered(process, f"https://127.0.0.1:{port}/sign-in", trust)[0] == 200
    _, page = answered(process, f"http://127.0.0.1:{port + 1}/")
    assert f"https://127.0.0.1:{port}/".encode() in page
    ctrl_c(process)
    said = (tmp_path / "said").read_text()
    assert (process.returncode, "Traceback" in said) == (0, False)


def test_the_help_page_needs_nothing_else(tmp_path: Path, start: Callable[..., Process]) -> None:
    port = free_port()
    process = start("-c", PHONE, str(tmp_path), str(port))
    found = {
        path: answered(process, f"http://127.0.0.1:{port + 1}{path}")
        for path in ("/style.css", "/code.svg", "/secret")
    }
    assert {path: status for path, (status, _) in found.items()} == {
        "/style.css": 200,
        "/code.svg": 200,
        "/secret": 404,
    }
    assert b"<svg" in found["/code.svg"][1]


def test_a_port_in_use_is_named_with_another_one(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(cli, ["--instance", str(tmp_path), "run", "--port", str(port)])
    assert result.exit_code == 1
    assert f"Port {port} is in use already" in result.output


def test_a_phone_gets_names_in_its_own_network_only() -> None:
    place = Place(8000, tuple(certificates.reachable(["8.8.8.8", "192.168.7.20"])), "laptop")
    assert place.links == ["https://192.168.7.20:8000/", "https://laptop.local:8000/"]


def test_without_a_phone_nobody_else_can_reach_it() -> None:
    place = serving.choose_place(free_port(), phone=False)
    assert place.bind == "127.0.0.1"
