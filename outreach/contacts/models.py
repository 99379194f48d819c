"""One row per contact, coarse by constraint: a date and part of day, a zone, an age band; never more.

A row is the fold of all records about one first record (device, n, uid): the version of highest rank.
A row may stand without its first record (an amendment came first) or be void (a void came first).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class Contact(db.Model):
    """`populations` and `topics` are bit sets over the positions in codes.json; `person` is a yearly pseudonym."""

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    n: Mapped[int]
    uid: Mapped[bytes] = mapped_column(LargeBinary(16))
    seq: Mapped[int]  # envelope of the version that counts: the receipt number
    rank_source: Mapped[int]  # 0 the phone, 1 a coordinator
    rank_n: Mapped[int]
    void: Mapped[bool]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    day: Mapped[date | None]
    part: Mapped[int | None]
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zone.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    setting: Mapped[str | None] = mapped_column(String(12))
    people: Mapped[int] = mapped_column(default=0)
    seen: Mapped[int] = mapped_column(default=0)
    age: Mapped[str | None] = mapped_column(String(8))
    gender: Mapped[str | None] = mapped_column(String(12))
    populations: Mapped[int] = mapped_column(default=0)
    topics: Mapped[int] = mapped_column(default=0)
    person: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    others: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    return_method: Mapped[str | None] = mapped_column(String(8))
    return_amount: Mapped[float | None]
    secs: Mapped[int] = mapped_column(default=0)
    tally: Mapped[int] = mapped_column(default=0, server_default="0")  # 1: nothing was asked of anybody
    __table_args__ = (
        Index("uq_contact_first", "device_id", "n", "uid", unique=True),
        Index("ix_contact_day_person", "day", "person"),
        CheckConstraint("part is null or part between 0 and 3", name="part"),
        CheckConstraint("void or (day is not null and zone_id is not null and people >= 1)", name="whole"),
        CheckConstraint("not void or (day is null and person is null)", name="void_empty"),
        CheckConstraint("age is null or length(age) <= 8", name="age_band"),
    )
