"""What proves us to a DHIS2 server: a file for each server beside the keys, outside the store and its backups."""

from __future__ import annotations

import json
from pathlib import Path

from ...privacy.files import replace
from .dhis2_client import Access


def keep(instance: str, server: int, access: Access) -> None:
    """Writes the secret of a server, over an older one; only this machine's own user may read it."""
    folder = Path(instance) / "dhis2"
    folder.mkdir(mode=0o700, exist_ok=True)
    replace(folder / f"{server}.json", json.dumps({"name": access.name, "secret": access.secret}).encode())


def held(instance: str, server: int) -> Access | None:
    """The secret of a server, or None where there is none (a store that was restored on another machine)."""
    try:
        told = json.loads((Path(instance) / "dhis2" / f"{server}.json").read_bytes())
    except FileNotFoundError:
        return None
    return Access(told["secret"], told["name"])


def forget(instance: str, server: int) -> None:
    """Takes the secret of a server away."""
    (Path(instance) / "dhis2" / f"{server}.json").unlink(missing_ok=True)
