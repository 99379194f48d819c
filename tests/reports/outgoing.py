"""Published editions for tests of what leaves the house, put in as publishing leaves them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert

from outreach.reports.content.document import Document
from outreach.reports.editions.models import Edition, Published
from outreach.reports.template.models import Funding

DAY = date(2026, 10, 16)


def add_funder(conn: Connection, name: str) -> int:
    """A funding source."""
    lists = dict.fromkeys(("zones", "sites", "not_eligible"), "[]")
    made = insert(Funding.__table__).values(name=name, source="", active=True, **lists).returning(Funding.id)
    return int(conn.execute(made).scalar_one())


def publish(
    conn: Connection, document: Document, audience: str, member: int, corrects: int | None = None, number: int = 1,
    day: date = DAY,
) -> int:  # fmt: skip
    """A published edition; gives its number."""
    shared = {
        "period": "2026Q3", "audience": audience, "template": 0, "language": "en", "number": number,
        "title": "Quarterly report", "corrects_id": corrects,
    }  # fmt: skip
    edition = insert(Edition.__table__).values(
        **shared, wish="{}", threshold=5, paper="A4", status="published", author_id=member, approver_id=member + 1,
        approved_on=day, made_on=day, closes_on=day, document=document.to_json(), words_only=False, reason="",
        changed="[]", proof="{}", pages=12, trouble="", version=1,
    )  # fmt: skip
    made = int(conn.execute(edition.returning(Edition.id)).scalar_one())
    pdf = f"%PDF-1.7 {audience} {number} {made}".encode()
    conn.execute(
        insert(Published.__table__).values(
            **shared, edition_id=made, scope="{}", published_on=day, publisher_id=member, document=document.to_json(),
            pdf=pdf, pages=12, pdf_sha256=hashlib.sha256(pdf).digest(), figures_sha256=document.digest(),
            audit_head=bytes(32), code_version="test", proof="{}",
        )
    )  # fmt: skip
    return made


Run = Callable[..., Any]
