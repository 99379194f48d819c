"""The trial authority: its certificate is accepted by a strict verifier, and only for this machine's addresses."""

from __future__ import annotations

import ipaddress
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from outreach import certificates
from outreach.certificates import Files
from tests.conftest import Clock

LAN = ["192.168.7.20"]


def verify(files: Files, clock: Clock, name: x509.GeneralName) -> None:
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    leaf = x509.load_pem_x509_certificates(files.certificate.read_bytes())[0]
    policy = PolicyBuilder().store(Store([authority])).time(clock.now.replace(tzinfo=None))
    policy.build_server_verifier(name).verify(leaf, [])


@pytest.mark.parametrize("address", ["192.168.7.20", "127.0.0.1"])
def test_a_phone_that_trusts_the_authority_accepts_the_address(
    tmp_path: Path, clock: Clock, address: str
) -> None:
    files = certificates.ensure(tmp_path, "laptop", LAN)
    verify(files, clock, x509.IPAddress(ipaddress.ip_address(address)))


def test_the_machines_name_is_accepted_too(tmp_path: Path, clock: Clock) -> None:
    verify(certificates.ensure(tmp_path, "laptop", LAN), clock, x509.DNSName("laptop.local"))


def test_another_address_is_refused(tmp_path: Path, clock: Clock) -> None:
    files = certificates.ensure(tmp_path, "laptop", LAN)
    with pytest.raises(VerificationError):
        verify(files, clock, x509.IPAddress(ipaddress.ip_address("192.168.7.21")))


def test_the_authority_cannot_vouch_for_the_open_internet(tmp_path: Path, clock: Clock) -> None:
    files = certificates.ensure(tmp_path, "laptop", LAN)
    names: list[x509.GeneralName] = [x509.DNSName("example.org")]
    certificates._make_leaf(files, tmp_path / "authority.key", names)
    with pytest.raises(VerificationError):
        verify(files, clock, names[0])


def test_nothing_is_made_again_while_it_is_good(tmp_path: Path, clock: Clock) -> None:
    before = certificates.ensure(tmp_path, "laptop", LAN).certificate.read_bytes()
    assert certificates.ensure(tmp_path, "laptop", LAN).certificate.read_bytes() == before


def test_another_network_renews_the_certificate_under_the_same_authority(
    tmp_path: Path, clock: Clock
) -> None:
    authority = certificates.ensure(tmp_path, "laptop", LAN).authority.read_bytes()
    files = certificates.ensure(tmp_path, "laptop", ["10.1.2.3"])
    verify(files, clock, x509.IPAddress(ipaddress.ip_address("10.1.2.3")))
    assert files.authority.read_bytes() == authority


def test_an_old_certificate_is_renewed_in_time(tmp_path: Path, clock: Clock) -> None:
    before = certificates.ensure(tmp_path, "laptop", LAN).certificate.read_bytes()
    clock.set(clock.now + timedelta(days=certificates.LEAF_DAYS - certificates.RENEW_DAYS))
    assert certificates.ensure(tmp_path, "laptop", LAN).certificate.read_bytes() != before


def test_keys_are_readable_by_their_owner_only(tmp_path: Path, clock: Clock) -> None:
    certificates.ensure(tmp_path, "laptop", LAN)
    assert {oct(p.stat().st_mode & 0o777) for p in tmp_path.glob("*.key")} == {"0o600"}


def test_a_public_address_is_left_out(clock: Clock) -> None:
    assert certificates.reachable(["8.8.8.8", "192.168.7.20"]) == LAN
