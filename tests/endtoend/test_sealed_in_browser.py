"""A thousand envelopes sealed by a browser: the server opens each, and none that was touched or was for another."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Browser, Page

from outreach.clock import now
from outreach.privacy import ring as rings
from outreach.privacy.current import keys
from outreach.privacy.encoding import b64, unb64
from outreach.privacy.points import point
from outreach.team import devices, enrolment
from outreach.team.meta import meta
from tests.endtoend import programme
from tests.endtoend.programme import ServerProcess

pytestmark = pytest.mark.browser

MANY, BATCH = 1000, 100
SEAL = (Path(__file__).parent / "seal_page.js").read_text()
Item = dict[str, Any]


class Sealer:
    """A page of the server that seals with the phone's own modules, and phones that are enrolled."""

    def __init__(self, server: ServerProcess, page: Page) -> None:
        self.server, self.page = server, page
        page.goto(f"{server.url}/field/")
        script = page.locator("link[rel=modulepreload]").get_attribute("href") or ""
        self.base = script.removesuffix("js/field-app.js")
        with programme.opened(server.folder) as app, app.app_context():
            self.ring = keys().ring(now().date()).data
            self.org = programme.run(app, meta, "org")
            self.place = programme.run(app, programme.places.sites)[0]

    def phone(self) -> tuple[str, str]:
        """A confirmed phone: its UUID and its token."""
        with programme.opened(self.server.folder) as app:
            return programme.run(app, self._joined)  # type: ignore[no-any-return]

    def _joined(self, conn: Any) -> tuple[str, str]:
        secret = enrolment.offer(conn, programme.anybody(conn), self.place["team"], "Browser", now())
        joined = enrolment.join(conn, secret, now(), now().date())
        found = devices.by_uid(conn, joined.device)
        assert found
        devices.change(conn, found.id, status="active")
        return joined.device, joined.token

    def seal(self, device: str, ring: bytes | None = None) -> list[Item]:
        """MANY different contacts sealed for `device`: what the phone would send, with the digest it expects."""
        asked = {
            "base": self.base, "org": self.org, "device": device, "ring": b64(ring or self.ring), "first": 1,
            "records": [self.record(i) for i in range(MANY)],
        }  # fmt: skip
        sealed: list[Item] = self.page.evaluate(SEAL, asked)
        return sealed

    def record(self, i: int) -> list[Any]:
        """The contact of number `i`: i condoms are in it, so that the sum proves which were opened."""
        day = str(now().date())
        return ["contact", 1, day, i % 4, self.place["zone"], None, "street", 1, i % 3, None, None, [], None,
                [["SX01", i + 1]], 0, None, [], [], 0]  # fmt: skip

    def push(self, phone: tuple[str, str], items: Sequence[Item]) -> list[Item]:
        """All items in batches, by HTTP; the results."""
        return [one for i in range(0, len(items), BATCH) for one in self._push(phone, items[i : i + BATCH])]

    def _push(self, phone: tuple[str, str], items: Sequence[Item]) -> list[Item]:
        body = {
            "v": 1, "device": phone[0], "nonce": b64(uuid4().bytes), "epoch": None, "acked_seq": 0, "left": 0,
            "held": {"count": 0, "digest": "0" * 64}, "next_n": MANY + 1, "items": list(items),
        }  # fmt: skip
        headers = {
            "Content-Type": "application/outreach-batch+json", "Content-Encoding": "gzip", "X-Outreach": "1",
            "Authorization": f"Device {phone[0]}.{phone[1]}",
        }  # fmt: skip
        data = gzip.compress(json.dumps(body).encode())
        with urlopen(Request(f"{self.server.url}/api/v1/sync", data, headers)) as answer:  # noqa: S310 - our own server
            results: list[Item] = json.loads(answer.read())["results"]
            return results


@pytest.fixture
def sealer(server: ServerProcess, chromium: Browser) -> Sealer:
    """A plain page of the phone app, never enrolled."""
    return Sealer(server, chromium.new_page())


def test_a_thousand_envelopes_sealed_in_the_browser_are_opened(sealer: Sealer) -> None:
    phone = sealer.phone()
    sealed = sealer.seal(phone[0])
    results = sealer.push(phone, [one["sent"] for one in sealed])
    assert Counter(one["status"] for one in results) == {"stored": MANY}
    assert [one["sha256"] for one in results] == [one["digest"] for one in sealed]
    assert len({one["sent"]["env"] for one in sealed}) == MANY
    assert condoms(sealer) == sum(range(1, MANY + 1))


def with_changed_byte(sealer: Sealer, device: str) -> list[Item]:
    """Another bit of another byte in each, spread over the whole envelope."""
    return [_flipped(one["sent"], i) for i, one in enumerate(sealer.seal(device))]


def _flipped(item: Item, i: int) -> Item:
    env = bytearray(unb64(item["env"]))
    env[i * len(env) // MANY] ^= 1 << i % 8
    return {**item, "env": b64(bytes(env))}


def sealed_for_another_phone(sealer: Sealer, device: str) -> list[Item]:
    """Sealed for one enrolled phone, sent as another's own."""
    return [{**one["sent"], "device": device} for one in sealer.seal(sealer.phone()[0])]


def under_another_id(sealer: Sealer, device: str) -> list[Item]:
    """The id or the number that it was sealed with is not the one it is sent under."""
    sealed = [one["sent"] for one in sealer.seal(device)]
    return [
        {**one, "id": str(uuid4())} if i % 2 else {**one, "n": one["n"] + MANY}
        for i, one in enumerate(sealed)
    ]


def under_another_key(sealer: Sealer, device: str) -> list[Item]:
    """Sealed to a key that is not the organisation's, or said to be sealed to another month's, or to none."""
    body = json.loads(sealer.ring)
    stranger = b64(point(ec.generate_private_key(ec.SECP256R1()).public_key()))
    foreign = json.dumps({**body, "keys": [{**key, "pub": stranger} for key in body["keys"]]}).encode()
    own = [one["sent"] for one in sealer.seal(device)]
    others = [one["sent"] for one in sealer.seal(device, foreign)]
    months = (rings.later(own[0]["key_id"], 1), "2020-01")
    return [others[i] if i % 3 == 0 else {**own[i], "key_id": months[i % 3 - 1]} for i in range(MANY)]


@pytest.mark.parametrize(
    "spoil", [with_changed_byte, sealed_for_another_phone, under_another_id, under_another_key]
)
def test_none_that_was_touched_or_was_for_another_is_opened(
    sealer: Sealer, spoil: Callable[[Sealer, str], list[Item]]
) -> None:
    phone = sealer.phone()
    results = sealer.push(phone, spoil(sealer, phone[0]))
    assert Counter(one["status"] for one in results) == {"quarantined": MANY}
    assert {one["code"] for one in results} <= {"unopened", "unknown_key"}
    assert reasons(sealer) == Counter(one["code"] for one in results)
    assert condoms(sealer) == 0


def condoms(sealer: Sealer) -> int:
    """What the figures say was handed out."""
    return int(_one(sealer, "select coalesce(sum(quantity), 0) from day_item")[0][0])


def reasons(sealer: Sealer) -> Counter[str]:
    """Why records wait in quarantine, as the coordinator sees it."""
    return Counter(
        dict(_one(sealer, "select reason, count(*) from envelope where body is not null group by reason"))
    )


def _one(sealer: Sealer, query: str) -> list[Any]:
    store = sqlite3.connect(sealer.server.folder / "outreach.sqlite")
    try:
        return store.execute(query).fetchall()
    finally:
        store.close()
