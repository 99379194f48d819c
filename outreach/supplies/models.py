"""Catalogue, bundles, lines handed out, and the ledger of stock movements."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class Item(db.Model):
    """A supply item in single usable units. `pack` is JSON {name: units}; `step` is what one tap adds."""

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    short: Mapped[str] = mapped_column(String(24))
    category: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(12), default="each")
    counts: Mapped[str] = mapped_column(
        String(20), default=""
    )  # what it adds up to: needles, condoms, doses …
    factor: Mapped[int] = mapped_column(default=1)  # units of `counts` in one (a two-dose kit: 2)
    icon: Mapped[str] = mapped_column(String(24))
    step: Mapped[int] = mapped_column(default=1)
    pack: Mapped[str] = mapped_column(Text, default="{}")
    position: Mapped[int] = mapped_column(default=0)
    stocked: Mapped[bool] = mapped_column(
        default=True
    )  # False: people trained, samples sent; no shelf holds them
    usual: Mapped[int | None]  # place among the team's usual items; None = only under "All items"
    active: Mapped[bool] = mapped_column(default=True)


class Bundle(db.Model):
    """What is usually given together, one tap on the phone. `lines` is JSON [[item code, quantity], …]."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(16), unique=True)
    icon: Mapped[str] = mapped_column(String(24))
    lines: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)


class Line(db.Model):
    """Units of one item handed out in one contact."""

    __tablename__ = "supply_line"
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    quantity: Mapped[int]
    reason: Mapped[str | None] = mapped_column(String(12))  # why naloxone again: used, lost …
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"), {"sqlite_with_rowid": False})


class Lot(db.Model):
    """A delivery of one item with its expiry."""

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    number: Mapped[str] = mapped_column(String(40))
    expires_on: Mapped[date | None]


class Movement(db.Model):
    """One entry of the stock ledger; `quantity` is signed. Handing out is not here: it is counted from contacts."""

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"))
    kind: Mapped[str] = mapped_column(String(10))
    quantity: Mapped[int]
    pair_id: Mapped[int | None]  # the other half of a transfer
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    __table_args__ = (
        Index("ix_movement_site_item_day", "site_id", "item_id", "day"),
        CheckConstraint("kind in ('received', 'transfer', 'lost', 'expired', 'adjusted')", name="kind"),
        CheckConstraint(
            "(kind = 'received' and quantity > 0) or (kind in ('lost', 'expired') and quantity < 0)"
            " or kind in ('transfer', 'adjusted')",
            name="sign",
        ),
    )


class Stock(db.Model):
    """On hand now per site and item: all movements minus all handed out. Kept by signed deltas; may be negative
    (a shortfall is flagged, never refused: the supplies were given). Site 0 stands for contacts that named no
    store: it can only fall below zero, so that every unit is accounted for."""

    site_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    on_hand: Mapped[int]
    __table_args__ = ({"sqlite_with_rowid": False},)
