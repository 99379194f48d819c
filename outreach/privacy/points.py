"""Public keys on the wire: points of P-256 as 65 bytes."""

from __future__ import annotations

from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ..errors import BadInputError
from .encoding import b64

CURVE = ec.SECP256R1()


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
