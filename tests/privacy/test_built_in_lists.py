"""The lists inside the phone app, for a phone whose passphrase was forgotten, are those of a new programme."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from outreach.contacts.rules import CODES
from outreach.supplies import store as supplies

PLACE = Path(__file__).parents[2] / "outreach/static/js/sync/lists.json"
PRIVATE = ("zones", "sites", "services", "alerts", "guides", "referral_types")


def lists(conn: Connection) -> dict[str, Any]:
    """What a phone without its reference data needs to log: nothing of a programme's own."""
    supplies.fill_catalogue(conn)
    return {
        "v": 1,
        "items": supplies.items(conn),
        "bundles": supplies.bundles(conn),
        "codes": CODES,
        "return_rules": {"per_litre": 100, "per_kilo": 620},
        "settings": {"day_ends": "05:00", "notebook": False, "idle_minutes": 5},
        **{name: [] for name in PRIVATE},
    }


def test_the_lists_in_the_app_are_those_of_a_new_programme(conn: Connection) -> None:
    made = json.dumps(lists(conn), ensure_ascii=False, separators=(",", ":")) + "\n"
    assert PLACE.read_text("utf-8") == made, f"write it anew: {PLACE} = {made}"
