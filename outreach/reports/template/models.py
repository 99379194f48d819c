"""Templates of reports, the money behind them, what is aimed for, and how many people there are thought to be."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class Funding(db.Model):
    """A funding source: what it covers and what it may not buy. Lists are JSON; [] means all zones, all sites."""

    __tablename__ = "funding_source"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    zones: Mapped[str] = mapped_column(Text, default="[]")
    sites: Mapped[str] = mapped_column(Text, default="[]")
    not_eligible: Mapped[str] = mapped_column(Text, default="[]")  # item codes
    source: Mapped[str] = mapped_column(String(200), default="")  # where the rule on items is written
    agreement_on: Mapped[date | None]  # since when counts from 5 on may be shown to this funder
    active: Mapped[bool] = mapped_column(default=True)


class Template(db.Model):
    """How one kind of report is made. Retired, never removed: editions name it."""

    __tablename__ = "report_template"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    audience: Mapped[str] = mapped_column(String(24))  # "public" or "funder:3"
    sections: Mapped[str] = mapped_column(Text)  # JSON lists, in their order
    packs: Mapped[str] = mapped_column(Text, default="[]")
    indicators: Mapped[str] = mapped_column(Text, default="[]")  # "pack:code"; [] means all of the packs
    every: Mapped[str] = mapped_column(String(8))
    starts: Mapped[int] = mapped_column(default=1)  # first month of the fiscal year
    closing_days: Mapped[int]
    threshold: Mapped[int]
    language: Mapped[str] = mapped_column(String(5))
    paper: Mapped[str] = mapped_column(String(6))
    zones: Mapped[str] = mapped_column(Text, default="[]")
    sites: Mapped[str] = mapped_column(Text, default="[]")
    funding_id: Mapped[int | None] = mapped_column(ForeignKey("funding_source.id"))
    dhis2: Mapped[str] = mapped_column(String(80), default="")  # name of a mapping; "" for none
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(
        default=1
    )  # a change made meanwhile by somebody else is not overwritten
    __table_args__ = (
        CheckConstraint("every in ('month', 'quarter', 'half', 'year', 'fiscal')", name="every"),
        CheckConstraint("starts between 1 and 12 and closing_days between 0 and 120", name="calendar"),
        CheckConstraint("threshold >= 11 or (threshold >= 5 and audience <> 'public')", name="threshold"),
    )


class IndicatorTarget(db.Model):
    """What an indicator is to come to in a period, in the indicator's own unit."""

    id: Mapped[int] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(String(31))
    code: Mapped[str] = mapped_column(String(31))
    period: Mapped[str] = mapped_column(String(12))
    value: Mapped[float]
    __table_args__ = (UniqueConstraint("pack", "code", "period"), CheckConstraint("value > 0", name="value"))


class SizeEstimate(db.Model):
    """How many people of a group there are thought to be, by whom and when; [] means the whole area."""

    id: Mapped[int] = mapped_column(primary_key=True)
    population: Mapped[str] = mapped_column(String(12))
    people: Mapped[int]
    low: Mapped[int | None]
    high: Mapped[int | None]
    year: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
    zones: Mapped[str] = mapped_column(Text, default="[]")
    __table_args__ = (
        CheckConstraint(
            "people > 0 and (low is null or low <= people) and (high is null or high >= people)",
            name="people",
        ),
    )
