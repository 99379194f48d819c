"""What a phone seals to the team key opens with another implementation of HPKE (the server never does this)."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

VECTOR = json.loads((Path(__file__).parents[2] / "tests/js/team-text.json").read_text(encoding="utf-8"))
SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.mark.parametrize("case", VECTOR["cases"], ids=lambda case: case["name"])
def test_the_team_key_opens_what_the_phone_app_sealed(case: dict[str, Any]) -> None:
    number = int.from_bytes(unb64(VECTOR["private"]["d"]))
    key = ec.derive_private_key(number, ec.SECP256R1())
    plain = SUITE.decrypt(unb64(case["sealed"]), key, bytes.fromhex(VECTOR["info"]))
    assert len(plain) == case["padded_length"]
    assert json.loads(plain) == case["text"]
