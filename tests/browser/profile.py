"""What lies in a browser's profile on disk: finds the phone's files, damages them, looks for readable text."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path


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
    found = {"UTF-8": raw, "UTF-16": canary.encode("utf-16-le")}
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + raw)
        found[f"base64 +{shift}"] = whole[-(-shift * 8 // 6) + 1 : (len(raw) + shift) * 8 // 6]
    return found


def leaks(profile: Path, canaries: list[str]) -> list[str]:
    """Where a canary can be read: "file: encoding"."""
    wanted = [(name, needle) for canary in canaries for name, needle in encodings(canary).items()]
    found = []
    for path in files(profile):
        data = path.read_bytes()
        found += [f"{path.name}: {name}" for name, needle in wanted if needle in data]
    return found
