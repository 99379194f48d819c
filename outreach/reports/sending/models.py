"""What leaves the house: DHIS2 servers and what was sent to them, funders' members, and notices by e-mail."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db

_STATES = "status in ('waiting', 'running', 'done', 'failed')"


class Dhis2Server(db.Model):
    """A server of somebody else that takes our figures. Its secret lies outside the store, in instance/dhis2."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    url: Mapped[str] = mapped_column(String(200))
    audience: Mapped[str] = mapped_column(String(24))  # whose editions may go there: "public", "funder:3"
    mapping: Mapped[str] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=True)
    changed_on: Mapped[date]


class Dhis2Push(db.Model):
    """One edition on its way to a server: a try (`dry`) or the real thing, how far it is, and what the server said."""

    id: Mapped[int] = mapped_column(primary_key=True)
    server_id: Mapped[int] = mapped_column(ForeignKey("dhis2_server.id"), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    dry: Mapped[bool]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    asked_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(8), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True)
    )  # of the next try, or last sign of life
    message: Mapped[str] = mapped_column(String(400), default="")
    sent: Mapped[str] = mapped_column(Text, default="[]")  # the data values, as the server has them now: JSON
    same: Mapped[bool] = mapped_column(default=False)  # they are those of the push before
    summary: Mapped[str] = mapped_column(Text, default="{}")
    __table_args__ = (CheckConstraint(_STATES, name="status"),)


class FunderMember(db.Model):
    """Which funder somebody who signs in belongs to, and where a notice goes (empty: nowhere)."""

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True, autoincrement=False)
    funder_id: Mapped[int] = mapped_column(ForeignKey("funding_source.id"), index=True)
    email: Mapped[str] = mapped_column(String(120), default="")


class Notice(db.Model):
    """An e-mail without content, "something was published": to whom, and whether it went out."""

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    status: Mapped[str] = mapped_column(String(8), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    message: Mapped[str] = mapped_column(String(400), default="")
    __table_args__ = (UniqueConstraint("edition_id", "member_id"), CheckConstraint(_STATES, name="status"))
