"""What workers tell about supplies beside handing out: requests, shelf counts, unmet needs, shifts with their bag."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db
from ..entries import OfEntry


class Restock(OfEntry, db.Model):
    """A worker asks for supplies. What became of it stands in `handled`."""

    day: Mapped[date]
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    urgency: Mapped[int]  # 0 when you can, 1 this week, 2 tonight
    __table_args__ = (
        Index("ix_restock_day", "day"),
        CheckConstraint("urgency between 0 and 2", name="urgency"),
    )


class RestockLine(db.Model):
    """Units of one item that are asked for."""

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("restock.entry_id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    quantity: Mapped[int]
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)


class StockCount(OfEntry, db.Model):
    """What was counted on a shelf. It changes nothing until a coordinator books it."""

    day: Mapped[date]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    __table_args__ = (Index("ix_stock_count_day", "day"),)


class StockCountLine(db.Model):
    """Units of one item on the shelf."""

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("stock_count.entry_id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    counted: Mapped[int]
    __table_args__ = (CheckConstraint("counted >= 0", name="counted"),)


class Unmet(OfEntry, db.Model):
    """Somebody asked for what was not there."""

    day: Mapped[date]
    part: Mapped[int]
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    what: Mapped[str] = mapped_column(String(8))
    code: Mapped[str | None] = mapped_column(String(12))
    why: Mapped[str] = mapped_column(String(12))
    people: Mapped[int]
    __table_args__ = (
        Index("ix_unmet_day", "day"),
        CheckConstraint("part between 0 and 3", name="part"),
        CheckConstraint("what in ('item', 'referral', 'other')", name="what"),
        CheckConstraint("people >= 1", name="people"),
    )


class Shift(OfEntry, db.Model):
    """A shift that has ended."""

    day: Mapped[date]
    part: Mapped[int]
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    setting: Mapped[str] = mapped_column(String(12))
    workers: Mapped[int]
    __table_args__ = (
        Index("ix_shift_day", "day"),
        CheckConstraint("part between 0 and 3", name="part"),
        CheckConstraint("workers >= 1", name="workers"),
    )


class ShiftLine(db.Model):
    """One item of a shift's bag, in units. What is missing is loaded + received − handed out − lost − handed on −
    counted; `why` says the reason the worker gave for it."""

    entry_id: Mapped[int] = mapped_column(ForeignKey("shift.entry_id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    loaded: Mapped[int]
    received: Mapped[int]
    handed_out: Mapped[int]
    lost: Mapped[int]
    handed_on: Mapped[int]
    counted: Mapped[int]
    why: Mapped[str | None] = mapped_column(String(12))


class Handled(db.Model):
    """What a coordinator did about a request, a count or a shift. By the entry's head, so that it outlives a correction
    of the record: what was booked once is never booked again."""

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    seq: Mapped[int]  # the receipt of the version that was handled
    __table_args__ = (CheckConstraint("step in ('on_way', 'done', 'booked', 'dismissed')", name="step"),)
