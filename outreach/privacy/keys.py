"""The organisation's keys: files in instance/keys (0700, files 0600), never in the database or its backups."""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from ..errors import ConfigError, KeyInUseError, NotFoundError, UnknownKeyError
from . import ring as rings
from .encoding import b64, unb64
from .files import replace, write_new
from .points import CURVE, fingerprint, point
from .ring import MONTHS_AHEAD, Ring

DESTROY_DAYS = 210


class KeyStore:
    """The keys of one organisation. Safe to use from several threads and processes at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loaded: dict[str, ec.EllipticCurvePrivateKey] = {}
        self._years: dict[int, bytes] = {}
        self._seen = 0
        self._guard = threading.Lock()

    # -- making ------------------------------------------------------------------------------------------------

    def create(self, org: str, today: date) -> None:
        """Makes what is missing: signing key, month keys 14 months ahead, ring, this year's code key."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        if not self._path("signing").exists():
            self._write_private("signing", ec.generate_private_key(CURVE))
        self.ring(today, org)
        self.code_key(today.year)

    def ring(self, today: date, org: str | None = None) -> Ring:
        """The signed ring; made longer first when it does not reach 14 months ahead.

        Raises ConfigError when there are no keys yet.
        """
        known = self._stored_ring()
        if known and known.newest >= rings.later(rings.month(today), MONTHS_AHEAD):
            return known
        with self.locked():
            return self._extend(today, org)

    def _extend(self, today: date, org: str | None) -> Ring:
        known = self._stored_ring()  # again, now that nobody else can change it
        newest = rings.later(rings.month(today), MONTHS_AHEAD)
        if known and known.newest >= newest:
            return known
        org = org or (json.loads(known.data)["org"] if known else None)
        if org is None:
            raise ConfigError("There are no keys for this server yet. Run `outreach init` first.")
        keys = {i: p for i, p in (rings.points(known) if known else {}).items() if i >= rings.month(today)}
        for ahead in range(MONTHS_AHEAD + 1):
            key_id = rings.later(rings.month(today), ahead)
            if key_id not in keys:
                keys[key_id] = self._new_month(key_id)
        data = rings.build(org, known.version + 1 if known else 1, today, keys)
        signature = rings.sign(data, self._signing())
        replace(self.folder / "ring.json", json.dumps({"ring": b64(data), "sig": b64(signature)}).encode())
        return Ring(data, signature, known.version + 1 if known else 1, today.isoformat(), newest)

    def _new_month(self, key_id: str) -> bytes:
        # After a set-up that was cut off the key may be there without a ring: it is used, never made twice.
        if not self._path(key_id).exists():
            self._write_private(key_id, ec.generate_private_key(CURVE))
        return point(self.private(key_id).public_key())

    # -- using -------------------------------------------------------------------------------------------------

    def private(self, key_id: str) -> ec.EllipticCurvePrivateKey:
        """The private key of a month. Raises UnknownKeyError when it never was or is destroyed."""
        with self._guard:
            if key_id not in self._loaded:
                self._loaded[key_id] = self._read_private(key_id)
            return self._loaded[key_id]

    def look_again(self) -> bool:
        """Forgets the keys in memory when one was made or destroyed, perhaps by another process; whether it was."""
        changed = self._changed()
        with self._guard:
            if changed == self._seen:
                return False
            self._loaded.clear()
            self._seen = changed
            return True

    def signing_point(self) -> bytes:
        """The public signing key as a 65-byte point; phones pin it."""
        return point(self._signing().public_key())

    def fingerprint(self) -> str:
        """The signing key's fingerprint as an enrolment link carries it."""
        return fingerprint(self.signing_point())

    def code_key(self, year: int) -> bytes:
        """The 32-byte key of a calendar year's participant pseudonyms; made when first needed."""
        if year not in self._years:
            path = self.folder / f"codes-{year:04d}.key"
            write_new(path, os.urandom(32))
            self._years[year] = path.read_bytes()
        return self._years[year]

    def months(self) -> list[str]:
        """The key ids whose private keys exist, oldest first."""
        return sorted(path.stem.removeprefix("month-") for path in self.folder.glob("month-*.pem"))

    def files(self) -> set[str]:
        """The names of all keys that an export must hold."""
        return {path.name for path in self.folder.iterdir() if path.suffix in {".pem", ".key"}}

    # -- destroying --------------------------------------------------------------------------------------------

    def destroy(self, key_id: str, today: date, *, anyway: bool = False) -> None:
        """Destroys a month's private key: nothing sealed to it can be opened again, in backups neither.

        Raises KeyInUseError until 210 days after its month (unless `anyway`), NotFoundError when it is gone.
        """
        if key_id not in self.months():
            raise NotFoundError("There is no key of this month (any more).")
        if today < destroyable_on(key_id) and not anyway:
            raise KeyInUseError()
        with self.locked():
            path = self._path(key_id)
            # Overwritten first: cheap, and on disks that write in place it really removes the bytes.
            path.write_bytes(os.urandom(path.stat().st_size))
            path.unlink()
        self.look_again()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the one lock of the folder, over all threads and processes."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    # -- files -------------------------------------------------------------------------------------------------

    def _path(self, name: str) -> Path:
        return self.folder / ("signing.pem" if name == "signing" else f"month-{name}.pem")

    def _changed(self) -> int:
        try:
            return os.stat(self.folder).st_mtime_ns
        except FileNotFoundError:
            return 0

    def _read_private(self, name: str) -> ec.EllipticCurvePrivateKey:
        try:
            key = load_pem_private_key(self._path(name).read_bytes(), None)
        except FileNotFoundError:
            raise UnknownKeyError() from None
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise UnknownKeyError()
        return key

    def _write_private(self, name: str, key: ec.EllipticCurvePrivateKey) -> None:
        write_new(self._path(name), key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    def _signing(self) -> ec.EllipticCurvePrivateKey:
        try:
            return self.private("signing")
        except UnknownKeyError:
            raise ConfigError("There are no keys for this server yet. Run `outreach init` first.") from None

    def _stored_ring(self) -> Ring | None:
        path = self.folder / "ring.json"
        if not path.exists():
            return None
        stored = json.loads(path.read_text())
        return rings.read(unb64(stored["ring"]), unb64(stored["sig"]), self.signing_point())


def destroyable_on(key_id: str) -> date:
    """The first day on which a month's key may be destroyed without a warning: 210 days after its month."""
    after = rings.later(key_id, 1)
    return date(int(after[:4]), int(after[5:]), 1) + timedelta(days=DESTROY_DAYS)
