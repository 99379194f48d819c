"""A bad network between phones and server: cuts, lost replies, duplicates, late copies, portals, altered bytes."""

from __future__ import annotations

import json
from collections import Counter
from random import Random
from typing import Any

from .world import ACK, World

PORTAL = "<html><body>Welcome to Free WiFi. Please sign in.</body></html>"
FAULTS = {
    "cut": 10, "timeout": 4, "lost reply": 12, "twice": 8, "late": 6, "portal": 5, "old reply": 6, "empty": 3,
    "half reply": 6, "busy": 4, "too large": 4, "bad gateway": 2, "partly": 6, "altered": 6,
}  # fmt: skip

Response = dict[str, Any]


class Network:
    """`rate` of all requests meet a fault. `limit`: a proxy refuses batches of more items than this (0: none)."""

    def __init__(self, world: World, random: Random, rate: float, limit: int = 0) -> None:
        self.world, self.random, self.rate, self.limit = world, random, rate, limit
        self.late: list[dict[str, str]] = []
        self.counts: Counter[str] = Counter()
        self.last: dict[str, Response] = {}
        self.altered: set[tuple[str, int]] = set()
        self.sends = self.records = 0
        self.trace = False

    def answer(self, asked: dict[str, Any]) -> Response:
        """What the phone gets for one request."""
        if asked["call"] == "enrol":
            return self.world.enrol(asked["secret"])
        if asked["call"] == "reference":
            return self.world.reference(asked["device"], asked["refToken"])
        batch = {key: asked[key] for key in ("device", "token", "body")}
        items = len(json.loads(batch["body"])["items"])
        self.sends, self.records = self.sends + 1, self.records + items
        if self.limit and items > self.limit:
            return _plain(413)
        if self.random.random() >= self.rate:
            return self._deliver(batch)
        fault = self.random.choices(list(FAULTS), list(FAULTS.values()))[0]
        self.counts[fault] += 1
        if self.trace:
            print("   ×", fault, items)  # noqa: T201
        return self._faulty(fault, batch)

    def deliver_late(self, keep: float = 0.0) -> None:
        """Copies that were on their way arrive, in any order; nobody reads the answers."""
        self.random.shuffle(self.late)
        waiting, self.late = self.late, []
        for batch in waiting:
            if self.random.random() < keep:
                self.late.append(batch)
            else:
                self.counts["arrived late"] += 1
                self.world.send(**batch)

    def _deliver(self, batch: dict[str, str]) -> Response:
        answer = self.world.send(**batch)
        if answer["status"] == 200:
            self.last[batch["device"]] = answer
        return answer

    def _faulty(self, fault: str, batch: dict[str, str]) -> Response:
        simple = {
            "portal": {**_plain(200), "type": "text/html", "text": PORTAL},
            "empty": {**_plain(200), "type": ACK, "text": "{}"},
            "busy": {**_plain(503), "retryAfter": 1},
            "too large": _plain(413),
            "bad gateway": _plain(502),
            "cut": {"error": "offline"},
            "timeout": {"error": "timeout"},
            "old reply": self.last.get(batch["device"], {"error": "offline"}),
        }
        if fault in simple:
            return simple[fault]
        if fault == "late":
            self.late.append(batch)
            return {"error": "timeout"}
        changes = {"altered": self._alter, "partly": self._part}
        answer = self._deliver(changes[fault](batch) if fault in changes else batch)
        if fault == "lost reply":
            self.late.extend([batch] * (self.random.random() < 0.3))
            return {"error": self.random.choice(["offline", "timeout"])}
        if fault == "twice":
            return self._deliver(batch)
        if fault == "half reply":
            return {**answer, "text": answer["text"][: self.random.randrange(len(answer["text"]))]}
        return answer

    def _part(self, batch: dict[str, str]) -> dict[str, str]:
        """Some items do not reach the server; its answer is true, and silent about them."""
        body = json.loads(batch["body"])
        body["items"] = [item for item in body["items"] if self.random.random() < 0.5]
        return {**batch, "body": json.dumps(body)}

    def _alter(self, batch: dict[str, str]) -> dict[str, str]:
        """One sign of one envelope is changed on the way."""
        body = json.loads(batch["body"])
        if not body["items"]:
            return batch
        item = self.random.choice(body["items"])
        place = self.random.randrange(160, len(item["env"]))
        sign = "A" if item["env"][place] != "A" else "B"
        item["env"] = item["env"][:place] + sign + item["env"][place + 1 :]
        self.altered.add((item["device"], item["n"]))
        return {**batch, "body": json.dumps(body)}


def _plain(status: int) -> Response:
    return {"status": status, "type": "text/plain", "text": "", "retryAfter": 0, "etag": ""}
