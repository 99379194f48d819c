"""Reports that were made, and the long work that makes them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class Report(db.Model):
    """One PDF asked for: its scope, its progress, and its file's name in instance/reports when it is done."""

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(String(12))
    threshold: Mapped[int]
    paper: Mapped[str] = mapped_column(String(6), default="A4")
    status: Mapped[str] = mapped_column(String(8), default="waiting")
    step: Mapped[int] = mapped_column(default=0)
    steps: Mapped[int] = mapped_column(default=0)
    step_name: Mapped[str] = mapped_column(String(40), default="")
    message: Mapped[str | None] = mapped_column(String(200))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    asked_on: Mapped[date]
    beat_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True)
    )  # last sign of life of its worker
    sha256: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    __table_args__ = (
        CheckConstraint("status in ('waiting', 'running', 'done', 'failed', 'stopped')", name="status"),
    )
