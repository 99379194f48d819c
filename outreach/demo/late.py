"""After the year: a revoked phone still brings records, which wait in quarantine for a coordinator's word."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from ..database import reading
from ..privacy import sealing
from ..privacy.current import keys
from ..privacy.encoding import b64
from ..sync.intake import receive
from ..sync.shapes import Batch
from ..team import devices
from ..team.meta import meta
from . import town
from .filling import Phone
from .records import generate

RECORDS = 6


def after_sync(phones: list[Phone], seed: int, today: date) -> int:
    """Seals a few records for the revoked phone and sends them as the phone would; how many wait now."""
    place = next(place for place, phone in enumerate(town.PHONES) if phone.revoked_days)
    made = generate(seed + 1, RECORDS, today - timedelta(days=1), days=2)
    records = [one.record for one in made if one.record[0] == "contact"][:RECORDS]
    return send(phones[place], records, f"late {seed}", today)


def send(phone: Phone, records: Sequence[list[Any]], label: str, today: date) -> int:
    """Seals records for a phone and sends them as it would, behind all that it sent before; how many."""
    with reading() as conn:
        org, device = str(meta(conn, "org")), devices.by_id(conn, phone.id)
    if device is None:
        return 0
    key_id = f"{today:%Y-%m}"
    content = sealing.content_key(keys().private(key_id).public_key(), sealing.info(org, key_id, device.uid))
    items: list[dict[str, object]] = []
    rng = Random(label)
    for n, record in enumerate(records, device.next_n):
        uid = str(UUID(int=rng.getrandbits(128), version=4))
        binding = sealing.Binding(1, org, key_id, device.uid, uid, n)
        env = sealing.seal(json.dumps(record).encode(), binding, content)
        items.append({"device": device.uid, "id": uid, "n": n, "key_id": key_id, "v": 1, "env": b64(env)})
    batch = Batch.model_validate({
        "v": 1, "device": device.uid, "nonce": b64(secrets.token_bytes(16)), "epoch": None, "acked_seq": 0,
        "held": {"count": device.held_count, "digest": device.held_digest.hex()}, "left": 0,
        "next_n": device.next_n + len(items), "items": items,
    })  # fmt: skip
    receive(batch, device, today)
    return len(items)
