"""Reversals, incidents and check-ins. The first two are coarse by construction: a month and a zone, never a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db
from ..entries import OfEntry


class Reversal(OfEntry, db.Model):
    """An overdose that was turned round. Nothing about the person."""

    month: Mapped[str] = mapped_column(String(7))
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    doses: Mapped[int]
    product: Mapped[str | None] = mapped_column(String(12))
    giver: Mapped[str | None] = mapped_column(String(12))
    ambulance: Mapped[int]  # 0 not asked, 1 yes, 2 no
    outcome: Mapped[str | None] = mapped_column(String(8))
    __table_args__ = (
        Index("ix_reversal_month", "month"),
        CheckConstraint("length(month) = 7", name="month"),
        CheckConstraint("doses between 0 and 20", name="doses"),
    )


class Incident(OfEntry, db.Model):
    """Harm that somebody met. `narrative` is sealed to the team's key: the server never reads it."""

    month: Mapped[str] = mapped_column(String(7))
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    about: Mapped[str] = mapped_column(String(12))
    types: Mapped[int]  # bit set, see record_rules.TYPES
    consents: Mapped[int]  # bit set, see record_rules.CONSENTS
    team_key: Mapped[str | None] = mapped_column(String(36))
    narrative: Mapped[bytes | None] = mapped_column(LargeBinary)
    __table_args__ = (
        Index("ix_incident_month", "month"),
        CheckConstraint("length(month) = 7", name="month"),
        CheckConstraint("types > 0", name="types"),
        # Without the team's consent there is no text to read.
        CheckConstraint("narrative is null or (consents % 2 = 1 and team_key is not null)", name="consent"),
    )


class Checkin(OfEntry, db.Model):
    """A worker on their own: all is well, help is needed, or no answer came in time."""

    day: Mapped[date]
    part: Mapped[int]
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    state: Mapped[str] = mapped_column(String(8))
    __table_args__ = (
        Index("ix_checkin_day", "day"),
        CheckConstraint("part between 0 and 3", name="part"),
        CheckConstraint("state in ('missed', 'safe', 'help')", name="state"),
    )
