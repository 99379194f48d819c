"""HTTPS for trying the app on a phone in the same network: an own authority that can vouch for nothing else.

A phone gives a page crypto, storage and offline work only over HTTPS. The authority is limited (name constraints)
to this machine's name and private addresses, so that a phone which trusts it risks nothing on the open internet.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from . import clock

AUTHORITY_DAYS = 730
LEAF_DAYS = 90  # phones refuse more than 825
RENEW_DAYS = 30
PRIVATE_NETWORKS = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "127.0.0.0/8",
    "100.64.0.0/10",
)

Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Files:
    """Where the certificate that the server shows, its key, and the authority's certificate lie."""

    certificate: Path
    key: Path
    authority: Path


def ensure(folder: Path, host: str, addresses: list[str]) -> Files:
    """Certificates for `host`, `host`.local and `addresses` (private IPv4), made or renewed where needed."""
    folder.mkdir(mode=0o700, exist_ok=True)
    files = Files(folder / "server.pem", folder / "server.key", folder / "authority.crt")
    names = _names(host, addresses)
    authority_key = folder / "authority.key"
    if not _still_good(files.authority, []) or not authority_key.exists():
        _make_authority(files.authority, authority_key, host)
        files.certificate.unlink(missing_ok=True)
    if not _still_good(files.certificate, names) or not files.key.exists():
        _make_leaf(files, authority_key, names)
    return files


def reachable(addresses: list[str]) -> list[str]:
    """Those addresses that the authority may vouch for."""
    networks = [ipaddress.ip_network(n) for n in PRIVATE_NETWORKS]
    return [a for a in addresses if any(ipaddress.ip_address(a) in network for network in networks)]


def _names(host: str, addresses: list[str]) -> list[x509.GeneralName]:
    hosts = dict.fromkeys(("localhost", host, host if host.endswith(".local") else f"{host}.local"))
    numbers = dict.fromkeys(("127.0.0.1", *reachable(addresses)))
    return [*map(x509.DNSName, hosts), *(x509.IPAddress(ipaddress.ip_address(a)) for a in numbers)]


def _still_good(path: Path, names: list[x509.GeneralName]) -> bool:
    """It exists, lasts a while longer, and names exactly what is wanted (an authority: nothing)."""
    if not path.exists():
        return False
    found = x509.load_pem_x509_certificate(path.read_bytes())
    if found.not_valid_after_utc < clock.now() + timedelta(days=RENEW_DAYS):
        return False
    if not names:
        return True
    held = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(held) == set(names)


def _make_authority(path: Path, key_path: Path, host: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Outreach trial on {host}"[:64])])
    allowed: list[x509.GeneralName] = [x509.DNSName("local"), x509.DNSName("localhost"), x509.DNSName(host)]
    allowed += [x509.IPAddress(ipaddress.ip_network(n)) for n in PRIVATE_NETWORKS]
    builder = (
        _builder(name, name, key, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(allowed, None), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
    )
    _write_key(key_path, key)
    path.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))


def _make_leaf(files: Files, authority_key: Path, names: list[x509.GeneralName]) -> None:
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    signer = serialization.load_pem_private_key(authority_key.read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)  # noqa: S101 - we wrote it
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Outreach trial")])
    builder = (
        _builder(subject, authority.subject, key, LEAF_DAYS)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    signed = builder.sign(signer, hashes.SHA256())
    _write_key(files.key, key)
    chain = (signed, authority)
    files.certificate.write_bytes(b"".join(c.public_bytes(serialization.Encoding.PEM) for c in chain))


def _builder(subject: x509.Name, issuer: x509.Name, key: Key, days: int) -> x509.CertificateBuilder:
    start: datetime = clock.now() - timedelta(days=1)  # a phone's clock may be a little behind
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write_key(path: Path, key: Key) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
