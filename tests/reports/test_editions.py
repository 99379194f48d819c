"""The life of an edition: a second person, a closed period, a proof; and what is out never changes."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from outreach.disclosure.cells import Protected, key, months
from outreach.errors import ConflictError, NotPublishedError
from outreach.reports import store, work
from outreach.reports.content.document import from_json
from outreach.reports.editions import gate, life, publishing, standing
from outreach.reports.editions import store as editions
from outreach.team import audit
from tests.reports.editing import WISH, Desk, desk

__all__ = ["desk"]
NOW = key("contacts", {"time": months("2026-07", "2026-09")})


@pytest.fixture
def database() -> str:
    """What touches the store is tried on both databases in test_frozen.py."""
    return "sqlite"


def why(desk: Desk, number: int, who: str, what: str) -> str:
    here = desk.run(standing.read, desk.row(number), desk.ids[who], desk.today)
    return str(getattr(life, f"why_not_{what}")(here))


def test_another_language_is_another_report(desk: Desk) -> None:
    assert desk.begin() != desk.begin(dataclasses.replace(WISH, language="ar"))


def test_a_draft_is_kept_with_its_figures_and_its_proof(desk: Desk) -> None:
    row = desk.row(desk.drafted())
    document = from_json(row.document)
    assert document.cells == desk.made.cells
    assert (row.status, row.pages, json.loads(row.proof)["found"]) == ("draft", 2, 0)
    assert (document.about["state"], document.about["closed"]) == ("draft", "2026-10-14")


def test_what_went_out_is_what_was_approved(desk: Desk) -> None:
    number = desk.approved()
    before = from_json(desk.row(number).document)
    desk.made = dataclasses.replace(desk.made, cells={**desk.made.cells, NOW: Protected(9999)})
    assert desk.work(number, "publish", "ada").status == "done"
    after = from_json(desk.run(editions.published, number).document)
    assert (after.cells, after.narrative, after.late) == (before.cells, before.narrative, before.late)


def test_its_author_cannot_approve(desk: Desk) -> None:
    number = desk.drafted()
    desk.step(number, life.WAITING)
    assert why(desk, number, "bo", "approve") == "You drafted it or wrote in it. A second person approves."
    assert why(desk, number, "ada", "approve") == ""


def test_nor_can_anybody_who_wrote_in_it(desk: Desk) -> None:
    number = desk.drafted()
    desk.run(editions.write, desk.row(number), desk.ids["ada"], {"plan": "More nights."})
    desk.work(number, "words")
    desk.step(number, life.WAITING)
    assert why(desk, number, "ada", "approve").startswith("You drafted it or wrote in it.")
    assert why(desk, number, "cleo", "approve") == ""


def test_nothing_is_published_without_approval(desk: Desk) -> None:
    number = desk.drafted()
    ended = desk.work(number, "publish", "ada")
    assert (ended.status, desk.run(editions.published, number)) == ("failed", None)
    assert ended.message == "Opens after approval. A published report never changes."


def test_an_approver_who_wrote_in_it_later_does_not_count(desk: Desk) -> None:
    number = desk.approved()
    desk.run(editions.add_writer, number, desk.ids["ada"])
    assert desk.work(number, "publish", "cleo").message == "It needs the approval of a second person."


def test_a_period_that_is_not_closed_cannot_be_published(desk: Desk, clock: Any) -> None:
    clock.set(datetime(2026, 10, 13, 21, tzinfo=UTC))
    number = desk.drafted()
    assert (
        why(desk, number, "bo", "send")
        == "The period closes on 14 October 2026. Until then this is a running draft."
    )
    desk.approve(number)
    assert desk.work(number, "publish", "ada").status == "failed"


def test_a_draft_from_before_the_closing_cannot_either(desk: Desk) -> None:
    desk.made = dataclasses.replace(desk.made, about={**desk.made.about, "as_at": "2026-10-13"})
    number = desk.drafted()
    assert why(desk, number, "bo", "send").startswith("This draft was made before the period closed.")


def test_text_that_changed_since_the_preview_holds_it_back(desk: Desk) -> None:
    number = desk.drafted()
    desk.run(editions.write, desk.row(number), desk.ids["bo"], {"plan": "More nights."})
    assert why(desk, number, "bo", "send").startswith("The text was changed since this preview.")
    assert desk.work(number, "words").status == "done"
    assert why(desk, number, "bo", "send") == ""
    assert from_json(desk.row(number).document).narrative == {"plan": "More nights."}


def test_a_typed_number_holds_it_back(desk: Desk) -> None:
    number = desk.drafted()
    desk.run(editions.write, desk.row(number), desk.ids["bo"], {"plan": "We met 412 people."})
    desk.work(number, "words")
    assert why(desk, number, "bo", "send") == "The text holds something that must be mended first."


def test_writing_takes_the_approval_away(desk: Desk) -> None:
    number = desk.approved()
    desk.run(editions.write, desk.row(number), desk.ids["cleo"], {"plan": "More nights."})
    row = desk.row(number)
    assert (row.status, row.approver_id) == ("draft", None)


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        ({"complete": True, "found": 1, "words": gate.FOUND["exact"]}, "A hidden count can be worked out"),
        ({"complete": False, "found": 0, "words": gate.TOO_LONG}, "did not come to an end in time"),
        ({"complete": False, "found": 0, "words": gate.BROKEN}, "could not read the file"),
        ({}, "could not be proven"),
    ],
)
def test_a_failed_proof_publishes_nothing_and_loses_nothing(
    desk: Desk, proof: dict[str, Any], words: str
) -> None:
    number = desk.approved()
    desk.proof = proof
    ended = desk.work(number, "publish", "ada")
    row = desk.row(number)
    assert ended.status == "failed"
    assert words in ended.message
    assert (row.status, row.trouble == ended.message, desk.run(editions.published, number)) == (
        "approved",
        True,
        None,
    )
    assert "published report" not in {line.action for line in desk.run(audit.page)}


def test_a_gate_that_dies_publishes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = desk.approved()

    def dead(*_args: Any) -> dict[str, Any]:
        raise MemoryError

    monkeypatch.setattr(publishing, "attacked", dead)
    with pytest.raises(MemoryError):
        desk.work(number, "publish", "ada")
    row = desk.row(number)
    assert (row.status, desk.run(editions.published, number)) == ("approved", None)
    assert "Nothing is lost" in row.trouble
    assert desk.run(store.work_on, number).status == "failed"


def test_the_file_that_goes_out_is_the_one_that_was_attacked(desk: Desk) -> None:
    number = desk.published()
    assert desk.tried[-1] == desk.run(editions.published, number).pdf


def test_publishing_that_was_killed_is_taken_up_again_and_done_once(desk: Desk, clock: Any) -> None:
    number = desk.approved()
    asked = desk.run(store.ask, number, "publish", desk.ids["ada"], desk.today)
    desk.run(store.claim, asked, clock.now)
    clock.move(minutes=2)
    assert desk.run(store.unfinished, clock.now) == [asked]
    with desk.app.app_context():
        work.make(asked)
        work.make(asked)
    assert len(desk.run(editions.all_published)) == 1


def test_a_proof_without_the_report_that_went_out_meanwhile_does_not_count(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = desk.approved(), desk.approved(dataclasses.replace(WISH, language="fr"))
    passing = publishing.attacked

    def overtaken(audience: str, pdf: bytes, alive: Any) -> dict[str, Any]:
        monkeypatch.setattr(publishing, "attacked", passing)
        desk.work(first, "publish", "ada")
        return passing(audience, pdf, alive)

    monkeypatch.setattr(publishing, "attacked", overtaken)
    assert desk.work(second, "publish", "ada").message == publishing.PASSED_BY
    assert [row.edition_id for row in desk.run(editions.all_published)] == [first]
    assert desk.work(second, "publish", "ada").status == "done"


def test_the_same_report_is_not_published_twice(desk: Desk) -> None:
    desk.published()
    with pytest.raises(ConflictError, match="published already"):
        desk.begin()


def test_no_page_can_change_what_is_out(desk: Desk) -> None:
    number = desk.published()
    row = desk.row(number)
    for attempt in (
        lambda: desk.run(editions.write, row, desk.ids["bo"], {"plan": "x"}),
        lambda: desk.run(editions.change, row, life.OPEN, status=life.DRAFT),
    ):
        with pytest.raises(ConflictError):
            attempt()
    assert desk.run(editions.keep_draft, number, document="{}") is False


def test_a_correction_in_words_keeps_every_figure(desk: Desk) -> None:
    old = desk.published()
    known = {"reason": "A name.", "words_only": True, "made_on": desk.today, "author_id": desk.ids["bo"]}
    new = desk.run(editions.correct, desk.row(old), **known)
    desk.made = dataclasses.replace(desk.made, cells={NOW: Protected(1)})
    desk.work(new)
    before, after = (from_json(desk.run(editions.published, old).document), from_json(desk.row(new).document))
    assert after.cells == before.cells
    assert after.changes == [{"reason": "A name."}]


def test_only_what_is_out_can_be_corrected_and_only_once_at_a_time(desk: Desk) -> None:
    known = {"reason": "x", "words_only": True, "made_on": desk.today, "author_id": desk.ids["bo"]}
    open_ = desk.drafted(dataclasses.replace(WISH, language="pt"))
    with pytest.raises(ConflictError, match="Only a published report"):
        desk.run(editions.correct, desk.row(open_), **known)
    old = desk.published()
    desk.run(editions.correct, desk.row(old), **known)
    with pytest.raises(ConflictError, match="begun already"):
        desk.run(editions.correct, desk.row(old), **known)


def test_a_correction_whose_difference_fails_is_not_published(desk: Desk) -> None:
    old = desk.published()
    known = {"reason": "x", "words_only": False, "made_on": desk.today, "author_id": desk.ids["bo"]}
    new = desk.run(editions.correct, desk.row(old), **known)
    desk.work(new)
    desk.approve(new)
    desk.proof = {"complete": True, "found": 1}
    ended = desk.work(new, "publish", "ada")
    assert ended.status == "failed"
    assert "next report" in ended.message
    assert desk.run(editions.corrected_by, old) is None


def test_the_error_for_a_failed_proof_tells_no_number() -> None:
    assert not any(
        sign.isdigit() for sign in NotPublishedError().message + publishing.refusal({"found": 1}, True)
    )


def test_a_public_report_is_attacked_beside_what_funders_hold_too(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {"public": [b"public"], editions.EVERYTHING: [b"public", b"funder"]}

    def examine(_pdf: bytes, earlier: list[bytes], _alive: Any, *, told_more: bool = False) -> dict[str, Any]:
        assert told_more is (b"funder" in earlier)
        return {"complete": True, "found": len(earlier) - 1, "words": "Found."}

    monkeypatch.setattr(editions, "published_files", lambda _conn, audience: held[audience])
    monkeypatch.setattr(gate, "examine", examine)
    with app.app_context():
        proof = publishing.attacked("public", b"new", lambda: None)
    assert proof["found"] == 1
    assert "A funder who holds its own report" in proof["words"]


def test_the_ledger_tells_the_public_apart_from_funders_who_read_its_reports_too(desk: Desk) -> None:
    desk.published(dataclasses.replace(WISH, audience="funder:1", threshold=5))
    desk.published()
    told = {audience: desk.run(editions.ledger, audience) for audience in ("public", "funder:1")}
    assert [release.others for release in told["public"]] == [True, False]
    assert [release.others for release in told["funder:1"]] == [False, False]
