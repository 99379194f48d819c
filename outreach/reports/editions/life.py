"""The life of an edition: draft → waits for approval → approved → published, and what stands in the way of each.

Decisions only, in words that are shown as they are: neither Flask nor the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..content.document import Document
from ..words import day

DRAFT, WAITING, APPROVED, PUBLISHED, DROPPED = "draft", "waiting", "approved", "published", "dropped"
OPEN = (DRAFT, WAITING, APPROVED)
STATES: Mapping[str, tuple[str, str]] = {  # kind of mark, words
    DRAFT: ("wait", "draft"),
    WAITING: ("wait", "waits for approval"),
    APPROVED: ("ok", "approved, not out yet"),
    PUBLISHED: ("ok", "published"),
    DROPPED: ("off", "put aside"),
}
REFUSED_DIFFERENCE = (
    "The difference from the old edition could single somebody out. Put this correction aside: what it would have said "
    "is told in the next report."
)


@dataclass(frozen=True)
class Standing:
    """What is known of an edition when somebody looks at it. `me` is the number of that member, `writers` those who
    drafted or wrote in it, `names` their names. `proof` is what the attack on the draft found."""

    status: str
    today: date
    closes_on: date
    me: int
    author: int | None = None
    approver: int | None = None
    writers: frozenset[int] = frozenset()
    names: Mapping[int, str] = field(default_factory=dict)
    document: Document | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    refused: int = 0  # things in the text that must be mended
    proof: Mapping[str, Any] = field(default_factory=dict)
    working: bool = False  # long work on it is waiting or running
    words_only: bool = False
    correction: bool = False
    pages: int = 0

    @property
    def closed(self) -> bool:
        """Whether the period is closed."""
        return self.today >= self.closes_on

    @property
    def drafted_after_closing(self) -> bool:
        """Whether the newest draft holds what had come at closing. A correction in words keeps its figures."""
        if self.document is None:
            return False
        return self.words_only or date.fromisoformat(self.document.about["as_at"]) >= self.closes_on

    @property
    def text_changed(self) -> bool:
        """Whether the text was changed since the newest draft."""
        return self.document is not None and dict(self.document.narrative) != shown_texts(self.texts)


def shown_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """The sections in which something is written."""
    return {section: text for section, text in texts.items() if text.strip()}


def why_not_send(here: Standing) -> str:
    """Why this edition cannot be sent for approval; "" when it can."""
    if here.status != DRAFT:
        return "It was sent already."
    return _why_not_ready(here)


def why_not_approve(here: Standing) -> str:
    """Why this member cannot approve; "" when they can."""
    if here.status != WAITING:
        return (
            "There is nothing to approve now."
            if here.status != DRAFT
            else "It was not sent for approval yet."
        )
    if here.me in here.writers or here.me == here.author:
        return "You drafted it or wrote in it. A second person approves."
    return _why_not_ready(here)


def why_not_publish(here: Standing) -> str:
    """Why it cannot be published; "" when it can."""
    if here.status == PUBLISHED:
        return "It is published. A published report never changes."
    if here.status != APPROVED:
        return "Opens after approval. A published report never changes."
    if here.approver is None or here.approver == here.author or here.approver in here.writers:
        return "It needs the approval of a second person."
    return _why_not_ready(here)


def _why_not_ready(here: Standing) -> str:
    if here.working:
        return "It is being made. Wait until that is done."
    if here.document is None:
        return "There is no draft yet."
    if not here.closed:
        return f"The period closes on {day(here.closes_on)}. Until then this is a running draft."
    if not here.drafted_after_closing:
        return "This draft was made before the period closed. Make it again with the figures of now."
    if here.text_changed:
        return "The text was changed since this preview. Make the preview again."
    if here.refused:
        return "The text holds something that must be mended first."
    if not passed(here.proof):
        return (
            REFUSED_DIFFERENCE
            if here.correction
            else "The attack on this draft did not end well. Make the draft again."
        )
    return ""


def passed(proof: Mapping[str, Any]) -> bool:
    """Whether an attack was carried to its end and found nothing."""
    return bool(proof.get("complete")) and proof.get("found") == 0
