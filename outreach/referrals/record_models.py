"""Slips that came back, also those whose referral has not come yet."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db
from ..entries import OfEntry


class Outcome(OfEntry, db.Model):
    """How a referral went, told by its slip code. It waits here when the referral comes later."""

    __tablename__ = "slip_outcome"
    day: Mapped[date]
    slip: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(12))
    __table_args__ = (
        Index("ix_slip_outcome_slip", "slip"),
        Index("ix_slip_outcome_day", "day"),
        CheckConstraint("status in ('attended', 'accepted', 'declined', 'unknown')", name="status"),
    )
