"""Sealing and opening, held against the working group's vector, our published ones, and a thousand changed bytes."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import SealError, UnknownKeyError
from outreach.privacy import sealing
from outreach.privacy.encoding import b64, unb64
from outreach.privacy.points import CURVE
from outreach.privacy.sealing import Binding, Opener
from outreach.sync import make_vectors

ROOT = Path(__file__).parents[1]
RFC = json.loads((ROOT / "js" / "hpke-p256.json").read_text())["hpke"]
KEY = ec.generate_private_key(CURVE)
BOUND = Binding(1, "org", "2026-11", "device", "id", 1)


def private(key_id: str) -> ec.EllipticCurvePrivateKey:
    if key_id != "2026-11":
        raise UnknownKeyError()
    return KEY


def sealed(plain: bytes = b"[]", bound: Binding = BOUND) -> bytes:
    content = sealing.content_key(KEY.public_key(), sealing.info(bound.org, bound.key_id, bound.device))
    return sealing.seal(plain, bound, content)


def test_a_message_made_from_the_working_groups_key_and_nonce_opens_with_our_suite():
    scalar = ec.derive_private_key(int(RFC["skRm"], 16), CURVE)
    text = AESGCM(bytes.fromhex(RFC["key"])).encrypt(bytes.fromhex(RFC["base_nonce"]), b"k" * 32, b"")
    message = bytes.fromhex(RFC["enc"]) + text
    assert sealing.SUITE.decrypt(message, scalar, bytes.fromhex(RFC["info"])) == b"k" * 32
    with pytest.raises(InvalidTag):
        sealing.SUITE.decrypt(message, scalar, b"another info")


def test_the_vector_makers_own_key_schedule_gives_the_working_groups_key():
    key, nonce = make_vectors.hpke_key(bytes.fromhex(RFC["shared_secret"]), bytes.fromhex(RFC["info"]))
    assert (key.hex(), nonce.hex()) == (RFC["key"], RFC["base_nonce"])


def test_the_vector_makers_message_is_the_one_of_the_working_groups_ephemeral_key():
    ephemeral = ec.derive_private_key(int(RFC["skEm"], 16), CURVE)
    made = make_vectors.hpke_seal(b"x", bytes.fromhex(RFC["pkRm"]), ephemeral, bytes.fromhex(RFC["info"]))
    expected = AESGCM(bytes.fromhex(RFC["key"])).encrypt(bytes.fromhex(RFC["base_nonce"]), b"x", b"")
    assert made == bytes.fromhex(RFC["enc"]) + expected


def test_what_is_sealed_opens_with_its_padding():
    assert Opener(private).open(BOUND, sealed(b'["void",1]')) == b'["void",1]' + b" " * 246


@pytest.mark.parametrize("change", [{"org": "o"}, {"device": "d"}, {"id": "i"}, {"n": 2}, {"v": 2}])
def test_another_binding_does_not_open(change):
    with pytest.raises(SealError):
        Opener(private).open(BOUND._replace(**change), sealed())


def test_another_key_is_told_as_unknown_or_does_not_open():
    with pytest.raises(UnknownKeyError):
        Opener(private).open(BOUND._replace(key_id="2026-12"), sealed())
    with pytest.raises(SealError):
        Opener(lambda _: ec.generate_private_key(CURVE)).open(BOUND, sealed())


def test_each_of_a_thousand_changed_bytes_is_refused():
    env, opener, random = sealed(b"x" * 700), Opener(private), Random(7)
    assert opener.open(BOUND, env)
    for _ in range(1000):
        changed = bytearray(env)
        changed[random.randrange(len(env))] ^= random.randrange(1, 256)
        with pytest.raises(SealError):
            opener.open(BOUND, bytes(changed))


def test_a_cut_envelope_is_refused_at_every_length():
    env = sealed()
    for length in range(len(env)):
        with pytest.raises(SealError):
            Opener(private).open(BOUND, env[:length])


@given(st.binary(max_size=3000))
def test_padding_only_adds_spaces_up_to_a_step(data):
    padded = sealing.pad(data)
    assert padded.startswith(data)
    assert not padded[len(data) :].strip(b" ")
    assert len(padded) % (256 if len(data) <= 256 else 1024) == 0
    assert len(sealing.pad(data, narrative=True)) % 1024 == 0


@given(st.text(max_size=40), st.text(max_size=40))
def test_joined_fields_never_run_into_each_other(one, other):
    left, right = BOUND._replace(org=one + "a", device=other), BOUND._replace(org=one, device="a" + other)
    assert sealing.context(left) != sealing.context(right)


def test_content_keys_stay_in_a_bounded_cache():
    opener = Opener(private, size=3)
    for n in range(10):
        opener.open(BOUND._replace(n=n), sealed(bound=BOUND._replace(n=n)))
    assert len(opener._keys) == 3
    opener.forget()
    assert not opener._keys


@given(st.binary(max_size=200))
def test_base64url_comes_back_and_has_no_padding(data):
    assert unb64(b64(data)) == data
    assert "=" not in b64(data)
