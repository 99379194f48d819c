"""Own words of an organisation, and its checked languages."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from .. import wording
from ..wording import Text
from . import rules
from .models import CheckedLanguage, Rewording

_WORDS: Table = Rewording.__table__
_CHECKED: Table = CheckedLanguage.__table__


def own(conn: Connection) -> dict[str, dict[str, Text]]:
    """Language → key → own words."""
    words: dict[str, dict[str, Text]] = {}
    for row in conn.execute(select(_WORDS).order_by(_WORDS.c.lang, _WORDS.c.key)):
        words.setdefault(row.lang, {})[row.key] = json.loads(row.said)
    return words


def reword(conn: Connection, lang: str, key: str, said: Text | None) -> None:
    """Keeps own words for a message, or takes them back (None)."""
    conn.execute(delete(_WORDS).where(_WORDS.c.lang == lang, _WORDS.c.key == key))
    if said is not None:
        conn.execute(insert(_WORDS).values(lang=lang, key=key, said=json.dumps(said, ensure_ascii=False)))


def checked(conn: Connection) -> dict[str, date]:
    """Language → the day on which it was confirmed."""
    return {row.lang: row.checked_on for row in conn.execute(select(_CHECKED))}


def confirm(conn: Connection, lang: str, day: date | None) -> None:
    """Confirms a language, or takes that back (None)."""
    conn.execute(delete(_CHECKED).where(_CHECKED.c.lang == lang))
    if day is not None:
        conn.execute(insert(_CHECKED).values(lang=lang, checked_on=day))


def for_phones(conn: Connection) -> dict[str, Any]:
    """What reference data says about words: own ones by language, and which languages were looked through."""
    days = checked(conn)
    languages = [{"code": lang, "checked": lang == "en" or lang in days} for lang in wording.LANGUAGES]
    return {"words": rules.for_phones(own(conn)), "languages": languages}
