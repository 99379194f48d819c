"""A phone in Python: seals records and packs batches as PROTOCOL.md says, so that a run can prepare them beforehand."""

from __future__ import annotations

import base64
import gzip
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from outreach.privacy import sealing

from .contacts import Contact

TYPE = "application/outreach-batch+json"


def b64(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Phone:
    """An enrolled phone: who it is and which key it seals to."""

    org: str
    device: str
    token: str
    key_id: str
    public: EllipticCurvePublicKey
    next_n: int = field(default=1)

    def headers(self) -> dict[str, str]:
        """Headers of a batch with a gzip body."""
        return {
            "Content-Type": TYPE, "Content-Encoding": "gzip", "Accept-Encoding": "gzip", "X-Outreach": "1",
            "Authorization": f"Device {self.device}.{self.token}",
        }  # fmt: skip

    def seal(self, contacts: Sequence[Contact], per_key: int = 4) -> list[dict[str, Any]]:
        """The contacts as items of a batch, a new wrapped key every `per_key` records."""
        items, content = [], None
        for i, contact in enumerate(contacts):
            if content is None or i % per_key == 0:
                content = sealing.content_key(self.public, sealing.info(self.org, self.key_id, self.device))
            items.append(self.item(contact.record, content, contact.id))
        return items

    def item(self, record: Any, content: sealing.ContentKey | None = None, uid: str = "") -> dict[str, Any]:
        """One record as an item, under a content key of its own when none is given."""
        content = content or sealing.content_key(
            self.public, sealing.info(self.org, self.key_id, self.device)
        )
        binding = sealing.Binding(
            1, self.org, self.key_id, self.device, uid or str(uuid.uuid4()), self.next_n
        )
        self.next_n += 1
        plain = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
        env = b64(sealing.seal(plain, binding, content))
        return {
            "device": self.device,
            "id": binding.id,
            "n": binding.n,
            "key_id": self.key_id,
            "v": 1,
            "env": env,
        }

    def batch(self, items: Sequence[dict[str, Any]], **changed: Any) -> dict[str, Any]:
        """The body of a request with these items."""
        body = {
            "v": 1, "device": self.device, "nonce": b64(uuid.uuid4().bytes), "epoch": None, "acked_seq": 0,
            "held": {"count": 0, "digest": "0" * 64}, "left": 0, "next_n": self.next_n, "items": list(items),
        }  # fmt: skip
        return {**body, **changed}


def packed(body: Any) -> bytes:
    """JSON without spaces, gzip level 6, no time inside."""
    return gzip.compress(json.dumps(body, separators=(",", ":")).encode(), 6, mtime=0)
