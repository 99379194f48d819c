"""What the store itself holds to, on both databases: a second person, one at a time, and what is out never changes."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import DatabaseError

from outreach.disclosure.cells import Protected, key, months
from outreach.errors import ConflictError
from outreach.reports.content.document import from_json
from outreach.reports.content.rules import Wish
from outreach.reports.editions import life
from outreach.reports.editions import store as editions
from outreach.reports.editions.models import Edition, Narrative, Published
from outreach.team import audit
from tests.reports.editing import Desk, desk

__all__ = ["desk"]
NOW = key("contacts", {"time": months("2026-07", "2026-09")})


def test_asking_twice_for_the_same_report_gives_one(desk: Desk) -> None:
    assert desk.begin() == desk.begin(member="ada")


def test_the_whole_way_out(desk: Desk) -> None:
    number = desk.published()
    out = desk.run(editions.published, number)
    assert hashlib.sha256(out.pdf).digest() == out.pdf_sha256
    assert hashlib.sha256(out.document.encode()).digest() == out.figures_sha256
    assert from_json(out.document).about["state"] == "published"
    assert from_json(out.document).cells == desk.made.cells
    assert out.code_version == "0.1.0"
    assert desk.row(number).status == "published"


def test_the_head_of_the_log_is_frozen_and_publishing_is_logged(desk: Desk) -> None:
    number = desk.approved()
    head = desk.run(audit.head)
    desk.work(number, "publish", "ada")
    out = desk.run(editions.published, number)
    assert out.audit_head == head
    (line,) = [row for row in desk.run(audit.page) if row.action == "published report"]
    assert line.subject == f"edition {number} sha256 {out.pdf_sha256.hex()}"


def test_the_store_refuses_an_author_as_approver(desk: Desk) -> None:
    number = desk.drafted()
    with pytest.raises(DatabaseError):
        desk.step(number, life.APPROVED, approver_id=desk.ids["bo"])


def test_the_store_refuses_an_approved_edition_without_approver(desk: Desk) -> None:
    number = desk.drafted()
    with pytest.raises(DatabaseError):
        desk.step(number, life.APPROVED)


def test_two_people_at_once_cannot_pass_one_another(desk: Desk) -> None:
    number = desk.drafted()
    seen = desk.row(number)
    desk.run(editions.write, seen, desk.ids["bo"], {"plan": "First."})
    with pytest.raises(ConflictError):
        desk.run(editions.write, seen, desk.ids["ada"], {"plan": "Second."})
    assert desk.run(editions.texts, number) == {"plan": "First."}


@pytest.mark.parametrize(
    "statement",
    [
        update(Published).values(title="Another"),
        delete(Published),
        update(Edition).values(reason="Another"),
        delete(Edition),
        update(Edition).values(status="draft"),
        insert(Narrative).values(section="plan", text="x", before=""),
        update(Narrative).values(text="Another"),
        delete(Narrative),
    ],
)
def test_the_store_refuses_every_change_of_what_is_out(desk: Desk, statement: Any) -> None:
    number = desk.drafted()
    desk.run(editions.write, desk.row(number), desk.ids["bo"], {"context": "A word."})
    desk.work(number, "words")
    desk.approve(number)
    desk.work(number, "publish", "ada")
    if statement.is_insert:
        statement = statement.values(edition_id=number)
    with pytest.raises(DatabaseError, match="a published edition never changes"):
        desk.run(lambda conn: conn.execute(statement))


def test_a_demo_that_was_cut_off_may_be_emptied(desk: Desk) -> None:
    desk.published()
    desk.run(lambda conn: conn.execute(text("INSERT INTO meta (key, value) VALUES ('demo', 'begun')")))
    desk.run(lambda conn: conn.execute(delete(Published)))
    assert desk.run(editions.all_published) == []


def test_an_audience_holds_what_it_may_hold(desk: Desk) -> None:
    public = desk.published()
    funder = desk.published(Wish("2026Q3", 5, audience="funder:1"))
    assert desk.run(editions.ledger_numbers, "public") == [public]
    assert desk.run(editions.ledger_numbers, "funder:2") == [public, funder]
    assert [one.threshold for one in desk.run(editions.ledger, "funder:2")] == [11, 11]
    assert len(desk.run(editions.published_files, "public")) == 1


def test_a_correction_stands_beside_the_old_edition(desk: Desk) -> None:
    old = desk.published()
    kept = desk.run(editions.published, old).pdf
    known = {
        "reason": "A box was counted twice.",
        "words_only": False,
        "made_on": desk.today,
        "author_id": desk.ids["bo"],
    }
    new = desk.run(editions.correct, desk.row(old), **known)
    value = desk.made.cells[NOW].value
    desk.made = dataclasses.replace(desk.made, cells={**desk.made.cells, NOW: Protected(value - 40)})
    assert desk.work(new).status == "done"
    document = from_json(desk.row(new).document)
    assert document.about["edition"] == 2
    assert document.changes[0] == {"reason": "A box was counted twice."}
    assert {"was": f"{value:,}", "now": f"{value - 40:,}"}.items() <= document.changes[1].items()
    desk.approve(new)
    assert desk.work(new, "publish", "ada").status == "done"
    assert desk.run(editions.published, old).pdf == kept
    assert desk.run(editions.corrected_by, old) == new
