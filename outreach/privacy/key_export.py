"""Exports of all keys as one passphrase-encrypted file, and the proof that somebody has such a file."""

from __future__ import annotations

import json
from datetime import date

from ..errors import BadInputError, ConflictError
from .encoding import b64, unb64
from .files import replace, write_new
from .keys import KeyStore
from .sealed_file import lock, unlock

CONFIRMED = "export-confirmed.json"
SHORTEST = 12


def export(store: KeyStore, passphrase: str) -> bytes:
    """All keys under a passphrase. Raises BadInputError when it is too short."""
    if len(passphrase) < SHORTEST:
        raise BadInputError(f"Use at least {SHORTEST} signs; four words are easy to keep in mind.")
    return lock(json.dumps(_all(store)).encode(), passphrase)


def confirm(store: KeyStore, data: bytes, passphrase: str, today: date) -> None:
    """Notes that this export opens and holds every key there is.

    Raises WrongPassphraseError; ConflictError when the export lacks a key that was made since.
    """
    held = json.loads(unlock(data, passphrase))
    present = _all(store)
    if any(held.get(name) != present[name] for name in store.files()):
        raise ConflictError("This export is older than the newest key. Make a new one.")
    note = {"files": sorted(store.files()), "on": today.isoformat()}
    replace(store.folder / CONFIRMED, json.dumps(note).encode())


def confirmed_on(store: KeyStore) -> date | None:
    """The day on which an export of all present keys was confirmed; None when there is none: set-up is not complete."""
    path = store.folder / CONFIRMED
    if not path.exists():
        return None
    note = json.loads(path.read_text())
    return date.fromisoformat(note["on"]) if store.files() <= set(note["files"]) else None


def restore(store: KeyStore, data: bytes, passphrase: str) -> int:
    """Writes the keys of an export that are missing here; their number. Keys that exist are never replaced.

    Raises WrongPassphraseError; ConflictError when the export is of another organisation.
    """
    held: dict[str, str] = json.loads(unlock(data, passphrase))
    signing = store.folder / "signing.pem"
    if signing.exists() and b64(signing.read_bytes()) != held.get("signing.pem"):
        raise ConflictError("This export belongs to another organisation.")
    store.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    known = [name for name in sorted(held) if "/" not in name and not name.startswith(".")]
    return sum(write_new(store.folder / name, unb64(held[name])) for name in known)


def _all(store: KeyStore) -> dict[str, str]:
    files = (
        p
        for p in store.folder.iterdir()
        if p.suffix in {".pem", ".key", ".json"} and not p.name.startswith(".")
    )
    return {path.name: b64(path.read_bytes()) for path in sorted(files) if path.name != CONFIRMED}
