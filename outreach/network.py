"""This machine's own name and addresses, found without asking the network."""

from __future__ import annotations

import fcntl
import socket
import struct
from contextlib import suppress

_ASK_ADDRESS = 0x8915  # SIOCGIFADDR of Linux


def addresses() -> list[str]:
    """The IPv4 address of each interface but the loopback one; empty where there is none."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            with suppress(OSError):  # an interface without an address
                request = struct.pack("256s", name.encode()[:15])
                found.append(socket.inet_ntoa(fcntl.ioctl(asking.fileno(), _ASK_ADDRESS, request)[20:24]))
    return [address for address in found if not address.startswith("127.")]


def host_name() -> str:
    """The machine's name, as phones may know it."""
    return socket.gethostname().split(".")[0].lower() or "localhost"


def is_free(address: str, port: int) -> bool:
    """Whether nobody listens there yet."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True
