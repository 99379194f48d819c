"""The demo's guides: an emergency number, lines for the rights template, and every card approved in every language."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from ..guides import approval, store
from ..guides.approval import Word

RIGHTS = Path(__file__).parent / "rights.json"
NUMBER, BY = "112", "the medical lead"


def approve(conn: Connection, today: date) -> None:
    """What a coordinator does on the pages of the guides. Translations stay marked as made by a machine."""
    store.set_emergency_number(conn, NUMBER)
    for lang, lines in json.loads(RIGHTS.read_text("utf-8")).items():
        filled = {key: (words[0], words[1] if len(words) > 1 else "") for key, words in lines.items()}
        store.save_fills(conn, "rights", lang, filled)
    for spoken in approval.sheets(conn).values():
        for sheet in spoken.values():
            if not sheet.why:
                by = BY if sheet.card.medical else ""
                approval.approve(conn, sheet, Word(sheet.digest, checked=False, by=by), today)
