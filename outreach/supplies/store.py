"""Catalogue, bundles, supply lines and the movements of stock."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from .. import bulk
from ..errors import BadInputError
from .models import Bundle, Item, Movement
from .models import Line as LineRow
from .rules import CATALOGUE, Line

Lines = tuple[Line, ...]

ITEM, BUNDLE, MOVEMENT = Item.__table__, Bundle.__table__, Movement.__table__
LINE = cast(Table, LineRow.__table__)


def item_ids(conn: Connection) -> dict[str, int]:
    """The id of every item code, retired ones too."""
    return dict(conn.execute(select(ITEM.c.code, ITEM.c.id)).all())


def lines_of(conn: Connection, contacts: Collection[int]) -> dict[int, tuple[Line, ...]]:
    """The supply lines of these contacts, sorted by item."""
    found: dict[int, list[Line]] = {}
    if contacts:
        for contact, item, units, reason in conn.execute(_LINES, {"contacts": sorted(contacts)}):
            found.setdefault(contact, []).append((item, units, reason))
    return {contact: tuple(lines) for contact, lines in found.items()}


_LINES = (
    select(LINE.c.contact_id, LINE.c.item_id, LINE.c.quantity, LINE.c.reason)
    .where(LINE.c.contact_id.in_(bindparam("contacts", expanding=True)))
    .order_by(LINE.c.contact_id, LINE.c.item_id)
)


def add_lines(conn: Connection, lines: Mapping[int, Iterable[Line]]) -> None:
    """Inserts the lines of each contact."""
    rows = [(contact, *line) for contact, entries in lines.items() for line in entries]
    bulk.insert(conn, LINE, ("contact_id", "item_id", "quantity", "reason"), rows)


def remove_lines(conn: Connection, contacts: Collection[int]) -> None:
    """Deletes all lines of these contacts."""
    if contacts:
        conn.execute(delete(LINE).where(LINE.c.contact_id.in_(sorted(contacts))))


def items(conn: Connection) -> list[dict[str, Any]]:
    """Active items in the catalogue's order, as the phone's reference data wants them."""
    rows = conn.execute(select(ITEM).where(ITEM.c.active).order_by(ITEM.c.position, ITEM.c.id)).mappings()
    return [
        {
            "id": row["id"], "code": row["code"], "name": row["name"], "short": row["short"], "group": row["category"],
            "unit": row["unit"], "counts": row["counts"], "step": row["step"], "pack": json.loads(row["pack"]),
            "icon": row["icon"], "usual": row["usual"], "stocked": row["stocked"],
        }
        for row in rows
    ]  # fmt: skip


def offered(conn: Connection) -> frozenset[str]:
    """Codes of what the programme offers, whoever took it: usual items, those of a bundle, and those that ever came
    into a store; all of the catalogue while it has said nothing of the kind."""
    received = select(MOVEMENT.c.item_id).where(MOVEMENT.c.kind == "received")
    known = select(ITEM.c.code).where(ITEM.c.usual.is_not(None) | ITEM.c.id.in_(received))
    found = {*conn.execute(known).scalars(), *(code for one in bundles(conn) for code, _ in one["lines"])}
    return frozenset(found or item_ids(conn))


def bundles(conn: Connection) -> list[dict[str, Any]]:
    """What is given together with one tap."""
    rows = conn.execute(select(BUNDLE).order_by(BUNDLE.c.position, BUNDLE.c.id)).mappings()
    return [
        {"id": r["id"], "name": r["name"], "icon": r["icon"], "lines": json.loads(r["lines"])} for r in rows
    ]


def fill_catalogue(conn: Connection) -> None:
    """Adds the items and bundles of catalogue.json that the store does not have yet."""
    held = item_ids(conn)
    fields = (
        "code",
        "name",
        "short",
        "category",
        "unit",
        "counts",
        "factor",
        "icon",
        "step",
        "stocked",
        "usual",
    )
    fresh = [
        {
            **{name: entry[name] for name in fields},
            "pack": json.dumps(entry["pack"]),
            "position": place,
            "active": True,
        }
        for place, entry in enumerate(CATALOGUE["items"])
        if entry["code"] not in held
    ]
    if fresh:
        conn.execute(insert(ITEM), fresh)
    names = set(conn.execute(select(BUNDLE.c.name)).scalars())
    packs = [
        {"name": b["name"], "icon": b["icon"], "lines": json.dumps(b["lines"]), "position": place}
        for place, b in enumerate(CATALOGUE["bundles"])
        if b["name"] not in names
    ]
    if packs:
        conn.execute(insert(BUNDLE), packs)


def set_usual(conn: Connection, codes: Sequence[str]) -> None:
    """The team's usual items, in this order; all others stand under "All items" only. Raises BadInputError."""
    unknown = set(codes) - item_ids(conn).keys()
    if unknown or len(set(codes)) < len(codes):
        raise BadInputError("Each usual item must be in the catalogue, once.")
    conn.execute(update(ITEM).values(usual=None))
    for place, code in enumerate(codes, 1):
        conn.execute(update(ITEM).where(ITEM.c.code == code).values(usual=place))


def save_bundle(conn: Connection, name: str, icon: str, lines: Sequence[tuple[str, int]]) -> None:
    """Adds a bundle or gives the one of this name new lines (item code, units). Raises BadInputError."""
    known = item_ids(conn)
    if not 1 <= len(name) <= 16 or not lines or any(code not in known or units < 1 for code, units in lines):
        raise BadInputError("A bundle has a name of up to 16 signs and items of the catalogue.")
    values = {"icon": icon, "lines": json.dumps([list(line) for line in lines])}
    if not conn.execute(update(BUNDLE).where(BUNDLE.c.name == name).values(values)).rowcount:
        conn.execute(insert(BUNDLE).values(name=name, position=99, **values))
