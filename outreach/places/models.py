"""Zones (named areas drawn by a coordinator) and sites (fixed stores)."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class Zone(db.Model):
    """A named area. `polygon` is the JSON list of [longitude, latitude] rings of a GeoJSON Polygon."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    polygon: Mapped[str] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=True)


class Site(db.Model):
    """A store from which bags are filled: an office, a van, a drop-in."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(16), default="office")
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zone.id"))
    active: Mapped[bool] = mapped_column(default=True)
