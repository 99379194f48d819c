"""The encoding of bytes on the wire: base64url without padding."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64encode

from ..errors import BadInputError

_STANDARD = bytes.maketrans(b"-_", b"+/")


def b64(data: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The bytes behind base64url without padding. Raises BadInputError for anything else."""
    try:
        # Strict mode needs exact padding; it is cut from the spare "==" by the length of the text.
        data = text.encode("ascii").translate(_STANDARD, b"+/=") + b"=="[: -len(text) % 4]
        found = binascii.a2b_base64(data, strict_mode=True)
    except (ValueError, binascii.Error):
        raise BadInputError("This is not base64url text.") from None
    if len(found) != len(text) * 3 // 4:  # a sign of the other alphabet was dropped
        raise BadInputError("This is not base64url text.")
    return found
