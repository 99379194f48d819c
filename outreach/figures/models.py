"""Rollups: figures kept up to date with signed deltas in the transaction that folds a record.

`rebuild` computes all of them again from the rows and proves that both agree.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class DayContact(db.Model):
    """Contacts of a day by zone and site (site 0 = none)."""

    day: Mapped[date] = mapped_column(primary_key=True)
    zone_id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(primary_key=True)
    contacts: Mapped[int]
    people: Mapped[int]
    returned: Mapped[int]
    others: Mapped[int]
    uncoded: Mapped[int]  # contacts without a participant code


class DayItem(db.Model):
    """Units handed out on a day by zone, site (0 = none) and item."""

    day: Mapped[date] = mapped_column(primary_key=True)
    zone_id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    quantity: Mapped[int]
    contacts: Mapped[int]


class MonthItem(db.Model):
    """The same by month ("2026-11"), zone, site and item: a year's page reads thousands of rows, not millions."""

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    zone_id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    quantity: Mapped[int]
    contacts: Mapped[int]


class MonthTally(db.Model):
    """Contacts and people of a month by zone and one dimension (`dim`: total, age, gender, setting, seen, part,
    population, topic, age_gender, gender_population, secs, returned …); multi-select values count once each."""

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    zone_id: Mapped[int] = mapped_column(primary_key=True)
    dim: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(32), primary_key=True)
    contacts: Mapped[int]
    people: Mapped[int]
    amount: Mapped[int] = mapped_column(default=0)  # dim-specific sum, e.g. used needles returned


class MonthReferral(db.Model):
    """Referrals offered in a month by zone, type and furthest status."""

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    zone_id: Mapped[int] = mapped_column(primary_key=True)
    type_id: Mapped[int] = mapped_column(ForeignKey("referral_type.id"), primary_key=True)
    status: Mapped[str] = mapped_column(String(12), primary_key=True)
    referrals: Mapped[int]


class PersonPeriod(db.Model):
    """Contacts of one pseudonym in a period ("2026Q4", "2026"); deleted when it falls to zero."""

    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    person: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    contacts: Mapped[int]


class PeriodPeople(db.Model):
    """Distinct participant codes of a period. Never added up over periods or zones."""

    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    codes: Mapped[int]


class Sealed(db.Model):
    """Totals of a month whose rows were erased, with the digest of what they were; a rebuild never touches them."""

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    sealed_on: Mapped[date]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


Index("ix_month_tally_dim", MonthTally.dim, MonthTally.month)
