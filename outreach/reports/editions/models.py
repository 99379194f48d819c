"""Editions of reports, the coordinator's text in them, what was published, and the long work that makes them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column

from ...database import Base, db
from .frozen import freeze


class Edition(db.Model):
    """One report about one period for one audience, from its first draft on. Once published, its row stands still."""

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(String(12))
    audience: Mapped[str] = mapped_column(String(24))  # "public", "funder:3"
    template: Mapped[int] = mapped_column(default=0)  # 0: asked for without a template
    title: Mapped[str] = mapped_column(String(80), default="")
    threshold: Mapped[int]
    paper: Mapped[str] = mapped_column(String(6))
    language: Mapped[str] = mapped_column(String(5))
    wish: Mapped[str] = mapped_column(Text)  # all that was asked for: JSON
    number: Mapped[int] = mapped_column(default=1)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    words_only: Mapped[bool] = mapped_column(default=False)  # a correction that leaves every figure as it was
    reason: Mapped[str] = mapped_column(String(1000), default="")  # what a correction changes, and why
    status: Mapped[str] = mapped_column(String(9), default="draft")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))  # None: drafted by itself
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    approved_on: Mapped[date | None]
    made_on: Mapped[date]
    closes_on: Mapped[date]  # the last day on which records still count for the period
    document: Mapped[str | None] = mapped_column(Text)  # the newest draft
    drafted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    changed: Mapped[str] = mapped_column(Text, default="[]")  # what is different from the draft before: JSON
    proof: Mapped[str] = mapped_column(
        Text, default="{}"
    )  # what the attack on the draft found: JSON, no number
    pages: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[int] = mapped_column(default=0)  # how long the newest draft took
    reminded_on: Mapped[date | None]
    trouble: Mapped[str] = mapped_column(String(400), default="")  # why it could not be published
    version: Mapped[int] = mapped_column(default=1)  # each change of figures, words or state is one more
    __table_args__ = (
        CheckConstraint("status in ('draft', 'waiting', 'approved', 'published', 'dropped')", name="status"),
        CheckConstraint(
            "approver_id is null or author_id is null or approver_id <> author_id", name="second"
        ),
        CheckConstraint(
            "status not in ('approved', 'published') or (approver_id is not null and author_id is not null"
            " and document is not null)",
            name="approved",
        ),
    )


class Narrative(db.Model):
    """What a coordinator wrote into one section of an edition; figures stand in it as placeholders."""

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    section: Mapped[str] = mapped_column(String(20), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text, default="")  # the text it replaced, for one step back
    __table_args__ = ({"sqlite_with_rowid": False},)


class Writer(db.Model):
    """Who drafted or wrote in an edition: none of them may approve it."""

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    __table_args__ = ({"sqlite_with_rowid": False},)


class Published(db.Model):
    """What went out: figures, words and file of an edition as they were on that day. Rows are added, never changed."""

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True, autoincrement=False)
    period: Mapped[str] = mapped_column(String(12))
    audience: Mapped[str] = mapped_column(String(24))
    template: Mapped[int]
    language: Mapped[str] = mapped_column(String(5))
    scope: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    published_on: Mapped[date]
    publisher_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    document: Mapped[str] = mapped_column(Text)
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    pages: Mapped[int]
    pdf_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    figures_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    audit_head: Mapped[bytes] = mapped_column(LargeBinary(32))
    code_version: Mapped[str] = mapped_column(String(40))
    proof: Mapped[str] = mapped_column(Text)
    __table_args__ = (UniqueConstraint("audience", "template", "period", "language", "scope", "number"),)


class Report(db.Model):
    """Long work on an edition (`draft`, `words`, `publish`): how far it is, and how it ended."""

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(8), default="waiting")
    step: Mapped[int] = mapped_column(default=0)
    steps: Mapped[int] = mapped_column(default=0)
    step_name: Mapped[str] = mapped_column(String(40), default="")
    message: Mapped[str | None] = mapped_column(String(400))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    asked_on: Mapped[date]
    beat_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True)
    )  # last sign of life of its worker
    __table_args__ = (
        CheckConstraint("purpose in ('draft', 'words', 'publish')", name="purpose"),
        CheckConstraint("status in ('waiting', 'running', 'done', 'failed', 'stopped')", name="status"),
    )


class Schedule(db.Model):
    """Whether drafts of a template are made by themselves; without a row they are, but for number 0."""

    template: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    active: Mapped[bool] = mapped_column(default=True)
    __table_args__ = ({"sqlite_with_rowid": False},)


event.listen(Base.metadata, "after_create", freeze)
