"""Drawings of the sprite for paper: the same pictures that workers know from their phones."""

from __future__ import annotations

import base64
import re
from pathlib import Path

ICONS = Path(__file__).parents[2] / "static" / "icons" / "icons.svg"
_DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#2a1b2d" color="#2a1b2d" '
    'stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">{}</svg>'
)


def picture(name: str) -> str:
    """One drawing of the sprite as an address that needs no network."""
    found = re.search(rf'<symbol id="{re.escape(name)}"[^>]*>(.*?)</symbol>', ICONS.read_text("utf-8"), re.S)
    drawn = _DRAWN.format(found[1] if found else "")
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()
