"""Queries about editions: drafts and their text, approval, what was published, and what an audience holds already."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, insert, select, true, update

from ...disclosure.cells import Release
from ...errors import ConflictError, NotFoundError
from ...team.meta import meta
from ...team.models import Member
from ..content.document import Document, from_json
from ..content.rules import Wish
from . import life
from .models import Edition, Narrative, Published, Writer

_EDITION: Table = Edition.__table__
_TEXT: Table = Narrative.__table__
_WRITER: Table = Writer.__table__
_OUT: Table = Published.__table__
_MEMBER: Table = Member.__table__
SHOWN, EVERYTHING = 60, "any funder"  # funders read public reports too, and are thought to hold one another's
OUT_ALREADY = (
    "This report is published already. Look at it, and make a corrected edition if something is wrong."
)
# What is read of a published edition when its file is not needed.
_LIGHT = [column for column in _OUT.c if column.name not in ("pdf", "document")]


def start(conn: Connection, wish: Wish, **known: Any) -> int:
    """The number of the open edition of this wish: a new one, or the one that somebody has begun already.

    `known`: title, made_on, closes_on, author_id. Raises ConflictError when it is published already.
    """
    told = written(wish)
    same = _EDITION.c.wish == told
    found = conn.execute(select(_EDITION.c.id).where(same, _EDITION.c.status.in_(life.OPEN))).scalar()
    if found is not None:
        return int(found)
    if conn.execute(select(_OUT.c.edition_id).where(_same_report(wish))).first():
        raise ConflictError(OUT_ALREADY)
    return _insert(conn, wish, told, **known)


def correct(conn: Connection, old: Row[Any], **known: Any) -> int:
    """A new edition in place of a published one. `known`: reason, words_only, made_on, author_id.

    Raises ConflictError unless `old` is published and the newest of its report.
    """
    if old.status != life.PUBLISHED:
        raise ConflictError("Only a published report can be corrected.")
    begun = select(_EDITION.c.id).where(_EDITION.c.corrects_id == old.id, _EDITION.c.status != life.DROPPED)
    if conn.execute(begun).first():
        raise ConflictError("A corrected edition of this report was begun already.")
    copied = {name: getattr(old, name) for name in ("title", "closes_on")}
    number = _insert(
        conn, wish_of(old), old.wish, **copied, number=old.number + 1, corrects_id=old.id, **known
    )
    for section, text in texts(conn, old.id).items():
        conn.execute(insert(_TEXT).values(edition_id=number, section=section, text=text, before=""))
    return number


def _insert(conn: Connection, wish: Wish, told: str, **known: Any) -> int:
    values = {
        "period": wish.period, "audience": wish.audience, "template": wish.template, "wish": told,
        "threshold": wish.threshold, "paper": wish.paper, "language": wish.language, **known,
    }  # fmt: skip
    number = int(conn.execute(insert(_EDITION).values(**values).returning(_EDITION.c.id)).scalar_one())
    if known.get("author_id") is not None:
        add_writer(conn, number, known["author_id"])
    return number


def written(wish: Wish) -> str:
    """A wish as the store keeps it: the same words for the same wish."""
    return json.dumps(asdict(wish), sort_keys=True)


def wish_of(row: Row[Any]) -> Wish:
    """What was asked for."""
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(row.wish).items()
    }
    return Wish(**told)


def scope_of(wish: Wish) -> str:
    """The part of the programme, as one word of an edition's identity."""
    return json.dumps(wish.scope, sort_keys=True)


