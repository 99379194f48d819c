"""Warnings to the field, the keys that narratives are sealed to, and which missed check-ins a coordinator has seen."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class Alert(db.Model):
    """A warning that phones show until its last day. It is for every team: danger does not ask who works where."""

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(200))
    zones: Mapped[str] = mapped_column(Text)  # JSON list of zone ids; an empty one means all zones
    edition: Mapped[int]  # the newest has the highest; a change makes it the newest
    made_on: Mapped[date]
    until: Mapped[date]  # its last day
    withdrawn_on: Mapped[date | None]
    __table_args__ = (
        Index("ix_alert_until", "until"),
        CheckConstraint("kind in ('supply', 'bad_date', 'police', 'stock_out', 'other')", name="kind"),
        CheckConstraint("until >= made_on", name="until"),
    )


class TeamKey(db.Model):
    """A key that phones seal narratives to. `wrapped` holds its private half under a passphrase that never came here.

    The newest of a team is the one in use; older ones stay, so that older texts can still be opened.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)  # `team_key_id` in records
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    public: Mapped[bytes] = mapped_column(LargeBinary(65))
    wrapped: Mapped[str] = mapped_column(String(1000))  # JSON, see team_keys.py
    made_on: Mapped[date]
    changed_on: Mapped[date]  # when its passphrase was last set
    saved_on: Mapped[date | None]  # when a backup of it was last taken


class CheckinSeen(db.Model):
    """A coordinator has seen to a check-in that was missed. A record's head keeps its id when its rows are rebuilt."""

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    seen_on: Mapped[date]
