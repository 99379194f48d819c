"""An organisation's own words for the phone app, and the languages that somebody who speaks them has looked through."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class Rewording(db.Model):
    """One message in an organisation's own words; laid over the build's on phones after their next sync."""

    lang: Mapped[str] = mapped_column(String(5), primary_key=True)
    key: Mapped[str] = mapped_column(String(160), primary_key=True)  # domain and key, "phone.newContact"
    said: Mapped[str] = mapped_column(Text)  # JSON: a text, or the forms of a plural


class CheckedLanguage(db.Model):
    """A language that an administrator has confirmed: somebody who grew up with it has read all of it."""

    lang: Mapped[str] = mapped_column(String(5), primary_key=True)
    checked_on: Mapped[date]
