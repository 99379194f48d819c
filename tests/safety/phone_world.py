"""What the phone's safety screens are tested with: warnings, a team key, and the way to a step of the report."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page

from tests.field.stage import reference

KEY = {"id": "8f14e45f-ceea-467f-a8d5-0e0e9a3f2b11", "pub": "B" * 87}


def alert(**changes: Any) -> dict[str, Any]:
    """A warning as it comes down; named fields replace the usual ones."""
    usual = {
        "id": 1, "kind": "supply", "title": "Very strong pills, Canal", "zones": [1], "until": "2026-11-22",
        "text": "Go slow, not alone. Keep naloxone near.",
    }  # fmt: skip
    return usual | changes


def world(*alerts: dict[str, Any], key: dict[str, str] | None = KEY) -> dict[str, Any]:
    """The reference data with these warnings and this team key."""
    guides = [{"code": code} for code in ("safety_plan", "my_safety", "team_care")]
    return reference() | {"alerts": list(alerts), "team_key": key, "guides": guides}


def tap(page: Page, *names: str) -> None:
    """Taps buttons by the beginning of their names."""
    for name in names:
        page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first.tap()
