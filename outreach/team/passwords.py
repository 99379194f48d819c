"""Passwords: Argon2id hashes, generated passwords, and a check that takes as long for an unknown login."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=1)  # 64 MiB; about 0.1 s
_SIGNS = "23456789abcdefghjkmnpqrstvwxyz"  # nothing that looks like something else on paper


def hashed(password: str) -> str:
    """The Argon2id hash to store."""
    return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether `password` belongs to `stored`; for `None` it spends the same time and says no."""
    try:
        return _HASHER.verify(stored or _nobody(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def generated() -> str:
    """A new password of 78 random bits, in four groups that can be read out."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


@cache
def _nobody() -> str:
    # Made once per process: an unknown login must cost what a known one costs.
    return _HASHER.hash(secrets.token_urlsafe(16))
