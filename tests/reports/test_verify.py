"""The public page: it knows a published file and its figures, and tells nothing else."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from outreach.reports.editions import store as editions
from outreach.reports.funders import verify_page
from tests.reports.editing import Desk, desk
from tests.team.people import People

__all__ = ["desk"]


@pytest.fixture
def database() -> str:
    """The page is the same on both databases; `by_hash` is tried on both in test_editions.py."""
    return "sqlite"


def asked(people: People, data: bytes = b"", **fields: Any) -> Any:
    """What somebody who is not signed in is told."""
    if data:
        fields["file"] = (io.BytesIO(data), "anything.pdf")
    return people.browser(None).post("/verify", data=fields)


def test_anybody_can_open_it(people: People) -> None:
    page = people.browser(None).get("/verify")
    assert (page.status_code, "Is this report ours?" in page.text) == (200, True)


def test_a_published_file_is_known(people: People, desk: Desk) -> None:
    out = desk.run(editions.published, desk.published())
    page = asked(people, out.pdf).text
    assert "Yes. This is a report of" in page
    assert "July to September 2026" in page
    assert "Report to the public" in page


@pytest.mark.parametrize(
    "form", [str, str.upper, lambda text: " ".join(re.findall("..", text)), lambda t: f"sha256:{t}\n"]
)
def test_its_hash_is_known_however_it_is_written(
    people: People, desk: Desk, form: Callable[[str], str]
) -> None:
    out = desk.run(editions.published, desk.published())
    assert "Yes. This is" in asked(people, hash=form(out.pdf_sha256.hex())).text


def test_its_figures_are_known_too(people: People, desk: Desk) -> None:
    out = desk.run(editions.published, desk.published())
    assert "Yes. These are the figures of" in asked(people, out.document.encode()).text


def test_a_changed_byte_is_not_ours(people: People, desk: Desk) -> None:
    out = desk.run(editions.published, desk.published())
    answer = asked(people, out.pdf + b" ")
    assert (answer.status_code, "No. This is not an edition" in answer.text) == (200, True)


def test_a_draft_is_not_ours(people: People, desk: Desk) -> None:
    number = desk.approved()
    with desk.app.app_context():
        from_page = people.browser("bo").get(f"/reports/{number}/file").data
    assert "No. This is not" in asked(people, from_page).text


def test_it_names_nobody_and_no_number(people: People, desk: Desk) -> None:
    page = asked(people, desk.run(editions.published, desk.published()).pdf).text
    assert not re.search(r"\b(Bo|Ada|Cleo)\b", page)
    assert "1.8" not in page


def test_a_corrected_edition_is_told_of(people: People, desk: Desk) -> None:
    old = desk.published()
    known = {"reason": "x", "words_only": True, "made_on": desk.today, "author_id": desk.ids["bo"]}
    new = desk.run(editions.correct, desk.row(old), **known)
    desk.work(new)
    desk.approve(new)
    desk.work(new, "publish", "ada")
    pdf = {number: desk.run(editions.published, number).pdf for number in (old, new)}
    assert "A corrected edition was published since." in asked(people, pdf[old]).text
    assert "corrected edition" not in asked(people, pdf[new]).text


@pytest.mark.parametrize(
    "fields", [{}, {"hash": ""}, {"hash": "abc"}, {"hash": "g" * 64}, {"hash": "a" * 300}]
)
def test_what_is_no_hash_is_said_to_be_none(people: People, fields: dict[str, str]) -> None:
    answer = asked(people, **fields)
    assert answer.status_code == 400
    assert "to mend" in answer.text


def test_nothing_of_what_was_sent_comes_back(people: People) -> None:
    page = asked(people, b"<script>alert(1)</script>").text
    assert "alert(1)" not in page
    assert hashlib.sha256(b"<script>alert(1)</script>").hexdigest() in page


def test_too_large_a_file_is_refused(people: People) -> None:
    assert asked(people, b"x" * (6 * 1024 * 1024)).status_code == 413


def test_too_many_tries_have_to_wait(
    make_app: Callable[..., Flask],
    people_of: Callable[[Flask], People],
    monkeypatch: pytest.MonkeyPatch,
    clock: Any,
) -> None:
    monkeypatch.setattr(verify_page, "TRIES", 2)
    members = people_of(make_app(RATE_LIMIT=True))
    assert [asked(members, b"x").status_code for _ in range(3)] == [200, 200, 429]
