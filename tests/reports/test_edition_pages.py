"""The pages of an edition: what each person may do, what they are told, what happens when two press at once."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from outreach.clock import now
from outreach.errors import BadInputError
from outreach.reports import store
from outreach.reports.editions import life, moving
from outreach.reports.editions import store as editions
from outreach.reports.template import store as template_store
from outreach.reports.template.rules import DEFAULT
from outreach.team import audit
from tests.reports.editing import Desk, desk
from tests.team.people import People

__all__ = ["desk"]


@pytest.fixture
def database() -> str:
    """Pages are the same on both databases; the queries behind them are tried on both in test_editions.py."""
    return "sqlite"


def post(people: People, who: str, path: str, desk: Desk, **fields: Any) -> Any:
    """A button on the page of an edition, with the version that the page showed."""
    number = int(re.search(r"/(\d+)/", path)[1])  # type: ignore[index]
    fields.setdefault("version", desk.row(number).version)
    return people.browser(who).post(path, data=fields)


def pressed(people: People, who: str, path: str, desk: Desk) -> str:
    """A button, and the page that it leads to."""
    number = int(re.search(r"/(\d+)/", path)[1])  # type: ignore[index]
    answer = people.browser(who).post(path, data={"version": desk.row(number).version}, follow_redirects=True)
    return str(answer.text)


def shown(people: People, who: str, path: str) -> str:
    """The page as text, spaces as one."""
    return re.sub(r"\s+", " ", people.browser(who).get(path).text)


def test_the_list_says_how_to_begin(people: People, desk: Desk) -> None:
    page = shown(people, "bo", "/reports")
    assert "No draft yet." in page
    assert page.index("2026Q3") < page.index("2026Q4")
    assert "October to December 2026 (still running)" in page


def test_asking_leads_to_the_page_that_follows_it(people: People, desk: Desk) -> None:
    fields = {"template": 0, "period": "2026Q3", "paper": "Letter", "language": "ar"}
    first = people.browser("bo").post("/reports", data=fields)
    second = people.browser("ada").post("/reports", data=fields)
    assert (first.status_code, first.location, second.location) == (303, "/reports/1", "/reports/1")
    page = shown(people, "bo", "/reports/1")
    assert "waiting its turn" in page
    assert 'data-follow="/reports/1/work"' in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"period": "1900Q1"},
        {"paper": "A3"},
        {"language": "xx"},
        {"template": 7},
        {"template": "x"},
        {"period": ""},
    ],
)
def test_bad_input_is_told_at_the_form(people: People, desk: Desk, wrong: dict[str, str]) -> None:
    fields = {"template": 0, "period": "2026Q3", "paper": "A4", "language": "en"} | wrong
    answer = people.browser("bo").post("/reports", data=fields)
    assert answer.status_code == 400
    assert "to mend" in answer.text


def test_paper_and_language_are_the_templates_own_unless_others_are_chosen(
    people: People, desk: Desk
) -> None:
    number = desk.run(template_store.save, replace(DEFAULT, name="Rapport", language="fr", paper="Letter"))
    page = people.browser("bo").get("/reports").text
    assert page.count('<option value="">As the template says</option>') == 2
    for paper, language, wanted in (("", "", ("Letter", "fr")), ("A4", "ar", ("A4", "ar"))):
        fields = {"template": number, "period": "2026Q3", "paper": paper, "language": language}
        edition = int(people.browser("bo").post("/reports", data=fields).location.rpartition("/")[2])
        wish = editions.wish_of(desk.row(edition))
        assert (wish.paper, wish.language) == wanted


def test_what_is_published_already_is_not_begun_again(people: People, desk: Desk) -> None:
    desk.published()
    fields = {"template": 0, "period": "2026Q3", "paper": "A4", "language": "en"}
    answer = people.browser("bo").post("/reports", data=fields)
    assert (answer.status_code, "published already" in answer.text) == (409, True)


def test_the_five_proofs_stand_beside_the_draft(people: People, desk: Desk) -> None:
    number = desk.drafted()
    page = shown(people, "ada", f"/reports/{number}")
    for words in (
        "Period closed", "No phone was in use", "Nobody can be singled out", "The attack worked out none of them",
        "The file is accessible", "Drafted by Bo. You may approve; Bo may not.",
    ):  # fmt: skip
        assert words in page
    assert re.search(r'aria-disabled="true"[^>]*>Publish<', page)
    assert "Opens after approval. A published report never changes." in page


def test_its_author_is_told_that_somebody_else_approves(people: People, desk: Desk) -> None:
    number = desk.drafted()
    desk.step(number, life.WAITING)
    page = shown(people, "bo", f"/reports/{number}")
    assert "Somebody else approves: you drafted it or wrote in it." in page
    assert re.search(r'aria-disabled="true"[^>]*>Approve edition 1<', page)


def test_the_whole_way_with_the_buttons(people: People, desk: Desk) -> None:
    number = desk.drafted()
    at = f"/reports/{number}"
    assert "waits for a second person" in pressed(people, "bo", f"{at}/send", desk)
    assert post(people, "ada", f"{at}/approve", desk, read="y").status_code == 303
    assert desk.row(number).approver_id == people.ids["ada"]
    assert "What happens" in people.browser("ada").get(f"{at}/publish").text
    assert post(people, "ada", f"{at}/publish", desk).status_code == 303
    desk.work(number, "publish", "ada")
    page = shown(people, "bo", at)
    assert desk.run(editions.published, number).pdf_sha256.hex() in page
    assert "Approved by" in page
    actions = [row.action for row in desk.run(audit.page)]
    assert {"sent report for approval", "approved report", "asked to publish", "published report"} <= set(
        actions
    )


def test_approving_asks_whether_it_was_read(people: People, desk: Desk) -> None:
    number = desk.drafted()
    desk.step(number, life.WAITING)
    post(people, "ada", f"/reports/{number}/approve", desk)
    assert desk.row(number).status == "waiting"


def test_the_same_person_cannot_approve_by_hand_either(people: People, desk: Desk) -> None:
    number = desk.drafted()
    desk.step(number, life.WAITING)
    answer = post(people, "bo", f"/reports/{number}/approve", desk, read="y")
    assert (answer.status_code, desk.row(number).status) == (409, "waiting")


def test_nothing_is_published_by_hand_before_approval(people: People, desk: Desk) -> None:
    number = desk.drafted()
    assert people.browser("ada").get(f"/reports/{number}/publish").status_code == 409
    assert post(people, "ada", f"/reports/{number}/publish", desk).status_code == 409
    assert desk.run(store.work_on, number).purpose == "draft"


def test_publishing_wants_the_password_again(people: People, desk: Desk, clock: Any) -> None:
    number = desk.approved()
    browser = people.browser("ada")
    clock.move(minutes=11)
    assert "/confirm" in browser.get(f"/reports/{number}/publish").location


@pytest.mark.parametrize("step", ["send", "back", "approve", "drop", "again", "publish"])
def test_a_page_that_is_too_old_changes_nothing(people: People, desk: Desk, step: str) -> None:
    number = desk.drafted()
    answer = post(people, "ada", f"/reports/{number}/{step}", desk, version=0, read="y", context="x")
    assert answer.status_code == 409
    assert desk.row(number).version == 2


def test_sending_back_and_taking_back(people: People, desk: Desk) -> None:
    number = desk.approved()
    assert post(people, "cleo", f"/reports/{number}/back", desk).status_code == 303
    row = desk.row(number)
    assert (row.status, row.approver_id) == ("draft", None)


def test_putting_aside_can_be_undone(people: People, desk: Desk) -> None:
    number = desk.drafted()
    page = pressed(people, "bo", f"/reports/{number}/drop", desk)
    assert "The report is put aside." in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]  # type: ignore[index]
    assert post(people, "bo", f"/reports/{number}/restore", desk, version=version).status_code == 303
    assert desk.row(number).status == "draft"


def test_what_was_begun_anew_is_not_taken_up_again(people: People, desk: Desk) -> None:
    number = desk.drafted()
    post(people, "bo", f"/reports/{number}/drop", desk)
    assert desk.begin() != number
    assert post(people, "bo", f"/reports/{number}/restore", desk).status_code == 409


def test_a_refused_edition_says_which_proof_failed(people: People, desk: Desk) -> None:
    number = desk.approved()
    desk.proof = {
        "complete": True,
        "found": 1,
        "words": "A hidden count can be worked out from printed numbers.",
    }
    desk.work(number, "publish", "ada")
    page = shown(people, "ada", f"/reports/{number}")
    assert "It could not go out." in page
    assert (
        "A hidden count can be worked out from printed numbers. Nothing went out and nothing is lost." in page
    )


def test_what_changed_since_the_last_preview(people: People, desk: Desk) -> None:
    number = desk.drafted()
    at = next(
        at for at, cell in desk.made.cells.items() if cell.value and not dict(at.where).keys() - {"time"}
    )
    was = desk.made.cells[at].value
    cells = {**desk.made.cells, at: type(desk.made.cells[at])((was or 0) + 3)}
    desk.made = desk.made.__class__(**{**vars(desk.made), "cells": cells})
    desk.work(number)
    page = shown(people, "bo", f"/reports/{number}")
    assert "1 figure changed" in page
    assert f"{was:,} → {(was or 0) + 3:,}" in page


def test_progress_and_stop(people: People, desk: Desk) -> None:
    number = desk.begin()
    work = desk.run(store.ask, number, "draft", people.ids["bo"], desk.today)
    desk.run(store.claim, work, now())
    desk.run(store.go_on, work, now(), step=2, steps=6, step_name="Hiding what could single somebody out")
    page = shown(people, "bo", f"/reports/{number}")
    assert "step 2 of 6, hiding what could single somebody out." in page
    assert "You may leave this page" in page
    assert "step 2 of 6" in shown(people, "ada", "/reports")
    for _ in range(2):
        assert people.browser("bo").post(f"/reports/{number}/stop").status_code == 303
    assert "It was stopped." in shown(people, "bo", f"/reports/{number}")


def test_the_files_have_neutral_names(people: People, desk: Desk) -> None:
    number = desk.approved()
    for wanted in ("report-q3-2026-draft.pdf", "report-q3-2026-1.pdf"):
        with closing(people.browser("bo").get(f"/reports/{number}/file")) as answer:
            assert answer.headers["Content-Disposition"] == f"attachment; filename={wanted}"
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.data.startswith(b"%PDF")
        desk.work(number, "publish", "ada")


def test_each_page_has_a_picture(people: People, desk: Desk) -> None:
    number = desk.drafted()
    assert people.browser("bo").get(f"/reports/{number}/page/2.png").data.startswith(b"\x89PNG")
    assert people.browser("bo").get(f"/reports/{number}/page/3.png").status_code == 404


def test_correcting_says_why(people: People, desk: Desk) -> None:
    number = desk.published()
    at = f"/reports/{number}/correct"
    assert "stays as it is" in people.browser("bo").get(at).text
    answer = post(people, "bo", at, desk, what="", reason="")
    assert (answer.status_code, "Say what changed and why" in answer.text) == (400, True)
    answer = post(people, "bo", at, desk, what="words", reason="A name was wrong.")
    assert answer.location == f"/reports/{number + 1}"
    assert desk.row(number + 1).words_only
    assert post(people, "bo", at, desk, what="words", reason="Again.").status_code == 409


@pytest.mark.parametrize("reason", ["There were 412, not 421.", "Now {contacts}.", "word " * 300])
def test_a_reason_is_printed_as_it_stands_and_holds_no_number(
    people: People, desk: Desk, reason: str
) -> None:
    number = desk.published()
    answer = post(people, "bo", f"/reports/{number}/correct", desk, what="words", reason=reason)
    assert (answer.status_code, "to mend" in answer.text, reason.strip() in answer.text) == (400, True, True)
    with pytest.raises(BadInputError):
        desk.run(moving.correct, desk.row(number), people.ids["bo"], desk.today, reason, True)
    assert len(desk.run(editions.editions)) == 1


def test_an_edition_that_was_corrected_says_so(people: People, desk: Desk) -> None:
    number = desk.published()
    post(people, "bo", f"/reports/{number}/correct", desk, what="words", reason="A name was wrong.")
    desk.work(number + 1)
    desk.approve(number + 1)
    desk.work(number + 1, "publish", "ada")
    assert "A corrected edition stands in its place." in shown(people, "bo", f"/reports/{number}")
    page = shown(people, "bo", f"/reports/{number + 1}")
    assert "A name was wrong." in page
    assert "<li>No figure.</li>" in page
    assert people.browser("bo").get(f"/reports/{number}/file").status_code == 200


def test_text_with_markup_and_right_to_left(people: People, desk: Desk) -> None:
    number = desk.drafted()
    words = "<script>alert(1)</script> **strong**\r\n\r\n- التقينا {contacts} شخصا\u202e"
    assert post(people, "bo", f"/reports/{number}/text", desk, context=words).status_code == 303
    assert (
        desk.run(editions.texts, number)["context"]
        == "<script>alert(1)</script> **strong**\n\n- التقينا {contacts} شخصا"
    )
    page = people.browser("bo").get(f"/reports/{number}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<strong>strong</strong>" in page
    assert 'dir="auto"' in page


def test_a_typed_number_is_told_beside_its_field(people: People, desk: Desk) -> None:
    number = desk.drafted()
    assert (
        post(people, "bo", f"/reports/{number}/text", desk, plan="412 people, {contats}").status_code == 303
    )
    page = shown(people, "bo", f"/reports/{number}/text")
    assert "“412” is a number typed by hand" in page
    assert "Did you mean {contacts}?" in page
    assert 'aria-invalid="true"' in page


def test_two_who_write_at_once_lose_no_word(people: People, desk: Desk) -> None:
    number, at = desk.drafted(), "/reports/1/text"
    seen = desk.row(number).version
    assert post(people, "ada", at, desk, plan="Ada's plan.", version=seen).status_code == 303
    answer = post(people, "bo", at, desk, plan="Bo's plan.", gaps="Rain.", version=seen)
    assert answer.status_code == 409
    for words in ("not saved yet", "Bo&#39;s plan.</textarea>", "Kept now: <bdi>Ada&#39;s plan.", "Rain."):
        assert words in answer.text
    assert desk.run(editions.texts, number)["plan"] == "Ada's plan."
    version = re.search(r'name="version"[^>]* value="(\d+)"', answer.text)[1]  # type: ignore[index]
    again = post(people, "bo", at, desk, plan="Ada's plan, and Bo's.", gaps="Rain.", version=version)
    assert again.status_code == 303
    assert desk.run(editions.texts, number)["plan"] == "Ada's plan, and Bo's."


def test_a_text_that_is_too_long_is_given_back(people: People, desk: Desk) -> None:
    number = desk.drafted()
    answer = post(people, "bo", f"/reports/{number}/text", desk, plan="word " * 900)
    assert answer.status_code == 400
    assert "word word" in answer.text


def test_the_last_change_of_a_text_can_be_undone(people: People, desk: Desk) -> None:
    number = desk.drafted()
    for words in ("First.", "Second."):
        post(people, "bo", f"/reports/{number}/text", desk, plan=words)
    assert "Undo the last change" in shown(people, "bo", f"/reports/{number}/text")
    assert post(people, "bo", f"/reports/{number}/text/undo", desk).status_code == 303
    assert desk.run(editions.texts, number)["plan"] == "First."


def test_placeholders_are_listed_with_what_they_read(people: People, desk: Desk) -> None:
    number = desk.drafted()
    page = shown(people, "bo", f"/reports/{number}/text")
    assert "{contacts}" in page
    assert "<code>.change</code>" in page


def test_what_is_out_has_no_editor(people: People, desk: Desk) -> None:
    number = desk.published()
    assert people.browser("bo").get(f"/reports/{number}/text").status_code == 409


def test_drafts_by_themselves_can_be_switched(people: People, desk: Desk) -> None:
    people.browser("bo").post("/reports/by-itself/0/1")
    assert desk.run(store.schedules) == {0: True}
    assert "Switch off" in shown(people, "bo", "/reports")
    people.browser("bo").post("/reports/by-itself/99/1")
    assert desk.run(store.schedules) == {0: True}


@pytest.mark.parametrize("path", ["", "/file", "/page/1.png", "/text", "/publish", "/correct"])
def test_a_funder_sees_no_drafts(people: People, desk: Desk, path: str) -> None:
    number = desk.drafted()
    assert people.browser("finn").get(f"/reports/{number}{path}").status_code == 403


@pytest.mark.parametrize("path", ["", "/file", "/page/1.png", "/text", "/publish", "/correct"])
def test_what_does_not_exist_is_a_404(people: People, desk: Desk, path: str) -> None:
    assert people.browser("bo").get(f"/reports/999{path}").status_code == 404


def test_today_reminds_the_second_person(people: People, desk: Desk) -> None:
    number = desk.drafted()
    assert "can be finished" in shown(people, "bo", "/")
    desk.step(number, life.WAITING)
    assert "The report July to September 2026 waits for approval" in shown(people, "ada", "/")
    assert "waits for approval" not in shown(people, "bo", "/")
    assert "1 waiting for you" in shown(people, "ada", "/reports")


def test_a_running_draft_says_when_it_closes(people: People, desk: Desk, clock: Any) -> None:
    clock.set(datetime(2026, 10, 13, 21, tzinfo=UTC))
    page = shown(people, "bo", f"/reports/{desk.drafted()}")
    assert "Period not closed yet" in page
    assert "The period closes on 14 October 2026. Until then this is a running draft." in page
