"""Which cards phones may show, in which language, and what a programme wrote into the rights template."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class GuideApproval(db.Model):
    """A coordinator's word for one card in one language. It holds for the text of this digest and for no other."""

    card: Mapped[str] = mapped_column(String(24), primary_key=True)
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    approved_on: Mapped[date]
    checked: Mapped[bool]  # somebody who speaks the language well has read the translation
    checked_by: Mapped[str] = mapped_column(String(40))  # a role, never a name: "the medical lead"


class GuideFill(db.Model):
    """One gap of a template as the programme filled it, in one language."""

    card: Mapped[str] = mapped_column(String(24), primary_key=True)
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    line: Mapped[str] = mapped_column(String(16), primary_key=True)
    text: Mapped[str] = mapped_column(String(90))
    more: Mapped[str] = mapped_column(String(90))
