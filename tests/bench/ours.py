"""The product under test: a small programme, phones with sealed batches, pushed through real HTTP."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from outreach.clock import now
from outreach.database import transaction
from outreach.demo import town
from outreach.privacy import ring
from outreach.privacy.current import keys
from outreach.team import devices, enrolment
from outreach.team.meta import meta
from tests.endtoend import programme
from tests.endtoend.store_print import differing, fingerprint, stored

from .contacts import Contact, make
from .peers import Round
from .process import gunicorn
from .sealed import Phone, packed
from .wire import Wire

TARGET, READY = "tests.bench.served:app", "/api/v1/openapi.json"
Body = tuple[bytes, dict[str, str]]


@dataclass(frozen=True)
class Prepared:
    """An instance with enrolled phones, and their batches, sealed and packed beforehand."""

    instance: Path
    contacts: list[Contact]
    warm: list[Contact]
    bodies: list[Body]
    warm_bodies: list[Body]


def prepare(instance: Path, count: int, warm: int, batch: int) -> Prepared:
    """Phones for `count` contacts in `instance`; where there is none yet, a new small programme is made."""
    if not instance.exists():
        programme.make(instance, [(zone.name, zone.polygon) for zone in town.ZONES], len(town.SITES))
    today = now().date()
    contacts, extra = make(count, 1, today), make(warm, 2, today)
    phones = _enrolled(instance, len(town.PHONES) + 1)
    shares = [[row for row in contacts if row.phone == place] for place in range(len(town.PHONES))]
    bodies = [
        body for phone, share in zip(phones[1:], shares, strict=True) for body in _bodies(phone, share, batch)
    ]
    return Prepared(instance, contacts, extra, bodies, _bodies(phones[0], extra, batch))


def _enrolled(instance: Path, count: int) -> list[Phone]:
    """Phones of the first team, confirmed."""
    with programme.opened(instance) as app, app.app_context(), transaction() as conn:
        team = programme.places.sites(conn)[0]["team"]
        org, month = str(meta(conn, "org")), ring.month(now().date())
        public = keys().private(month).public_key()
        phones = []
        for number in range(count):
            secret = enrolment.offer(conn, programme.anybody(conn), team, f"Bench {number}", now())
            joined = enrolment.join(conn, secret, now(), now().date())
            found = devices.by_uid(conn, joined.device)
            assert found
            devices.change(conn, found.id, status="active")
            phones.append(Phone(org, joined.device, joined.token, month, public))
    return phones


def _bodies(phone: Phone, contacts: Sequence[Contact], batch: int) -> list[Body]:
    items = phone.seal(contacts)
    parts = [(items[i : i + batch], max(0, len(items) - i - batch)) for i in range(0, len(items), batch)]
    return [(packed(phone.batch(part, left=left)), phone.headers()) for part, left in parts]


def environment(instance: Path) -> dict[str, str]:
    """Settings of the server process."""
    return {"BENCH_INSTANCE": str(instance)}


def copied(prepared: Prepared, folder: Path) -> Path:
    """A fresh copy of the prepared instance."""
    return Path(shutil.copytree(prepared.instance, folder))


def push(wire: Wire, bodies: Sequence[Body]) -> float:
    """Sends batches one after the other on one connection; seconds for all. Raises AssertionError."""
    started = perf_counter()
    for body, headers in bodies:
        status, answer = wire.send("POST", "/api/v1/sync", body, headers)
        if status != 200:
            raise AssertionError(f"/api/v1/sync answered {status}: {answer[:200]!r}")
    return perf_counter() - started


def round(prepared: Prepared, folder: Path) -> Round:
    """One round: an empty store, warm-up, all batches, all batches again; nothing may have changed by the second."""
    instance = copied(prepared, folder / "instance")
    with gunicorn(TARGET, environment(instance), READY) as server:
        wire = Wire(server.port)
        push(wire, prepared.warm_bodies)
        cpu, up, down = server.cpu(), wire.up, wire.down
        first = push(wire, prepared.bodies)
        cpu, up, down = server.cpu() - cpu, wire.up - up, wire.down - down
        before = fingerprint(instance)
        again = push(wire, prepared.bodies)
        wire.close()
        after, held = fingerprint(instance), stored(instance)
        memory = server.memory()
    expected = len(prepared.contacts) + len(prepared.warm)
    if held != {"stored": expected}:
        raise AssertionError(f"{expected} contacts were sent, the store holds {held}")
    if before != after:
        raise AssertionError(
            "Sending the same batches again has changed " + ", ".join(differing(before, after))
        )
    return Round(first, again, cpu, up, down, memory)
