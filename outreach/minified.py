"""The phone app's scripts made small, by tools that only developers need: `./dev minify` writes them to static/made.

They are used only where they were made from exactly the sources that stand there; a change of any of them, and phones
get those sources themselves, joined and readable, until somebody runs `./dev minify` again.
"""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path

FOLDER, FACTS = "made", "made.json"
_log = logging.getLogger(__name__)


def scripts(static: Path) -> dict[str, bytes] | None:
    """Name under static → bytes of every small script; None where there are none of the sources that stand there."""
    folder = static / FOLDER
    try:
        facts = json.loads((folder / FACTS).read_text("utf-8"))
        found = {name: (folder / name).read_bytes() for name in facts["files"]}
        fits = digest(static, facts["sources"]) == facts["digest"]
    except FileNotFoundError:
        return None
    if fits and all(_sha256(content) == facts["files"][name] for name, content in found.items()):
        return found
    _log.warning("static/made is older than the scripts: phones get larger ones. Mend with: ./dev minify")
    return None


def digest(static: Path, sources: list[str]) -> str:
    """One hash over names and bytes."""
    lines = (f"{name} {_sha256((static / name).read_bytes())}" for name in sources)
    return _sha256("\n".join(lines).encode())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
