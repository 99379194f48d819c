"""Makes the published test vectors beside PROTOCOL.md: the same seed always gives the same bytes.

HPKE draws a random key for each message; to fix it this file carries its own sealing, written from RFC 9180
and independent of the library that the server opens with. It is for vectors only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from hmac import digest as hmac_digest
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..privacy import ring as rings
from ..privacy import sealing
from ..privacy.encoding import b64, unb64
from ..privacy.points import CURVE, fingerprint, point
from ..privacy.sealing import Binding, ContentKey
from ..referrals.rules import make_slip

SEED = "outreach vectors 1"
FOLDER = Path(__file__).parent / "vectors"
ORG = "6f1b3c52-2a84-4d0e-9c37-5b8e0f4a7d11"
DEVICE = "0b54c1de-90a7-4f26-8b1d-3e7a6c2f9d45"
OTHER_DEVICE = "d2a9f0c3-7e41-4b58-a6d0-1c9b8e7f6a52"
KEY_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
KEM_ID, HPKE_ID = b"KEM\x00\x10", b"HPKE\x00\x10\x00\x01\x00\x02"


def material(label: str, length: int = 32) -> bytes:
    """Bytes that depend on the seed and a label only."""
    return b"".join(sha256(f"{SEED}|{label}|{i}".encode()).digest() for i in range(length // 32 + 1))[:length]


def private(label: str) -> ec.EllipticCurvePrivateKey:
    """A key pair that depends on the seed and a label only."""
    return ec.derive_private_key(int.from_bytes(material(label), "big") % (KEY_ORDER - 1) + 1, CURVE)


def uuid4(label: str) -> str:
    """A version 4 UUID that depends on the seed and a label only."""
    raw = bytearray(material(label, 16))
    raw[6], raw[8] = raw[6] & 0x0F | 0x40, raw[8] & 0x3F | 0x80
    text = raw.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """The private key as WebCrypto imports it."""
    raw = point(key.public_key())
    scalar = key.private_numbers().private_value.to_bytes(32, "big")
    return {"kty": "EC", "crv": "P-256", "x": b64(raw[1:33]), "y": b64(raw[33:]), "d": b64(scalar)}


def _expand(prk: bytes, suite: bytes, label: bytes, text: bytes, length: int) -> bytes:
    # One block of HKDF-Expand is enough: nothing here is longer than 32 bytes.
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + text
    return hmac_digest(prk, labelled + b"\x01", "sha256")[:length]


def _extract(salt: bytes, suite: bytes, label: bytes, ikm: bytes) -> bytes:
    return hmac_digest(salt, b"HPKE-v1" + suite + label + ikm, "sha256")


def hpke_key(shared: bytes, hpke_info: bytes) -> tuple[bytes, bytes]:
    """Key and base nonce of RFC 9180's base mode for a shared secret."""
    parts = _extract(b"", HPKE_ID, b"psk_id_hash", b"") + _extract(b"", HPKE_ID, b"info_hash", hpke_info)
    secret = _extract(shared, HPKE_ID, b"secret", b"")
    return (
        _expand(secret, HPKE_ID, b"key", b"\x00" + parts, 32),
        _expand(secret, HPKE_ID, b"base_nonce", b"\x00" + parts, 12),
    )


def hpke_seal(plain: bytes, public: bytes, ephemeral: ec.EllipticCurvePrivateKey, hpke_info: bytes) -> bytes:
    """enc ‖ ciphertext for a given ephemeral key pair."""
    recipient = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
    enc = point(ephemeral.public_key())
    prk = _extract(b"", KEM_ID, b"eae_prk", ephemeral.exchange(ec.ECDH(), recipient))
    shared = _expand(prk, KEM_ID, b"shared_secret", enc + public, 32)
    key, nonce = hpke_key(shared, hpke_info)
    return enc + AESGCM(key).encrypt(nonce, plain, b"")


def month_keys() -> dict[str, ec.EllipticCurvePrivateKey]:
    """The key pairs of the example organisation: the month of issue and 14 more."""
    return {rings.later("2026-11", i): private("month " + rings.later("2026-11", i)) for i in range(15)}


def contact(day: str, *, lines: list[list[Any]], code: str | None = None, people: int = 1) -> list[Any]:
    """A contact record in its field order."""
    who = [people, 1, "25-29", "woman", ["pwid"], code]
    told = [["overdose"], [["hiv_test", "7KQ42MP", "slip", None]], 35]
    return ["contact", 1, day, 2, 1, None, "street", *who, lines, 0, ["counted", 12, 12], *told]


