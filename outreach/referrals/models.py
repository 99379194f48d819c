"""Referral types, the directory of services, and referrals that close by slip code without an identity."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class ReferralType(db.Model):
    """An entry of the taxonomy (references: indicator definitions of the funders it maps to)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    category: Mapped[str] = mapped_column(String(20))
    maps_to: Mapped[str] = mapped_column(String(120), default="")
    follow_up_days: Mapped[int] = mapped_column(default=14)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class Service(db.Model):
    """An entry of the directory. `types` JSON list of type codes; `hours` JSON {"mon": [["09:00","17:00"]], …};
    `flags` JSON list of free, affirming, no_papers, step_free; `languages` JSON list of ISO 639-1 codes;
    `meetings` JSON list of [day, from, to, which, what] (opening.Meeting); `closed_on` JSON list of [first, last] day;
    `by_phone`: it has no place that may be shown, and its position means nothing; `version` counts its changes."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    types: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    longitude: Mapped[float]
    latitude: Mapped[float]
    hours: Mapped[str] = mapped_column(Text)
    flags: Mapped[str] = mapped_column(Text, default="[]")
    affirming_says: Mapped[str] = mapped_column(String(80), default="")
    languages: Mapped[str] = mapped_column(Text, default="[]")
    checked_on: Mapped[date]
    active: Mapped[bool] = mapped_column(default=True)
    by_phone: Mapped[bool] = mapped_column(default=False, server_default=false())
    cost: Mapped[str] = mapped_column(String(80), default="", server_default="")
    notes: Mapped[str] = mapped_column(String(300), default="", server_default="")
    meetings: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    closed_on: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Referral(db.Model):
    """One referral of one contact. `status` is the furthest step known."""

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    type_id: Mapped[int] = mapped_column(ForeignKey("referral_type.id"))
    slip: Mapped[str] = mapped_column(String(8))
    mode: Mapped[str] = mapped_column(String(12))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"))
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    offered_on: Mapped[date]
    due_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(12), default="offered")
    settled_on: Mapped[date | None]
    # What a coordinator has said, and its day when that was final; slips that came back are reckoned on from there.
    said: Mapped[str | None] = mapped_column(String(12))
    said_on: Mapped[date | None]
    gone: Mapped[bool] = mapped_column(default=False)  # its contact was voided or amended without it
    __table_args__ = (
        Index("ix_referral_slip", "slip"),
        Index("ix_referral_open", "settled_on", "due_on"),  # those that wait have no `settled_on`
        CheckConstraint(
            "status in ('offered', 'accepted', 'appointment', 'attended', 'declined', 'unknown')",
            name="status",
        ),
    )