def edition(conn: Connection, number: int) -> Row[Any]:
    """One edition. Raises NotFoundError."""
    row = conn.execute(select(_EDITION).where(_EDITION.c.id == number)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such report.")
    return row


def editions(conn: Connection, statuses: Sequence[str] = (), most: int = SHOWN) -> Sequence[Row[Any]]:
    """The newest editions first, without their documents."""
    columns = [column for column in _EDITION.c if column.name != "document"]
    wanted = _EDITION.c.status.in_(statuses) if statuses else true()
    return conn.execute(select(*columns).where(wanted).order_by(_EDITION.c.id.desc()).limit(most)).all()


def names(conn: Connection, numbers: Sequence[int | None]) -> dict[int, str]:
    """Names of members by their numbers."""
    wanted = [number for number in numbers if number is not None]
    rows = conn.execute(select(_MEMBER.c.id, _MEMBER.c.name).where(_MEMBER.c.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def writers(conn: Connection, number: int) -> frozenset[int]:
    """Members who drafted an edition or wrote in it."""
    rows = conn.execute(select(_WRITER.c.member_id).where(_WRITER.c.edition_id == number))
    return frozenset(rows.scalars())


def add_writer(conn: Connection, number: int, member: int) -> None:
    """Remembers who drafted or wrote: they may not approve."""
    if member not in writers(conn, number):
        conn.execute(insert(_WRITER).values(edition_id=number, member_id=member))


def texts(conn: Connection, number: int) -> dict[str, str]:
    """What is written, by section."""
    rows = conn.execute(select(_TEXT).where(_TEXT.c.edition_id == number))
    return {row.section: row.text for row in rows}


def texts_before(conn: Connection, number: int) -> dict[str, str]:
    """The text that each section had before its last change."""
    rows = conn.execute(select(_TEXT).where(_TEXT.c.edition_id == number))
    return {row.section: row.before for row in rows}


def write(conn: Connection, row: Row[Any], member: int, told: Mapping[str, str]) -> None:
    """Writes sections of an edition that is a draft again after it. Raises ConflictError when it was changed."""
    change(conn, row, life.OPEN, status=life.DRAFT, approver_id=None, approved_on=None)
    found = texts(conn, row.id)
    for section, text in told.items():
        here = (_TEXT.c.edition_id == row.id) & (_TEXT.c.section == section)
        conn.execute(delete(_TEXT).where(here))
        values = {"edition_id": row.id, "section": section, "text": text, "before": found.get(section, "")}
        conn.execute(insert(_TEXT).values(**values))
    add_writer(conn, row.id, member)


def change(conn: Connection, row: Row[Any], allowed: Sequence[str], **values: Any) -> None:
    """Changes an edition unless somebody else did since `row` was read. Raises ConflictError."""
    mine = (_EDITION.c.id == row.id) & (_EDITION.c.version == row.version) & _EDITION.c.status.in_(allowed)
    if conn.execute(update(_EDITION).where(mine).values(version=row.version + 1, **values)).rowcount != 1:
        raise ConflictError()


def restore(conn: Connection, row: Row[Any]) -> None:
    """Takes up an edition that was put aside. Raises ConflictError when the same report was begun anew."""
    same = _EDITION.c.corrects_id == row.corrects_id if row.corrects_id else _EDITION.c.wish == row.wish
    other = select(_EDITION.c.id).where(same, _EDITION.c.id != row.id, _EDITION.c.status.in_(life.OPEN))
    if conn.execute(other).first():
        raise ConflictError("This report was begun anew in the meantime. Go on with that one.")
    change(conn, row, (life.DROPPED,), status=life.DRAFT)


def keep_draft(conn: Connection, number: int, **values: Any) -> bool:
    """Keeps a new draft (document, drafted_at, changed, proof, pages, seconds); False when it is no draft any more."""
    open_ = (_EDITION.c.id == number) & (_EDITION.c.status == life.DRAFT)
    values |= {"version": _EDITION.c.version + 1, "trouble": ""}
    return conn.execute(update(_EDITION).where(open_).values(**values)).rowcount == 1


def in_trouble(conn: Connection, number: int, words: str) -> None:
    """Why an approved edition could not be published. It keeps its approval: nothing was lost."""
    here = (_EDITION.c.id == number) & (_EDITION.c.status == life.APPROVED)
    conn.execute(update(_EDITION).where(here).values(trouble=words[:400]))


def publish(conn: Connection, row: Row[Any], seen: Sequence[int], **frozen: Any) -> bool:
    """Adds the frozen edition; False when another one went out since `seen` was read: then the proof is too old.

    The caller holds the lock of the audit chain, so that two publications cannot pass one another.
    """
    if ledger_numbers(conn, EVERYTHING) != list(seen):
        return False
    if (
        row.corrects_id is None
        and conn.execute(select(_OUT.c.edition_id).where(_same_report(wish_of(row)))).first()
    ):
        raise ConflictError(OUT_ALREADY)
    change(conn, row, (life.APPROVED,), status=life.PUBLISHED, trouble="")
    same = {
        name: getattr(row, name) for name in ("period", "audience", "template", "language", "number", "title")
    }
    conn.execute(
        insert(_OUT).values(
            edition_id=row.id, corrects_id=row.corrects_id, scope=scope_of(wish_of(row)), **same, **frozen
        )
    )
    return True


def published(conn: Connection, number: int) -> Row[Any] | None:
    """The frozen edition with document and file; None when it was not published."""
    return conn.execute(select(_OUT).where(_OUT.c.edition_id == number)).one_or_none()


def all_published(conn: Connection, audience: str | None = None) -> Sequence[Row[Any]]:
    """What was published (to one audience), the newest first, without documents and files."""
    wanted = _OUT.c.audience == audience if audience else true()
    return conn.execute(select(*_LIGHT).where(wanted).order_by(_OUT.c.edition_id.desc())).all()


def corrected_by(conn: Connection, number: int) -> int | None:
    """The published edition that stands in place of this one."""
    query = select(_OUT.c.edition_id).where(_OUT.c.corrects_id == number)
    return conn.execute(query).scalar()


def by_hash(conn: Connection, digest: bytes) -> Row[Any] | None:
    """The published edition with this file, or with these figures."""
    rows = conn.execute(
        select(*_LIGHT).where((_OUT.c.pdf_sha256 == digest) | (_OUT.c.figures_sha256 == digest))
    )
    return rows.first()


def ledger_numbers(conn: Connection, audience: str) -> list[int]:
    """Numbers of the editions that this audience may hold, in the order in which they were published."""
    rows = conn.execute(select(_OUT.c.edition_id).where(_held_by(audience)).order_by(_OUT.c.edition_id))
    return [int(number) for number in rows.scalars()]


def ledger(conn: Connection, audience: str) -> list[Release]:
    """All that was published. Funders are thought to hold all of it; what the public does not hold is marked so."""
    query = select(_OUT.c.edition_id, _OUT.c.document, _held_by(audience)).order_by(_OUT.c.edition_id)
    return [release(number, from_json(told), others=not held) for number, told, held in conn.execute(query)]


def release_name(number: int) -> str:
    """What an edition is called in the ledger."""
    return f"edition {number}"


def release(number: int, document: Document, *, others: bool = False) -> Release:
    """The cells of one edition as protector and attacker know them; `others`: this audience does not hold it."""
    return Release(release_name(number), document.threshold, document.cells, document.terms, others)


def published_files(conn: Connection, audience: str) -> list[bytes]:
    """The PDFs that this audience may hold, for the attack on the next one."""
    rows = conn.execute(select(_OUT.c.pdf).where(_held_by(audience)).order_by(_OUT.c.edition_id))
    return [bytes(pdf) for pdf in rows.scalars()]


def documents(conn: Connection) -> list[tuple[Row[Any], Document]]:
    """All published editions with their figures, the oldest first."""
    columns = [*_LIGHT, _OUT.c.document]
    return [
        (row, from_json(row.document)) for row in conn.execute(select(*columns).order_by(_OUT.c.edition_id))
    ]


def remindable(conn: Connection) -> Sequence[Row[Any]]:
    """Editions that somebody may have to do something about, the oldest first, without their documents."""
    columns = [column for column in _EDITION.c if column.name not in ("document", "changed", "wish")]
    return conn.execute(
        select(*columns).where(_EDITION.c.status.in_(life.OPEN)).order_by(_EDITION.c.id)
    ).all()


def organisation(conn: Connection) -> str:
    """Name of the organisation."""
    return meta(conn, "org_name") or "Outreach programme"


def remember_reminder(conn: Connection, number: int, today: date) -> None:
    """Coordinators were reminded of this edition today."""
    conn.execute(update(_EDITION).where(_EDITION.c.id == number).values(reminded_on=today))


def _same_report(wish: Wish) -> ColumnElement[bool]:
    return (
        (_OUT.c.audience == wish.audience)
        & (_OUT.c.template == wish.template)
        & (_OUT.c.period == wish.period)
        & (_OUT.c.language == wish.language)
        & (_OUT.c.scope == scope_of(wish))
    )


def _held_by(audience: str) -> ColumnElement[bool]:
    return _OUT.c.audience == audience if audience == "public" else true()
