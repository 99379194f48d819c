"""Reads LevelDB's files as a forensic lab does: blocks of tables decompressed, records of logs put together again.

Only what a search for text needs. Formats: LevelDB's doc/table_format.md and doc/log_format.md, Google's snappy
format_description.txt; Chromium also compresses single values of IndexedDB by snappy, behind FF 11 02 or alike.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator

MAGIC = bytes.fromhex("57fb808b247547db")  # the last 8 bytes of a table
FOOTER = 48
BLOCK = 32_768  # of a log
COMPRESSED_VALUE = b"\xff\x11\x02"  # version tag, "compressed", "by snappy"


class BrokenError(ValueError):
    """These bytes are not what they seem."""


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A little-endian base-128 number and the place behind it. Raises BrokenError."""
    value = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise BrokenError("number")
        value |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 128:
            return value, at


def snappy(data: bytes, at: int = 0) -> bytes:
    """What a raw snappy stream that begins at `at` says. Raises BrokenError; what follows the stream is not read."""
    length, at = varint(data, at)
    if length > 1 << 26:
        raise BrokenError("length")
    out = bytearray()
    while len(out) < length:
        if at >= len(data):
            raise BrokenError("cut")
        at = _literal(data, at, out) if data[at] & 3 == 0 else _copy(data, at, out)
    if len(out) != length:
        raise BrokenError("length")
    return bytes(out)


def _literal(data: bytes, at: int, out: bytearray) -> int:
    size, at = data[at] >> 2, at + 1
    if size >= 60:
        more = size - 59
        size, at = int.from_bytes(data[at : at + more], "little"), at + more
    if at + size + 1 > len(data):
        raise BrokenError("cut")
    out += data[at : at + size + 1]
    return at + size + 1


def _copy(data: bytes, at: int, out: bytearray) -> int:
    kind = data[at] & 3
    width = (1, 2, 4)[kind - 1]
    if at + width >= len(data):
        raise BrokenError("cut")
    back = int.from_bytes(data[at + 1 : at + 1 + width], "little")
    size = (data[at] >> 2 & 7) + 4 if kind == 1 else (data[at] >> 2) + 1
    if kind == 1:
        back |= data[at] >> 5 << 8
    if not 0 < back <= len(out):
        raise BrokenError("copy")
    for _ in range(size):  # a copy may reach into what it makes itself
        out.append(out[-back])
    return at + 1 + width


def blocks(table: bytes) -> Iterator[bytes]:
    """All blocks of a table (.ldb), decompressed; a broken one is passed over."""
    if len(table) < FOOTER or not table.endswith(MAGIC):
        return
    _, at = _handle(table, len(table) - FOOTER)
    index, _ = _handle(table, at)
    for key_or_value in _entries(_block(table, index)):
        try:
            yield _block(table, _handle(key_or_value, 0)[0])
        except BrokenError:
            continue


def _handle(data: bytes, at: int) -> tuple[tuple[int, int], int]:
    offset, at = varint(data, at)
    size, at = varint(data, at)
    return (offset, size), at


def _block(table: bytes, handle: tuple[int, int]) -> bytes:
    offset, size = handle
    if offset + size >= len(table):
        raise BrokenError("block")
    raw, kind = table[offset : offset + size], table[offset + size]
    return snappy(raw) if kind == 1 else raw


def _entries(block: bytes) -> Iterator[bytes]:
    """The values of a block."""
    (restarts,) = struct.unpack("<I", block[-4:])
    at, end = 0, len(block) - 4 - 4 * restarts
    while at < end:
        _, at = varint(block, at)
        fresh, at = varint(block, at)
        size, at = varint(block, at)
        at += fresh
        yield block[at : at + size]
        at += size


def log(data: bytes) -> bytes:
    """The payload of a log (.log, MANIFEST): its records put together across the 32 KB blocks that cut them."""
    parts = []
    for start in range(0, len(data), BLOCK):
        block, at = data[start : start + BLOCK], 0
        while at + 7 <= len(block):
            size, kind = struct.unpack("<HB", block[at + 4 : at + 7])
            if kind == 0 or at + 7 + size > len(block):
                break
            parts.append(block[at + 7 : at + 7 + size])
            at += 7 + size
    return b"".join(parts)


def compressed_values(data: bytes) -> Iterator[bytes]:
    """Single values that Chromium compressed before it gave them to LevelDB."""
    at = data.find(COMPRESSED_VALUE)
    while at >= 0:
        with contextlib.suppress(BrokenError):
            yield snappy(data, at + len(COMPRESSED_VALUE))
        at = data.find(COMPRESSED_VALUE, at + 1)
