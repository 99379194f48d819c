"""Rollups: figures kept up to date with signed deltas in the transaction that folds a record.

`rebuild` computes all of them again from the rows and proves that both agree. A row that falls to zero is deleted:
it would tell that something was there. The tables are clustered by their key (no hidden rowid on SQLite).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db

CLUSTERED = {"sqlite_with_rowid": False}


class DayContact(db.Model):
    """Contacts of a day by zone and site (site 0 = none)."""

    day: Mapped[date] = mapped_column(primary_key=True)
    zone_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contacts: Mapped[int]
    people: Mapped[int]
    first_time: Mapped[int]  # contacts with somebody who came for the first time
    been_before: Mapped[int]
    returned: Mapped[int]  # used needles
    others: Mapped[int]
    uncoded: Mapped[int]  # contacts without a participant code
    __table_args__ = (CLUSTERED,)


class DayItem(db.Model):
    """Units handed out on a day by zone, site (0 = none) and item."""

    day: Mapped[date] = mapped_column(primary_key=True)
    zone_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    quantity: Mapped[int]
    contacts: Mapped[int]
    __table_args__ = (CLUSTERED,)


class MonthItem(db.Model):
    """The same by month ("2026-11"), zone, site and item: a year's page reads thousands of rows, not millions."""

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    zone_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    quantity: Mapped[int]
    contacts: Mapped[int]
    __table_args__ = (CLUSTERED,)


class MonthTally(db.Model):
    """Contacts and people of a month by zone and one dimension (figures/tallies.py says which there are);
    multi-select values count once each. `amount` is a sum that belongs to the dimension (returned: needles)."""

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    dim: Mapped[str] = mapped_column(String(20), primary_key=True)
    zone_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[str] = mapped_column(String(32), primary_key=True)
    contacts: Mapped[int]
    people: Mapped[int]
    amount: Mapped[int] = mapped_column(default=0)
    __table_args__ = (CLUSTERED,)


class DayReferral(db.Model):
    """Referrals offered on a day by zone, type and furthest status."""

    day: Mapped[date] = mapped_column(primary_key=True)
    zone_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type_id: Mapped[int] = mapped_column(ForeignKey("referral_type.id"), primary_key=True)
    status: Mapped[str] = mapped_column(String(12), primary_key=True)
    referrals: Mapped[int]
    __table_args__ = (CLUSTERED,)


class MonthReferral(db.Model):
    """Referrals offered in a month by zone, type and furthest status."""

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    zone_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type_id: Mapped[int] = mapped_column(ForeignKey("referral_type.id"), primary_key=True)
    status: Mapped[str] = mapped_column(String(12), primary_key=True)
    referrals: Mapped[int]
    __table_args__ = (CLUSTERED,)


class PersonPeriod(db.Model):
    """Contacts of one pseudonym in a month, quarter or year ("2026-10", "2026Q4", "2026")."""

    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    person: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    contacts: Mapped[int]
    __table_args__ = (CLUSTERED,)


class PeriodPeople(db.Model):
    """Distinct participant codes of a period. Never added up over periods or zones."""

    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    codes: Mapped[int]
    __table_args__ = (CLUSTERED,)


class GroupPeople(db.Model):
    """Distinct participant codes of one group in a period some of whose rows were erased. Never added up."""

    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    population: Mapped[str] = mapped_column(String(12), primary_key=True)
    codes: Mapped[int]
    __table_args__ = (CLUSTERED,)


class Sealed(db.Model):
    """A month whose rows were erased, with the digest of its totals; a rebuild never touches them."""

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    sealed_on: Mapped[date]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
