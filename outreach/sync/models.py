"""The envelope store: every sealed record that ever arrived, durable before it is opened."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class Envelope(db.Model):
    """One sealed record as it arrived. There is no index on the random `uid` alone: at a million rows each
    insert would touch a random page; look-ups go by (device, n, uid)."""

    seq: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    n: Mapped[int]
    uid: Mapped[bytes] = mapped_column(LargeBinary(16))
    key_id: Mapped[str] = mapped_column(String(7))
    v: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)  # erased after BODY_DAYS; the rest is the receipt
    status: Mapped[str] = mapped_column(String(11))
    reason: Mapped[str | None] = mapped_column(String(20))
    decided: Mapped[str | None] = mapped_column(String(8))  # a coordinator's word on quarantine
    kind: Mapped[str | None] = mapped_column(String(8))
    arrived_on: Mapped[date]
    sender_id: Mapped[int] = mapped_column(
        ForeignKey("device.id")
    )  # the phone that brought it (rescue, re-enrolled)
    __table_args__ = (
        Index("ix_envelope_device_n", "device_id", "n"),
        Index("ix_envelope_status", "status", "decided"),
        CheckConstraint("status in ('stored', 'quarantined', 'conflict')", name="status"),
        CheckConstraint("decided is null or decided in ('approved', 'rejected')", name="decided"),
        {"sqlite_autoincrement": True},  # a receipt number is never used twice, even after a delete
    )


class Gap(db.Model):
    """Numbers `first` … `last` of a phone that never arrived although a later one did.

    Kept as ranges, so that a batch never has to look through all that a phone ever sent.
    """

    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"), primary_key=True)
    first: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
    __table_args__ = (CheckConstraint("first >= 1 and last >= first", name="range"),)
