"""Editions for tests: begun, drafted from the made-up quarter, approved, published, without drawing a real PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
import pytest
from flask import Flask

from outreach.database import reading, transaction
from outreach.reports import build, store, work
from outreach.reports.content import drafting
from outreach.reports.content.document import Document
from outreach.reports.content.rules import Wish
from outreach.reports.editions import life, publishing, starting
from outreach.reports.editions import store as editions
from outreach.reports.template.rules import DEFAULT
from tests.reports.sample import sample_document

WISH = Wish("2026Q3", 11)
CLOSED = date(2026, 10, 14)
SAFE = {"complete": True, "found": 0, "earlier": 0, "seconds": 1.8, "tried": 14}


def small_pdf(document: Document) -> bytes:
    """Two empty pages with the document inside: another file for other figures or words."""
    with pikepdf.new() as file:
        for _ in range(2):
            file.add_blank_page(page_size=(200, 283))
        file.attachments["figures.json"] = document.to_json().encode()
        out = io.BytesIO()
        file.save(out, static_id=True)
    return out.getvalue()


class Desk:
    """Does with editions what the pages and the worker do; `made` is what the next draft is drafted as."""

    def __init__(self, app: Flask, run: Callable[..., Any], ids: dict[str, int]) -> None:
        self.app, self.run, self.ids = app, run, ids
        self.made = sample_document(as_at="2026-11-20", threshold=11, audience="public")
        self.proof: dict[str, Any] = dict(SAFE)
        self.tried: list[bytes] = []

    @property
    def today(self) -> date:
        """The programme's day."""
        with self.app.app_context():
            return build.today()

    def begin(self, wish: Wish = WISH, member: str | None = "bo") -> int:
        """An edition without a draft."""
        who = self.ids[member] if member else None
        return int(self.run(starting.begin, DEFAULT, wish, self.today, who))

    def work(self, number: int, purpose: str = "draft", member: str = "bo") -> Any:
        """Asks for work and does it; how it ended."""
        asked = self.run(store.ask, number, purpose, self.ids[member], self.today)
        with self.app.app_context():
            work.make(asked)
        return self.run(store.report, asked)

    def drafted(self, wish: Wish = WISH, member: str = "bo") -> int:
        """An edition with a draft."""
        number = self.begin(wish, member)
        assert self.work(number, member=member).status == "done"
        return number

    def step(self, number: int, status: str, **values: Any) -> None:
        """From one state into the next, without the page."""
        row = self.row(number)
        self.run(editions.change, row, life.OPEN, status=status, **values)

    def approved(self, wish: Wish = WISH) -> int:
        """Drafted by Bo, approved by Ada."""
        number = self.drafted(wish)
        self.approve(number)
        return number

    def approve(self, number: int, who: str = "ada") -> None:
        """Sent and approved."""
        self.step(number, life.WAITING)
        self.step(number, life.APPROVED, approver_id=self.ids[who], approved_on=self.today)

    def published(self, wish: Wish = WISH) -> int:
        """Out."""
        number = self.approved(wish)
        ended = self.work(number, "publish", "ada")
        assert ended.status == "done", ended.message
        return number

    def row(self, number: int) -> Any:
        """The edition."""
        return self.run(editions.edition, number)


@pytest.fixture
def desk(
    app: Flask, run: Callable[..., Any], people: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """Drafts are the made-up quarter, PDFs are two empty pages, and the attack says what `desk.proof` says."""
    made = Desk(app, run, people.ids)

    def draft(
        _conn: Any,
        _wish: Wish,
        _today: date,
        _earlier: Any,
        progress: Callable[[int, str], None],
        _beat: Any,
        _corrects: str,
    ) -> Document:
        progress(1, "Reading the figures")
        return made.made

    def draw(
        document: Document, _paper: str, _progress: Any, alive: Callable[[], None]
    ) -> tuple[bytes, list[str]]:
        alive()
        return small_pdf(document), []

    def attacked(_audience: str, pdf: bytes, _alive: Any) -> dict[str, Any]:
        made.tried.append(pdf)
        return dict(made.proof)

    monkeypatch.setattr(drafting, "draft", draft)
    monkeypatch.setattr(build, "draw", draw)
    monkeypatch.setattr(publishing, "attacked", attacked)
    return made


__all__ = ["CLOSED", "SAFE", "WISH", "Desk", "desk", "reading", "small_pdf", "transaction"]
