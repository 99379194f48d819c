"""Approvals of cards, and what a programme wrote into a template."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from sqlalchemy import Connection, Row, Table, delete, insert, select

from ..team.meta import meta, set_meta
from .models import GuideApproval, GuideFill
from .rules import DEFAULT_NUMBER

APPROVAL = cast(Table, GuideApproval.__table__)
FILL = cast(Table, GuideFill.__table__)

Approvals = dict[tuple[str, str], Row[tuple[object, ...]]]
Fills = dict[tuple[str, str], dict[str, tuple[str, str]]]


def approvals(conn: Connection) -> Approvals:
    """(card, language) → what was approved, with the digest of that text."""
    return {(row.card, row.lang): row for row in conn.execute(select(APPROVAL))}


def approve(conn: Connection, card: str, lang: str, digest: str, day: date, checked: bool, by: str) -> None:
    """Phones may show this text. An older word for the same card and language goes."""
    withdraw(conn, card, lang)
    conn.execute(
        insert(APPROVAL).values(
            card=card, lang=lang, digest=digest, approved_on=day, checked=checked, checked_by=by
        )
    )


def withdraw(conn: Connection, card: str, lang: str) -> bool:
    """Phones hide the card in this language after their next sync; False when it was not approved."""
    gone = conn.execute(delete(APPROVAL).where(APPROVAL.c.card == card, APPROVAL.c.lang == lang))
    return bool(gone.rowcount)


def fills(conn: Connection) -> Fills:
    """(card, language) → line → what the programme wrote."""
    found: Fills = {}
    for row in conn.execute(select(FILL)):
        found.setdefault((row.card, row.lang), {})[row.line] = (row.text, row.more)
    return found


def save_fills(conn: Connection, card: str, lang: str, lines: Mapping[str, tuple[str, str]]) -> None:
    """Puts these lines in the place of all earlier ones of this card and language."""
    conn.execute(delete(FILL).where(FILL.c.card == card, FILL.c.lang == lang))
    rows = [
        {"card": card, "lang": lang, "line": line, "text": text, "more": more}
        for line, (text, more) in lines.items()
        if text
    ]
    if rows:
        conn.execute(insert(FILL), rows)


def emergency_number(conn: Connection) -> str | None:
    """The number that workers call where the programme works; None while nobody has set it."""
    return meta(conn, "emergency_number")


def number_or_usual(conn: Connection) -> str:
    """The programme's emergency number, or the one that mobile phones know in most of the world."""
    return emergency_number(conn) or DEFAULT_NUMBER


def set_emergency_number(conn: Connection, number: str) -> None:
    """Sets the number that the cards name and call."""
    set_meta(conn, "emergency_number", number)
