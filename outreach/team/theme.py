"""Light, dark, or as the computer says: kept in a cookie that says nothing else."""

from __future__ import annotations

from flask import request

THEMES = ("auto", "light", "dark")


def theme_now() -> str:
    """The theme of this browser; automatic until somebody chooses."""
    chosen = request.cookies.get("theme", "auto")
    return chosen if chosen in THEMES else "auto"