def records() -> list[tuple[str, str, list[Any]]]:
    """(name, content key label, record) in the order of n = 1, 2, 3 …"""
    small = contact("2026-11-19", lines=[["needle-1ml", 10], ["naloxone", 2, "used"]], code="7KQ42MXP")
    large = contact("2026-11-19", lines=[[f"item-{i:02d}", 10 + i] for i in range(24)], people=12)
    first = uuid4("id 1")
    return [
        ("a small contact", "a", small),
        ("a contact longer than 256 bytes", "a", large),
        (
            "an amendment under the same content key",
            "a",
            ["amend", 1, DEVICE, first, 1, [*small[:7], 2, *small[8:]]],
        ),
        ("a void under another content key", "b", ["void", 1, DEVICE, uuid4("id 2"), 2]),
        ("signs outside ASCII", "b", ["note", 1, "žluťoučký – ملاحظة – 🌙"]),
        ("exactly 256 bytes", "b", ["note", 1, "x" * (256 - len('["note",1,""]'))]),
        ("257 bytes", "b", ["note", 1, "x" * (257 - len('["note",1,""]'))]),
    ]


def other_records() -> list[list[Any]]:
    """One record of each kind that is no contact, keeping its rules in a world with zone 1 and site 1."""
    day, slip = "2026-11-19", make_slip("7KQ42M")
    story = [uuid4("team key"), b64(material("narrative", 1105))]
    return [
        ["tally", 1, day, 2, 1, 1, "van", 40, [["SX01", 200]], ["litres", 2.5, 250], ["safer_use"]],
        ["cleanup", 1, day, 0, 1, None, ["counted", 12, 12]],
        ["reversal", 1, day, 1, 2, "nasal", "participant", 1, "ok"],
        ["incident", 1, day, 3, 1, "participant", ["threat"], [True, False, False, False], story],
        ["incident", 1, day, 3, 1, "team", ["police_stop"], [False, True, False, False], None],
        ["restock", 1, day, 1, [["SX01", 500], ["NX10", 20]], 2],
        ["count", 1, day, 1, [["SX01", 380], ["NS01", 0]]],
        ["unmet", 1, day, 2, 1, "item", "NX10", "none_left", 3],
        ["shift", 1, day, 2, 1, 1, "street", 2, [["SX01", 40, 20, 45, 0, 5, 8, "forgot"]]],
        ["checkin", 1, day, 3, 1, "missed"],
        ["outcome", 1, day, slip, "attended"],
    ]


def _content(label: str, device: str, key_id: str) -> tuple[ContentKey, ec.EllipticCurvePrivateKey]:
    ephemeral, key = private("ephemeral " + label), material("content " + label)
    public = point(month_keys()[key_id].public_key())
    return ContentKey(key, hpke_seal(key, public, ephemeral, sealing.info(ORG, key_id, device))), ephemeral


def envelopes() -> Iterator[dict[str, Any]]:
    """Every step from record to envelope and digest."""
    for n, (name, label, record) in enumerate(records(), start=1):
        yield _envelope(n, name, label, record)


def kinds() -> Iterator[dict[str, Any]]:
    """The same for one record of each kind that is no contact; that of a narrative kind is long, whatever it says."""
    for n, record in enumerate(other_records(), start=101):
        yield _envelope(n, record[0], "c" if n < 107 else "d", record, narrative=record[0] == "incident")


def _envelope(n: int, name: str, label: str, record: list[Any], narrative: bool = False) -> dict[str, Any]:
    binding = Binding(1, ORG, "2026-11", DEVICE, uuid4(f"id {n}"), n)
    content, ephemeral = _content(label, DEVICE, "2026-11")
    iv, plain = material(f"iv {n}", 12), json.dumps(record, separators=(",", ":"), ensure_ascii=False)
    env = sealing.seal(plain.encode(), binding, content, iv, narrative=narrative)
    return {
        "name": name,
        **binding._asdict(),
        "plain": plain,
        "padded_length": len(sealing.pad(plain.encode(), narrative=narrative)),
        "content_key": b64(content.key),
        "ephemeral": jwk(ephemeral),
        "info": sealing.info(ORG, "2026-11", DEVICE).hex(),
        "context": sealing.context(binding).hex(),
        "wrapped": b64(content.wrapped),
        "iv": b64(iv),
        "env": b64(env),
        "digest": sealing.digest(binding, env).hex(),
    }


