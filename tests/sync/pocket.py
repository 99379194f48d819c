"""A phone in Python for tests: seals as PROTOCOL.md says, pushes, and keeps the same running pair as the server."""

from __future__ import annotations

import gzip
import json
import uuid
from collections.abc import Callable
from hashlib import sha256
from random import Random
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from outreach.clock import now
from outreach.privacy import sealing
from outreach.privacy.current import keys
from outreach.privacy.encoding import b64
from outreach.privacy.sealing import Binding, ContentKey
from outreach.sync.shapes import BATCH_TYPE
from outreach.team import devices, enrolment
from outreach.team.meta import meta

NOTHING = {"count": 0, "digest": "0" * 64}


class Pocket:
    """One enrolled phone. `run` calls a store function in its own transaction; `key_id` is what it seals to."""

    def __init__(
        self, app: Flask, run: Callable[..., Any], *, team: int, active: bool = True, seed: int = 1
    ) -> None:
        self.app, self.run, self.random = app, run, Random(seed)
        with app.app_context():
            self.org = run(meta, "org")
            self.key_id = "2026-11"
            self.public = keys().private(self.key_id).public_key()
        member = None
        secret = run(enrolment.offer, member or 1, team, f"Phone {seed}", now())
        self.joined = run(enrolment.join, secret, now(), now().date())
        self.uid, self.token = self.joined.device, self.joined.token
        self.id = run(devices.by_uid, self.uid).id
        if active:
            run(lambda conn: devices.change(conn, self.id, status="active"))
        self.next_n, self.epoch, self.acked = 1, None, 0
        self.held: dict[str, Any] = dict(NOTHING)
        self._content: ContentKey | None = None
        self._uses = 0

    def content(self) -> ContentKey:
        """A content key that serves four records."""
        if self._content is None or self._uses == 4:
            info = sealing.info(self.org, self.key_id, self.uid)
            self._content, self._uses = sealing.content_key(self.public, info), 0
        self._uses += 1
        return self._content

    def seal(self, record: Any, **changes: Any) -> dict[str, Any]:
        """An item; `changes` alter its binding before sealing (id, n, device, key_id, v)."""
        n = changes.get("n") or self.next_n
        self.next_n = max(self.next_n, n + 1)
        uid = str(uuid.UUID(int=self.random.getrandbits(128), version=4))
        binding = Binding(1, self.org, self.key_id, self.uid, uid, n)._replace(**changes)
        plain = record if isinstance(record, bytes) else json.dumps(record).encode()
        env = sealing.seal(plain, binding, self.content())
        return {**{k: v for k, v in binding._asdict().items() if k != "org"}, "env": b64(env)}

    def batch(self, items: list[Any], **changes: Any) -> dict[str, Any]:
        """A request; `changes` replace its fields."""
        return {
            "v": 1, "device": self.uid, "nonce": b64(self.random.randbytes(12)), "epoch": self.epoch,
            "acked_seq": self.acked, "held": self.held, "left": 0, "next_n": self.next_n, "items": items,
        } | changes  # fmt: skip

    def push(self, items: list[Any], *, zip_it: bool = False, **changes: Any) -> TestResponse:
        """Sends a batch; gives the raw response."""
        body = json.dumps(self.batch(items, **changes)).encode()
        headers = {"Authorization": f"Device {self.uid}.{self.token}", "X-Outreach": "1"}
        if zip_it:
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        return self.app.test_client().post(
            "/api/v1/sync", data=body, content_type=BATCH_TYPE, headers=headers
        )

    def send(self, items: list[Any], **changes: Any) -> dict[str, Any]:
        """Sends a batch that must be answered; gives the ack and believes it."""
        response = self.push(items, **changes)
        assert response.status_code == 200, response.get_data(as_text=True)
        ack: dict[str, Any] = response.get_json(force=True)
        self.epoch, self.held = ack["epoch"], ack["held"]
        self.acked = max([self.acked, *(r["seq"] for r in ack["results"] if r["seq"])])
        return ack


def pair(items: list[tuple[str, str]]) -> dict[str, Any]:
    """Count and XOR of (id, sha256) pairs, worked out naively."""
    total = 0
    for uid, digest in items:
        total ^= int.from_bytes(sha256(uuid.UUID(uid).bytes + bytes.fromhex(digest)).digest(), "big")
    return {"count": len(items), "digest": f"{total:064x}"}


def statuses(ack: dict[str, Any]) -> list[tuple[str, str | None]]:
    """(status, code) of each result."""
    return [(r["status"], r.get("code")) for r in ack["results"]]
