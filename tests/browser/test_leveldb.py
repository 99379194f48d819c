"""The reader behind the search for readable text finds what a plain look at the bytes does not."""

from __future__ import annotations

import base64
import struct
from pathlib import Path

import pytest

from . import leveldb, profile

# "CANARY CODE7Q CANARYCODE7Q": the last word consists of two copies, so that its bytes stand nowhere in one piece.
HIDDEN = bytes([26, 13 << 2]) + b"CANARY CODE7Q " + bytes([5 << 2 | 2, 14, 0, 5 << 2 | 2, 13, 0])


def test_a_word_made_of_copies_is_read() -> None:
    assert b"CANARYCODE7Q" not in HIDDEN
    assert leveldb.snappy(HIDDEN) == b"CANARY CODE7Q CANARYCODE7Q"


def test_copies_that_reach_into_themselves_and_long_literals_are_read() -> None:
    assert leveldb.snappy(bytes([9, 0]) + b"a" + bytes([4 << 2 | 1, 1])) == b"a" * 9
    long = bytes(range(256)) * 2
    assert leveldb.snappy(b"\x80\x04" + bytes([61 << 2]) + struct.pack("<H", 511) + long) == long


@pytest.mark.parametrize("cut", range(len(HIDDEN)))
def test_a_stream_that_is_cut_is_refused_not_guessed(cut: int) -> None:
    with pytest.raises(leveldb.BrokenError):
        leveldb.snappy(HIDDEN[:cut])


def table(block: bytes) -> bytes:
    """A table of one compressed block, as LevelDB writes it."""
    handle = bytes([0, len(block)])
    index = bytes([0, 3, len(handle)]) + b"key" + handle + struct.pack("<II", 0, 1)
    at = len(block) + 5
    footer = bytes([0, 0, at, len(index)]).ljust(40, b"\0") + leveldb.MAGIC
    return block + b"\1" + bytes(4) + index + b"\0" + bytes(4) + footer


def test_blocks_of_a_table_are_decompressed() -> None:
    assert b"CANARYCODE7Q" in b"".join(leveldb.blocks(table(HIDDEN)))


def test_a_record_that_a_log_cuts_in_two_is_put_together() -> None:
    first, second = b"x" * (leveldb.BLOCK - 7 - 6) + b"CANARY", b"CODE7Q"
    whole = struct.pack("<IHB", 0, len(first), 2) + first + struct.pack("<IHB", 0, len(second), 4) + second
    assert b"CANARYCODE7Q" not in whole
    assert b"CANARYCODE7Q" in leveldb.log(whole)


@pytest.mark.parametrize("shift", range(3))
@pytest.mark.parametrize("length", range(12, 15))
def test_base64_is_found_at_each_alignment(tmp_path: Path, shift: int, length: int) -> None:
    canary = "CANARYCODE7QXY"[:length]
    (tmp_path / "any").write_bytes(b"..." + base64.b64encode(b"p" * shift + canary.encode() + b"tail"))
    assert profile.leaks(tmp_path, [canary])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("utf8", b"a CANARYCODE7Q b"),
        ("utf16", "CANARYCODE7Q".encode("utf-16-be")),
        ("7.ldb", table(HIDDEN)),
        ("8.log", struct.pack("<IHB", 0, 3 + len(HIDDEN), 1) + leveldb.COMPRESSED_VALUE + HIDDEN),
    ],
)
def test_each_form_is_found(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert profile.leaks(tmp_path, ["CANARYCODE7Q"])
    assert not profile.leaks(tmp_path, ["ANOTHERCANARY"])
