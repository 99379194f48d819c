"""Encrypted files: in chunks for backups of any size, and under a passphrase for an export of keys."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from ..errors import UnreadableBackupError, WrongPassphraseError

CHUNK = 1024 * 1024
TAG = 16
EXPORT_MAGIC = b"OUTREACH-KEYS-1\n"
SCRYPT = {"length": 32, "n": 2**17, "r": 8, "p": 1}  # 128 MB and about half a second a guess


def encrypt(chunks: Iterable[bytes], key: bytes, label: bytes) -> Iterator[bytes]:
    """AES-256-GCM in chunks. The nonce counts them, and the last one says so: none can be moved, cut or added.

    `key` must serve one file only; `label` is what the file claims to be.
    """
    cipher, place, held = AESGCM(key), 0, b""
    for data in chunks:
        held += data
        while len(held) > CHUNK:
            yield cipher.encrypt(_nonce(place), held[:CHUNK], label + b"more")
            held, place = held[CHUNK:], place + 1
    yield cipher.encrypt(_nonce(place), held, label + b"last")


def decrypt(file: BinaryIO, key: bytes, label: bytes) -> Iterator[bytes]:
    """The other way. Raises UnreadableBackupError when a byte is changed or missing."""
    cipher, place, data = AESGCM(key), 0, file.read(CHUNK + TAG)
    while data:
        following = file.read(CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(place), data, label + (b"more" if following else b"last"))
        except InvalidTag:
            raise UnreadableBackupError() from None
        data, place = following, place + 1
    if not place:
        raise UnreadableBackupError()


def lock(data: bytes, passphrase: str) -> bytes:
    """`data` under a passphrase (scrypt, AES-256-GCM)."""
    salt, nonce = os.urandom(16), os.urandom(12)
    return EXPORT_MAGIC + salt + nonce + AESGCM(_derived(passphrase, salt)).encrypt(nonce, data, EXPORT_MAGIC)


def unlock(data: bytes, passphrase: str) -> bytes:
    """The other way. Raises WrongPassphraseError."""
    head = len(EXPORT_MAGIC)
    if not data.startswith(EXPORT_MAGIC) or len(data) < head + 28 + TAG:
        raise WrongPassphraseError("This is no export of keys.")
    salt, nonce, body = data[head : head + 16], data[head + 16 : head + 28], data[head + 28 :]
    try:
        return AESGCM(_derived(passphrase, salt)).decrypt(nonce, body, EXPORT_MAGIC)
    except InvalidTag:
        raise WrongPassphraseError() from None


def _derived(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, **SCRYPT).derive(passphrase.encode())


def _nonce(place: int) -> bytes:
    return place.to_bytes(12, "big")
