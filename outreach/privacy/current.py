"""The key store of the running server."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from .keys import KeyStore
from .sealing import Opener


def keys() -> KeyStore:
    """The keys in this server's instance folder; one object per server, so that they are read once."""
    found = current_app.extensions.get("outreach_keys")
    if found is None:
        fresh = KeyStore(Path(current_app.instance_path) / "keys")
        found = current_app.extensions.setdefault("outreach_keys", fresh)
    return found  # type: ignore[no-any-return]


def opener() -> Opener:
    """Opens envelopes with these keys; its cache of content keys lives as long as the process."""
    found = current_app.extensions.get("outreach_opener")
    if found is None:
        found = current_app.extensions.setdefault("outreach_opener", Opener(keys().private))
    return found  # type: ignore[no-any-return]