def refused(good: dict[str, Any]) -> list[dict[str, Any]]:
    """The first envelope with one thing changed: each must be refused, none may be opened."""
    env = sealing.WRAPPED
    raw = bytearray(unb64(good["env"]))
    same = {name: good[name] for name in ("v", "org", "key_id", "device", "id", "n", "env")}

    def flipped(name: str, at: int) -> dict[str, Any]:
        changed = bytearray(raw)
        changed[at] ^= 1
        return {"name": name, **same, "env": b64(bytes(changed))}

    return [
        flipped("one bit of the encapsulated key", 10),
        flipped("one bit of the wrapped content key", 70),
        flipped("one bit of the iv", env + 3),
        flipped("one bit of the ciphertext", env + 40),
        flipped("one bit of the tag", len(raw) - 1),
        {"name": "cut by one byte", **same, "env": b64(bytes(raw[:-1]))},
        {"name": "sealed for another device", **same, "device": OTHER_DEVICE},
        {"name": "under another id", **same, "id": uuid4("another id")},
        {"name": "under another n", **same, "n": 9},
        {"name": "under another key", **same, "key_id": "2026-12"},
        {"name": "for another organisation", **same, "org": OTHER_DEVICE},
    ]


def held(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Count and XOR after each item of `items`, as phone and server both keep it."""
    steps, total = [], 0
    for count, item in enumerate(items, start=1):
        raw = bytes.fromhex(item["id"].replace("-", "")) + bytes.fromhex(item["digest"])
        total ^= int.from_bytes(sha256(raw).digest(), "big")
        step = {"id": item["id"], "sha256": item["digest"], "count": count, "digest": f"{total:064x}"}
        steps.append(step)
    return steps


def keys() -> dict[str, Any]:
    """Signing key, month keys, ring and signature."""
    signing, months = private("signing"), month_keys()
    data = rings.build(ORG, 1, date(2026, 11, 20), {i: point(k.public_key()) for i, k in months.items()})
    older = rings.build(ORG, 0, date(2026, 11, 20), {"2026-11": point(months["2026-11"].public_key())})
    signing_point = point(signing.public_key())
    return {
        "org": ORG,
        "signing_private": jwk(signing),
        "signing_key": b64(signing_point),
        "fingerprint": fingerprint(signing_point),
        "months": [
            {"id": i, "pub": b64(point(k.public_key())), "private": jwk(k)} for i, k in months.items()
        ],
        "ring_text": data.decode(),
        "ring": b64(data),
        "sig": b64(rings.sign(data, signing)),
        "older": {"ring": b64(older), "sig": b64(rings.sign(older, signing))},
        "forged": {
            "ring": b64(data.replace(b'"version":1', b'"version":2')),
            "sig": b64(rings.sign(data, signing)),
        },
    }


def batch(items: list[dict[str, Any]], steps: list[dict[str, Any]]) -> dict[str, Any]:
    """A first batch with one repeated and one malformed item, and the reply to it."""
    wire = [{k: i[k] for k in ("device", "id", "n", "key_id", "v", "env")} for i in items[:4]]
    malformed = {**wire[0], "n": 5, "id": "not-a-uuid"}
    request = {
        "v": 1, "device": DEVICE, "nonce": b64(material("nonce", 16)), "epoch": None, "acked_seq": 0,
        "held": {"count": 0, "digest": "0" * 64}, "left": 0, "next_n": 6,
        "items": [*wire, wire[0], malformed],
    }  # fmt: skip
    stored = [{"n": n, "status": "stored", "seq": n, "sha256": items[n - 1]["digest"]} for n in (1, 2, 3, 4)]
    reply = {
        "v": 1, "nonce": request["nonce"], "epoch": material("epoch", 16).hex(), "durable_seq": 0,
        "results": [*stored, {**stored[0], "status": "duplicate"},
                    {"n": 5, "status": "rejected", "seq": None, "sha256": None, "code": "malformed"}],
        "gaps": [5], "held": {"count": 4, "digest": steps[3]["digest"]},
    }  # fmt: skip
    return {"request": request, "reply": reply}


def everything() -> dict[str, Any]:
    """File name → content of all vectors."""
    sealed = list(envelopes())
    steps = held(sealed)
    return {
        "keys.json": keys(),
        "envelopes.json": {"good": sealed, "refused": refused(sealed[0])},
        "kinds.json": list(kinds()),
        "held.json": steps,
        "batch.json": batch(sealed, steps),
    }


def write(folder: Path = FOLDER) -> None:
    """Writes all vectors; unchanged code gives unchanged files."""
    folder.mkdir(exist_ok=True)
    for name, content in everything().items():
        (folder / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
