"""From what was asked for to an edition as data, and from that to its PDF."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from importlib.metadata import version
from typing import Any

import pikepdf
from flask import current_app
from sqlalchemy import Connection, Row

from ...database import reading
from ...disclosure.cells import TIME, key
from ...figures import store as figures
from ...figures.rules import Period, parse_period
from ...team import audit
from .. import apart, build, store
from ..content import drafting
from ..content.document import Document, from_json
from ..content.rules import Wish
from ..sending import store as delivery_store
from ..template import store as template_store
from ..template.rules import PUBLIC
from . import changes, completeness, life, narrative
from . import store as editions

STEPS = apart.STEPS + 1  # figures to PDF, then the attack
Say = Callable[[str], None]
Beat = Callable[[], None]


def figures_of(row: Row[Any], today: date, say: Say, alive: Beat) -> Document:
    """The protected figures of an edition as at `today`; a correction in words keeps those that were published."""
    wish = editions.wish_of(row)
    with reading() as conn:
        old = editions.published(conn, row.corrects_id) if row.corrects_id else None
        if old is not None and row.words_only:
            say("Reading the figures")
            return from_json(old.document)
        earlier = editions.ledger(conn, row.audience)
        corrects = editions.release_name(row.corrects_id) if row.corrects_id else ""
        return drafting.draft(conn, wish, today, earlier, lambda _step, name: say(name), alive, corrects)


def told(conn: Connection, row: Row[Any], document: Document, today: date, state: str) -> Document:
    """The edition with everything that is said beside its figures: text, completeness, late entries, changes."""
    about = {**document.about, **_about(conn, row, state), **_phones(conn, row, document)}
    texts = life.shown_texts(editions.texts(conn, row.id))
    whole = dataclasses.replace(document, about=about, narrative=texts)
    whole = dataclasses.replace(whole, about={**about, "told": narrative.read_in(texts.values(), whole)})
    if not row.words_only:
        whole = dataclasses.replace(whole, late=late(conn, row, today))
    return dataclasses.replace(whole, changes=corrected(conn, row, whole))


def _about(conn: Connection, row: Row[Any], state: str) -> dict[str, Any]:
    words = str(editions.organisation(conn)).split()
    return {
        "state": state,
        "edition": row.number,
        "number": f"{''.join(word[0] for word in words if word[0].isalpha()).upper()[:4]}-{row.period}-{row.id}",
        "title": row.title,
        "closed": row.closes_on.isoformat(),
        "published": "",
        "earlier": len(editions.ledger_numbers(conn, row.audience)),
        "scope": editions.wish_of(row).scope,
        "head": audit.head(conn).hex(),
        "code": version("outreach"),
        "corrects": row.number - 1 if row.corrects_id else 0,
        "reason": row.reason,
        "dhis2": _mapping(conn, row),
        "verify": f"{current_app.config['SITE_URL'].rstrip('/')}/verify"
        if current_app.config["SITE_URL"]
        else "",
    }


def _mapping(conn: Connection, row: Row[Any]) -> str:
    """How its figures go to a DHIS2 server, attached to the file; never to a public one: the codes of a server's units
    are for those who have an agreement with it."""
    if row.audience == PUBLIC:
        return ""
    return delivery_store.mapping_named(conn, template_store.template(conn, row.template).dhis2)


def _phones(conn: Connection, row: Row[Any], document: Document) -> dict[str, Any]:
    """Which phones may still hold records of the period; a correction in words says what the edition before said."""
    if row.words_only:
        return {}
    period = parse_period(row.period)
    end = min(period.end, date.fromisoformat(document.about["as_at"]) - timedelta(days=1))
    whole, proven = store.phones(conn, period.start, end)
    rows = completeness.told(store.unsynced(conn, period.start, end))
    return {"phones": {"in_use": whole, "proven": proven}, "completeness": rows}


def late(conn: Connection, row: Row[Any], today: date) -> list[dict[str, Any]]:
    """Records of closed periods that came since they were told, where there are enough of them to say so."""
    wish, found = editions.wish_of(row), []
    own = parse_period(row.period)
    for period, (mine, others) in sorted(_totals(conn, wish).items()):
        span = parse_period(period)
        if span.end < own.start and mine is not None and not wish.sites:
            change = changes.late_entries(_contacts(conn, span, wish), mine, others, wish.threshold)
            if change is not None:
                found.append({"period": period, "measure": "contacts", "value": change, "mark": ""})
    return found


def _totals(conn: Connection, wish: Wish) -> dict[str, tuple[int | None, list[int]]]:
    """Period → the total this audience was told last, and all totals that anybody was told."""
    found: dict[str, tuple[int | None, list[int]]] = {}
    for out, document in editions.documents(conn):
        if document.about.get("scope", {}) != {dim: list(cats) for dim, cats in wish.scope.items()}:
            continue
        mine_too = out.audience == wish.audience
        for period, total in _told_here(document, found):
            mine, others = found.get(period, (None, []))
            found[period] = (total if mine_too else mine, [*others, total])
    return found


def _told_here(document: Document, found: dict[str, tuple[int | None, list[int]]]) -> list[tuple[str, int]]:
    """Totals that one edition tells: of its own period, and of those that had late entries."""
    span = document.about["period"]
    months = parse_period(span["key"]).months
    scope = {dim: tuple(cats) for dim, cats in document.about.get("scope", {}).items()}
    cell = document.cells.get(key("contacts", {**scope, TIME: months}))
    totals = [(span["key"], cell.value)] if cell is not None and cell.value is not None else []
    for line in document.late:
        before = found.get(line["period"], (None, []))[1]
        if before and line.get("value"):
            totals.append((line["period"], before[-1] + int(line["value"])))
    return totals


def _contacts(conn: Connection, period: Period, wish: Wish) -> int:
    """True contacts of a period now, in the zones of a wish."""
    tally = figures.tally(conn, period, "zone")
    wanted = {str(zone) for zone in wish.zones}
    return sum(one.contacts for zone, one in tally.items() if not wanted or str(zone) in wanted)


def corrected(conn: Connection, row: Row[Any], document: Document) -> list[dict[str, Any]]:
    """What a corrected edition changed."""
    old = editions.published(conn, row.corrects_id) if row.corrects_id else None
    if old is None:
        return []
    before = from_json(old.document)
    found = [dataclasses.asdict(change) for change in changes.differences(before, document, row.language)]
    return [{"reason": row.reason}, *found]


def drawn(document: Document, wish: Wish, say: Say, alive: Beat) -> bytes:
    """The finished PDF of an edition."""
    pdf, _complaints = build.draw(document, wish.paper, lambda _step, name: say(name), alive)
    return pdf


def read_file(pdf: bytes) -> dict[str, Any]:
    """What the file says of itself: pages, size, and what a reader who cannot see it would miss."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        root, about = file.Root, file.docinfo
        mark = root.get("/MarkInfo")
        marked = mark is not None and mark.get("/Marked")
        needed = {"tags": bool(marked) and "/StructTreeRoot" in root, "a language": "/Lang" in root,
                  "a title": bool(str(about.get("/Title", "")))}  # fmt: skip
        missing = [name for name, there in needed.items() if not there]
        return {"pages": len(file.pages), "kb": len(pdf) // 1024, "missing": missing}


def since(row: Row[Any], document: Document) -> list[dict[str, str]]:
    """What is different from the draft before."""
    if row.document is None:
        return []
    found: Sequence[changes.Change] = changes.differences(from_json(row.document), document)
    return [dataclasses.asdict(change) for change in found]
