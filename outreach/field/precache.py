"""What the phone app needs to start with no network: worked out from what was built, never written by hand.

Modules are followed from first.js through their imports and `new URL('…', import.meta.url)`, so that a file
nobody uses is not loaded onto phones and one that is used is never missing.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..assets import Assets

ENTRY = "js/first.js"
FONT = "fonts/inter-variable-5.3.0/inter-latin-wght-normal.woff2"
_IMPORT = re.compile(
    r"""(?:^|[\s;}])(?:import|export)\b[^'"();]*?from\s*['"]([^'"]+)['"]"""
    r"""|(?:^|[\s;}])import\s*['"]([^'"]+)['"]"""
    r"""|\bimport\(\s*['"]([^'"]+)['"]\s*\)"""
    r"""|\bnew URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url\s*\)"""
)


@dataclass(frozen=True)
class Precache:
    """One version of the shell. `entries` are (address, integrity), each exactly as the service worker fetches it."""

    version: str
    entries: tuple[tuple[str, str], ...]


def precache(assets: Assets, static: Path, pages: dict[str, bytes], favicon: str) -> Precache:
    """The list for this build; `pages` are the shell and the manifest as they are served (address → bytes), `favicon`
    the icon that the shell names. (Those of the home screen are fetched once, by the system, while it is installed.)

    The version is a hash of all addresses and bytes: one changed byte gives another version, nothing else does.
    """
    known = {file.url: file.integrity for file in assets.files}
    urls = [assets.base + name for name in (*modules(static / assets.base.removeprefix("/static/")), favicon)]
    urls += [assets.url("field.css"), f"/static/{FONT}"]
    entries = [(url, _integrity(body)) for url, body in pages.items()]
    entries += [(url, known[url]) for url in sorted(urls)]
    text = "".join(f"{url} {integrity}\n" for url, integrity in entries)
    return Precache(hashlib.sha256(text.encode()).hexdigest()[:16], tuple(entries))


@lru_cache(maxsize=4)
def modules(folder: Path) -> tuple[str, ...]:
    """Every file that the app can load, named under `folder`, the entry first."""
    found: list[str] = []
    waiting = [ENTRY]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.append(name)
            waiting += _named_in(folder, name)
    return tuple(found)


def _named_in(folder: Path, name: str) -> list[str]:
    """What one module imports, starts as a worker or shows, as names under `folder`."""
    if not name.endswith(".js"):
        return []
    source = (folder / name).read_text("utf-8")
    asked = ("".join(groups) for groups in _IMPORT.findall(source))
    return [
        posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) for path in asked if path[0] == "."
    ]


def _integrity(body: bytes) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(body).digest()).decode()
