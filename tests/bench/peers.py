"""The anchors of P1, P2 and P4: bare Flask + sqlite3 (the limit) and PouchDB → express-pouchdb (the peer)."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from .contacts import Contact, plain
from .process import Server, answer, ask, gunicorn, running
from .wire import Wire

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Round:
    """One round of one target: seconds of the first and the second push, CPU seconds, bytes of the first push."""

    first: float
    again: float
    cpu: float
    up: float
    down: float
    memory: float


def install(cache: Path, name: str) -> Path:
    """The packages of this folder by their pinned lock file, once; no script of a package runs (PouchDB's leveldb
    comes prebuilt)."""
    modules = cache / name / "node_modules"
    lock = HERE / name / "package-lock.json"
    stamp = cache / name / "installed.json"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return modules
    modules.parent.mkdir(parents=True, exist_ok=True)
    for file in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name / file, modules.parent / file)
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
        cwd=modules.parent,
        check=True,
    )
    shutil.copy(lock, stamp)
    return modules


def bare_round(contacts: list[Contact], warm: list[Contact], folder: Path, batch: int) -> Round:
    """Plain rows into an empty store under the production server; again; all must be there exactly once."""
    bodies = _bodies(contacts, batch)
    with gunicorn("tests.bench.bare:app", {"BENCH_STORE": str(folder / "bare.sqlite")}, "/ready") as server:
        wire = Wire(server.port)
        push(wire, _bodies(warm, batch))
        cpu, up, down = server.cpu(), wire.up, wire.down
        first = push(wire, bodies)
        cpu, up, down = server.cpu() - cpu, wire.up - up, wire.down - down
        again = push(wire, bodies)
        count = int(wire.send("GET", "/count")[1])
        wire.close()
        if count != len(contacts) + len(warm):
            raise AssertionError(f"bare Flask holds {count} contacts")
        return Round(first, again, cpu, up, down, server.memory())


def _bodies(contacts: list[Contact], batch: int) -> list[bytes]:
    rows = [plain(each) for each in contacts]
    return [
        json.dumps(rows[i : i + batch], separators=(",", ":")).encode() for i in range(0, len(rows), batch)
    ]


def push(
    wire: Wire, bodies: list[bytes], path: str = "/push", headers: dict[str, str] | None = None
) -> float:
    """Sends the bodies one after the other on one connection; seconds for all."""
    started = perf_counter()
    for body in bodies:
        status, _ = wire.send("POST", path, body, headers or {"Content-Type": "application/json"})
        if status != 200:
            raise AssertionError(f"{path} answered {status}")
    return perf_counter() - started


def pouch_round(contacts: list[Contact], folder: Path, batch: int, modules: Path) -> Round:
    """The peer's own client and server, each in its process, from an empty store."""
    rows = [plain(each) for each in contacts]
    documents = folder / "documents.json"
    documents.write_text(json.dumps([{"_id": row.pop("id"), **row} for row in rows]))
    scripts, arguments = HERE / "pouch", [str(modules), str(folder)]
    with running(["node", str(scripts / "server.mjs"), *arguments]) as process:
        server = Server(process, int(answer(process).removeprefix("ready ")))
        address = f"http://127.0.0.1:{server.port}"
        with running(
            ["node", str(scripts / "push.mjs"), *arguments, address, str(documents), str(batch)]
        ) as client:
            answer(client)
            return _pouch_pushes(server, client, len(contacts))


def _pouch_pushes(server: Server, client: subprocess.Popen[str], count: int) -> Round:
    ask(client, "warm")
    cpu, before = server.cpu(), _socket_bytes(server)
    first, held = ask(client, "push").split()
    after, cpu = _socket_bytes(server), server.cpu() - cpu
    again, still = ask(client, "again").split()
    if not int(held) == int(still) == count + 200:
        raise AssertionError(f"express-pouchdb holds {held}, then {still} contacts")
    return Round(float(first), float(again), cpu, after[0] - before[0], after[1] - before[1], server.memory())


def _socket_bytes(server: Server) -> tuple[int, int]:
    up, down = ask(server.process, "bytes").removeprefix("bytes ").split()
    return int(up), int(down)
