"""Sends one payload to a DHIS2 server, carefully: TLS checked, no way round to other hosts, nothing without an end.

An address in our own network is refused (a page of this server must not become a way into it), unless whoever runs
the server has named that host in the settings. The address that was checked is the one that is connected to.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from ...errors import BadInputError, OutreachError

CONNECT_SECONDS, WHOLE_SECONDS = 10.0, 90.0
LARGEST_ANSWER = 1024 * 1024
ELSEWHERE = "The server sends us on to another address, and that is not followed. Enter the address that it really has."
# Networks that lead back into IPv4, and so perhaps into our own.
_ROUNDABOUT = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "2002::/16", "2001::/32")))


class ServerAddressError(BadInputError):
    """An address that we do not send to."""

    code = "dhis2_address"


class SendingError(OutreachError):
    """It was not sent, or nobody knows; `again` says whether it may go better later."""

    status = 502
    code = "dhis2_unreachable"

    def __init__(self, message: str, *, again: bool) -> None:
        super().__init__(message)
        self.again = again


@dataclass(frozen=True)
class Answer:
    """What the server said: HTTP status and body."""

    status: int
    body: bytes


@dataclass(frozen=True)
class Access:
    """How we prove who we are: a personal access token, or a name and a password."""

    secret: str
    name: str = ""

    @property
    def header(self) -> str:
        """The Authorization header."""
        if self.name:
            return "Basic " + b64encode(f"{self.name}:{self.secret}".encode()).decode()
        return f"ApiToken {self.secret}"


def checked(url: str, own_hosts: str) -> SplitResult:
    """The parts of a server's address. Raises ServerAddressError in words for one we do not send to."""
    try:
        found = urlsplit(url.strip())
        port = found.port
    except ValueError:
        raise ServerAddressError(
            "This is no address of a server. It looks like https://dhis2.example.org"
        ) from None
    if not found.hostname or found.scheme not in ("https", "http") or port == 0:
        raise ServerAddressError("This is no address of a server. It looks like https://dhis2.example.org")
    if found.username or found.password or found.query or found.fragment:
        raise ServerAddressError(
            "Leave out name, password and everything after a ? or #: only the server's address."
        )
    if found.scheme == "http" and found.hostname not in _named(own_hosts):
        raise ServerAddressError(
            "Use the address that begins with https: without it anybody on the way could read along."
        )
    return found


def addresses(host: str, port: int, own_hosts: str) -> list[str]:
    """Where a host is. Raises ServerAddressError for one in our own network, SendingError when it is not found."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise SendingError(
            "There is no server of this name, or this machine has no network.", again=True
        ) from None
    if host not in _named(own_hosts) and not all(map(_public, found)):
        raise ServerAddressError(
            "This address leads into a private network, and is not used. If the DHIS2 server really stands there, "
            "whoever runs this server names it in the setting DHIS2_OWN_HOSTS."
        )
    return found


def send(
    url: str, access: Access, payload: Mapping[str, Any], query: Mapping[str, str], own_hosts: str
) -> Answer:
    """Posts a payload to /api/dataValueSets. Raises ServerAddressError or SendingError."""
    place = checked(url, own_hosts)
    port = place.port or (443 if place.scheme == "https" else 80)
    where = addresses(str(place.hostname), port, own_hosts)[0]
    connection = _Connection(str(place.hostname), port, where, place.scheme == "https")
    path = f"{place.path.rstrip('/')}/api/dataValueSets?{urlencode(query)}"
    headers = {
        "Authorization": access.header,
        "Content-Type": "application/json",
        "Accept": "application/json",
    }
    try:
        connection.request("POST", path, json.dumps(payload).encode(), headers)
        return _read(connection)
    except ssl.SSLCertVerificationError:
        raise SendingError("The server could not prove that it is the one of this address (its certificate is not "
                           "trusted, or has run out). Nothing was sent.", again=False) from None  # fmt: skip
    except TimeoutError:
        raise SendingError("The server did not answer in time.", again=True) from None
    except (OSError, http.client.HTTPException):
        raise SendingError("The server cannot be reached, or broke off.", again=True) from None
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """A connection to the address that was checked, while the certificate must be the host's."""

    def __init__(self, host: str, port: int, address: str, tls: bool) -> None:
        super().__init__(host, port, timeout=CONNECT_SECONDS)
        self._address, self._tls = address, tls

    def connect(self) -> None:
        sock = socket.create_connection((self._address, self.port), CONNECT_SECONDS)
        sock.settimeout(WHOLE_SECONDS)
        self.sock = (
            ssl.create_default_context().wrap_socket(sock, server_hostname=self.host) if self._tls else sock
        )


def _read(connection: _Connection) -> Answer:
    """The answer, unless it is a way to another host, too long or too slow."""
    started = time.monotonic()
    with connection.getresponse() as answer:
        if 300 <= answer.status < 400:
            raise SendingError(ELSEWHERE, again=False)
        body = b""
        while part := answer.read1(65536):
            body += part
            if len(body) > LARGEST_ANSWER:
                raise SendingError("The server's answer is too long to be one of DHIS2.", again=False)
            if time.monotonic() - started > WHOLE_SECONDS:
                raise TimeoutError
        return Answer(answer.status, body)


def _named(hosts: str) -> set[str]:
    return {host.strip().lower() for host in hosts.split(",") if host.strip()}


def _public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return found.ipv4_mapped.is_global
        if any(found in network for network in _ROUNDABOUT):
            return False
    return found.is_global and not found.is_multicast
