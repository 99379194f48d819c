"""Sealed envelopes: HPKE round a content key, AES-256-GCM round a padded record.

An envelope is `enc(65) ‖ wrapped(48) ‖ iv(12) ‖ ciphertext ‖ tag(16)`. The first 113 bytes carry a 32-byte
content key, sealed to the organisation's key of a month (RFC 9180 base mode, DHKEM(P-256, HKDF-SHA256),
HKDF-SHA256, AES-256-GCM, single shot, empty aad); records that share a content key share those bytes.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from ..errors import SealError

VERSION = 1
SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
WRAPPED = 65 + 48
IV = 12
TAG = 16
STEP, LONG_STEP = 256, 1024
SMALLEST = WRAPPED + IV + STEP + TAG
LARGEST = WRAPPED + IV + 8 * LONG_STEP + TAG


class Binding(NamedTuple):
    """What an envelope is bound to; changing any part makes it unreadable. `id` is the record's UUID."""

    v: int
    org: str
    key_id: str
    device: str
    id: str
    n: int


def lp(text: str) -> bytes:
    """UTF-8 bytes behind their length (two bytes, big endian): joined fields cannot run into each other."""
    data = text.encode()
    return len(data).to_bytes(2, "big") + data


def context(binding: Binding) -> bytes:
    """The associated data of the record's AES-GCM, and the first part of its digest."""
    v, org, key_id, device, record_id, n = binding
    return _owner(v, org, key_id, device) + lp(record_id) + lp(str(n))


@lru_cache(maxsize=1024)
def _owner(v: int, org: str, key_id: str, device: str) -> bytes:
    return lp(str(v)) + lp(org) + lp(key_id) + lp(device)


@lru_cache(maxsize=1024)
def info(org: str, key_id: str, device: str) -> bytes:
    """The HPKE `info`: binds a content key to organisation, month key and phone."""
    return lp("outreach/v1") + lp(org) + lp(key_id) + lp(device)


def digest(binding: Binding, env: bytes) -> bytes:
    """SHA-256 over binding and envelope: what the server proves to hold."""
    return sha256(context(binding) + env).digest()


def pad(data: bytes, *, narrative: bool = False) -> bytes:
    """Spaces up to the next step, so that the length tells nearly nothing. JSON ignores them."""
    step = LONG_STEP if narrative or len(data) > STEP else STEP
    return data + b" " * (-len(data) % step)


class ContentKey(NamedTuple):
    """A random key and its sealed form; it may serve several records of one phone and month."""

    key: bytes
    wrapped: bytes


def content_key(public: EllipticCurvePublicKey, binding_info: bytes) -> ContentKey:
    """A fresh content key sealed to `public`."""
    key = os.urandom(32)
    return ContentKey(key, SUITE.encrypt(key, public, binding_info))


def seal(
    plain: bytes, binding: Binding, content: ContentKey, iv: bytes | None = None, *, narrative: bool = False
) -> bytes:
    """The envelope of one record (already JSON, not yet padded). `iv` is given by test vectors only."""
    iv = iv or os.urandom(IV)
    return (
        content.wrapped
        + iv
        + AESGCM(content.key).encrypt(iv, pad(plain, narrative=narrative), context(binding))
    )


class Opener:
    """Opens envelopes. Unwrapped content keys stay in a bounded cache in memory and are never written.

    `private` gives the private key of a month and raises SealError when there is none (any more).
    """

    def __init__(self, private: Callable[[str], EllipticCurvePrivateKey], size: int = 2048) -> None:
        self._private = private
        self._size = size
        self._keys: OrderedDict[tuple[str, str, str, bytes], AESGCM] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, binding: Binding, env: bytes) -> bytes:
        """The padded record inside. Raises SealError: other key or binding, changed bytes, too short."""
        if len(env) < SMALLEST:
            raise SealError()
        cipher = self._cipher(binding, env[:WRAPPED])
        try:
            return cipher.decrypt(env[WRAPPED : WRAPPED + IV], env[WRAPPED + IV :], context(binding))
        except InvalidTag:
            raise SealError() from None

    def forget(self) -> None:
        """Empties the cache: after a key was destroyed nothing under it can be opened."""
        with self._lock:
            self._keys.clear()

    def _cipher(self, binding: Binding, wrapped: bytes) -> AESGCM:
        name = (binding.org, binding.key_id, binding.device, wrapped)
        with self._lock:
            known = self._keys.get(name)
            if known is not None:
                self._keys.move_to_end(name)
                return known
        cipher = AESGCM(self._unwrap(binding, wrapped))
        with self._lock:
            self._keys[name] = cipher
            while len(self._keys) > self._size:
                self._keys.popitem(last=False)
        return cipher

    def _unwrap(self, binding: Binding, wrapped: bytes) -> bytes:
        private = self._private(binding.key_id)
        try:
            key = SUITE.decrypt(wrapped, private, info(binding.org, binding.key_id, binding.device))
        except (InvalidTag, ValueError):
            # ValueError: the first 65 bytes are no point of the curve.
            raise SealError() from None
        if len(key) != 32:
            raise SealError()
        return key
