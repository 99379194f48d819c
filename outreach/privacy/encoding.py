"""The two encodings of the wire: base64url without padding, and points of P-256 as 65 bytes."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ..errors import BadInputError

CURVE = ec.SECP256R1()
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


def point(public: ec.EllipticCurvePublicKey) -> bytes:
    """The uncompressed point of a public key: 65 bytes."""
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_key(data: bytes) -> ec.EllipticCurvePublicKey:
    """The public key of an uncompressed point. Raises BadInputError when it is not on the curve."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, data)
    except ValueError:
        raise BadInputError("This is not a public key of this protocol.") from None


def fingerprint(signing_point: bytes) -> str:
    """What an enrolment link carries to pin the organisation's signing key."""
    return b64(sha256(signing_point).digest())
