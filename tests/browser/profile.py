"""What lies in a browser's profile on disk: finds the phone's files, damages them, looks for readable text."""

from __future__ import annotations

import base64
import contextlib
import zlib
from collections.abc import Iterator
from pathlib import Path

from . import leveldb

GZIP = b"\x1f\x8b\x08"


def files(profile: Path) -> Iterator[Path]:
    """All files of the profile."""
    return (path for path in profile.rglob("*") if path.is_file() and not path.is_symlink())


def journal(profile: Path) -> Path:
    """The OPFS file that holds the journal: the one with the most frames."""
    found = [
        (path.read_bytes().count(b"ORF1"), path) for path in files(profile) if "File System" in path.parts
    ]
    return max(found)[1]


def index(profile: Path) -> list[Path]:
    """The files of the phone's IndexedDB that hold data."""
    stores = [path for path in files(profile) if path.parent.name.endswith(".indexeddb.leveldb")]
    return [path for path in stores if path.suffix in {".log", ".ldb"} and path.stat().st_size]


def encodings(canary: str) -> dict[str, bytes]:
    """The same text as a browser may store it: UTF-8, UTF-16, and the three ways it can stand inside base64."""
    raw = canary.encode()
    found = {
        "UTF-8": raw,
        "UTF-16 LE": canary.encode("utf-16-le"),
        "UTF-16 BE": canary.encode("utf-16-be"),
    }
    for shift in range(3):
        for name, encode in (("base64", base64.b64encode), ("base64url", base64.urlsafe_b64encode)):
            whole = encode(b"\0" * shift + raw)
            found[f"{name} +{shift}"] = whole[-(-shift * 8 // 6) + 1 : (len(raw) + shift) * 8 // 6]
    return found


def readings(path: Path) -> Iterator[tuple[str, bytes]]:
    """All that a file can be read as: its bytes, and what comes out of LevelDB, snappy and gzip."""
    data = path.read_bytes()
    plain = [("bytes", data)]
    if path.suffix == ".ldb":
        plain += [("block", block) for block in leveldb.blocks(data)]
    if path.suffix == ".log" or path.name.startswith("MANIFEST"):
        plain.append(("log", leveldb.log(data)))
    for name, text in plain:
        yield name, text
        yield from ((f"value in {name}", value) for value in leveldb.compressed_values(text))
        yield from (("gzip", value) for value in _gzipped(text))


def _gzipped(data: bytes) -> Iterator[bytes]:
    at = data.find(GZIP)
    while at >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj(31).decompress(data[at:], 1 << 24)
        at = data.find(GZIP, at + 1)


def leaks(profile: Path, canaries: list[str]) -> list[str]:
    """Where a canary can be read: "file, how it was read: encoding"."""
    wanted = [(name, needle) for canary in canaries for name, needle in encodings(canary).items()]
    found = []
    for path in files(profile):
        for how, data in readings(path):
            found += [f"{path.name}, {how}: {name}" for name, needle in wanted if needle in data]
    return found
