"""The signed key ring: which public key a phone seals to in which month."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from ..errors import SealError
from .encoding import b64, unb64
from .points import public_key

MONTHS_AHEAD = 14


class Ring(NamedTuple):
    """The ring as it is sent: its exact bytes, its signature (r‖s, 64 bytes), and what it says."""

    data: bytes
    signature: bytes
    version: int
    issued: str
    newest: str


def month(day: date) -> str:
    """The key id of a day: "2026-11"."""
    return f"{day.year:04d}-{day.month:02d}"


def later(key_id: str, months: int) -> str:
    """The key id so many months after another."""
    count = int(key_id[:4]) * 12 + int(key_id[5:]) - 1 + months
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def build(org: str, version: int, issued: date, keys: Mapping[str, bytes]) -> bytes:
    """The bytes to be signed; `keys` maps key id to 65-byte point. Their order and spelling never vary."""
    body = {
        "v": 1,
        "org": org,
        "version": version,
        "issued": issued.isoformat(),
        "keys": [{"id": key_id, "pub": b64(keys[key_id])} for key_id in sorted(keys)],
    }
    return json.dumps(body, separators=(",", ":")).encode()


def sign(data: bytes, signing: ec.EllipticCurvePrivateKey) -> bytes:
    """ECDSA P-256 with SHA-256 as r‖s, the form WebCrypto verifies. Deterministic (RFC 6979)."""
    signed = signing.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    r, s = decode_dss_signature(signed)
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def read(data: bytes, signature: bytes, signing_point: bytes) -> Ring:
    """The ring, if the signing key made it. Raises SealError otherwise."""
    if len(signature) != 64:
        raise SealError("The key ring is not signed by this organisation.")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    try:
        public_key(signing_point).verify(encode_dss_signature(r, s), data, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise SealError("The key ring is not signed by this organisation.") from None
    body = json.loads(data)
    return Ring(data, signature, body["version"], body["issued"], body["keys"][-1]["id"])


def points(ring: Ring) -> dict[str, bytes]:
    """Key id → 65-byte point of every key of the ring."""
    return {key["id"]: unb64(key["pub"]) for key in json.loads(ring.data)["keys"]}
