"""Used equipment collected where nobody handed it over, and pairs of contacts that are not the same after all."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db
from ..entries import OfEntry


class Cleanup(OfEntry, db.Model):
    """One clean-up of a place. Its needles are a figure of their own, apart from what people brought back."""

    day: Mapped[date]
    part: Mapped[int]
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    returned: Mapped[int]
    method: Mapped[str] = mapped_column(String(8))
    amount: Mapped[float]
    __table_args__ = (
        Index("ix_cleanup_day", "day"),
        CheckConstraint("part between 0 and 3", name="part"),
        CheckConstraint("returned >= 1", name="returned"),
    )


class Apart(db.Model):
    """Two contacts that looked like one entered twice. A coordinator has said that they are not."""

    __tablename__ = "contact_apart"
    first_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    day: Mapped[date]
