"""`outreach report`: the whole way of an edition at the command line, by people who prove who they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from outreach.reports.commands import report
from outreach.reports.editions import store as editions
from outreach.team import audit
from tests.reports.editing import Desk, desk
from tests.team.people import PASSWORD

__all__ = ["desk"]
Say = Callable[..., Result]


@pytest.fixture
def database() -> str:
    """What the commands call is tried on both databases elsewhere."""
    return "sqlite"


@pytest.fixture
def say(desk: Desk) -> Iterator[Say]:
    """`say("list")`: the command, with the password typed when it is asked for."""

    def call(*words: Any, password: str = PASSWORD) -> Result:
        return CliRunner().invoke(report, [str(word) for word in words], input=f"{password}\n")

    with desk.app.app_context():
        yield call


BO, ADA = ("--as", "bo@example.org"), ("--as", "ada@example.org")


def test_the_whole_way(desk: Desk, say: Say, tmp_path: Path) -> None:
    words = tmp_path / "plan.txt"
    words.write_text("More nights for {contacts} contacts.", "utf-8")
    made = say("draft", "--period", "2026Q3", *BO)
    assert made.exit_code == 0, made.output
    assert "Nobody can be singled out" in made.output
    assert say("text", 1, "plan", words, *BO).exit_code == 0
    assert say("send", 1, *BO).exit_code == 0
    assert "You drafted it" in str(say("approve", 1, *BO).exception)
    assert say("approve", 1, *ADA).exit_code == 0
    out = say("publish", 1, *ADA)
    assert desk.run(editions.published, 1).pdf_sha256.hex() in out.output
    assert "edition 1  published" in say("list").output


def test_a_file_is_saved_in_each_form_and_known_again(desk: Desk, say: Say, tmp_path: Path) -> None:
    number = desk.published()
    for end in (".pdf", ".csv", ".xlsx", ".json"):
        assert say("save", number, "--out", tmp_path / f"edition{end}").exit_code == 0
    assert json.loads((tmp_path / "edition.json").read_text())["about"]["state"] == "published"
    assert "published 2026-11-20" in say("verify", tmp_path / "edition.pdf").output
    assert "not an edition" in str(say("verify", tmp_path / "edition.csv").exception)


def test_a_wrong_password_changes_nothing(desk: Desk, say: Say) -> None:
    number = desk.drafted()
    assert "do not belong together" in str(say("send", number, *BO, password="wrong password").exception)
    assert desk.row(number).status == "draft"


def test_a_funder_cannot_draft(desk: Desk, say: Say) -> None:
    asked = say("draft", "--period", "2026Q3", "--as", "finn@example.org")
    assert "coordinators and administrators" in str(asked.exception)
    assert desk.run(editions.editions) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("draft", "--period", "last", *BO), "A period looks like"),
        (("draft", "--period", "2027Q1", *BO), "has not begun"),
        (("draft", "--period", "2026Q3", "--template", "9", *BO), "no such template"),
        (("send", 99, *BO), "no such report"),
        (("publish", 99, *BO), "no such report"),
        (("save", 99, "--out", "x.pdf"), "no such report"),
    ],
)
def test_bad_input_is_told_in_words(say: Say, words: tuple[Any, ...], told: str) -> None:
    result = say(*words)
    assert (result.exit_code, told in str(result.exception)) == (1, True)


def test_without_anything_it_says_what_to_give(say: Say) -> None:
    assert "Give --period and --out" in say().output


def test_a_refused_publication_says_why_and_leaves_nothing(desk: Desk, say: Say) -> None:
    number = desk.approved()
    desk.proof = {"complete": False, "found": 0, "words": "The attack did not come to an end in time."}
    assert "did not come to an end" in str(say("publish", number, *ADA).exception)
    assert desk.run(editions.published, number) is None


def test_typed_numbers_in_a_file_are_refused(desk: Desk, say: Say, tmp_path: Path) -> None:
    number = desk.drafted()
    words = tmp_path / "plan.txt"
    words.write_text("We met 412 people.", "utf-8")
    result = say("text", number, "plan", words, *BO)
    assert "typed by hand" in result.output
    assert desk.run(editions.texts, number) == {}
    words.write_bytes(b"\xff\xfe")
    assert "not UTF-8" in str(say("text", number, "plan", words, *BO).exception)


def test_no_file_is_written_over(desk: Desk, say: Say, tmp_path: Path) -> None:
    number = desk.drafted()
    there = tmp_path / "there.csv"
    there.write_text("mine")
    assert "exists already" in str(say("save", number, "--out", there).exception)
    assert "ends in" in str(say("save", number, "--out", tmp_path / "x.doc").exception)
    assert there.read_text() == "mine"


def test_a_correction_begins_with_its_reason(desk: Desk, say: Say) -> None:
    number = desk.published()
    assert say("correct", number, "--reason", "A name was wrong.", "--words-only", *BO).exit_code == 0
    row = desk.row(number + 1)
    assert (row.corrects_id, row.words_only, row.reason) == (number, True, "A name was wrong.")


def test_who_did_it_stands_in_the_log(desk: Desk, say: Say) -> None:
    say("draft", "--period", "2026Q3", *BO)
    (line,) = [row for row in desk.run(audit.page) if row.action == "asked for draft"]
    assert line.actor == f"member:{desk.ids['bo']}"


def test_what_was_sent_is_taken_back_and_put_aside(desk: Desk, say: Say) -> None:
    number = desk.approved()
    assert say("back", number, *BO).exit_code == 0
    assert (desk.row(number).status, desk.row(number).approver_id) == ("draft", None)
    assert say("drop", number, *BO).exit_code == 0
    assert desk.row(number).status == "dropped"
    assert say("back", number, *BO).exit_code == 1
