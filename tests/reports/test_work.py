"""The worker: one piece of work at a time, stopped when asked, taken up again after a crash, told in plain words."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from outreach import jobs
from outreach.clock import now
from outreach.errors import NothingToReportError
from outreach.reports import build, store, work
from outreach.reports.content import drafting
from outreach.reports.content.document import from_json
from outreach.reports.editions import life, making
from tests.reports.editing import WISH, Desk, desk

__all__ = ["desk"]


@pytest.fixture
def database() -> str:
    """What the worker does is the same on both; its queries are tried on both in test_editions.py."""
    return "sqlite"


@pytest.fixture
def number(desk: Desk) -> int:
    """Work that waits, on an edition without a draft."""
    return int(desk.run(store.ask, desk.begin(), "draft", desk.ids["bo"], desk.today))


def test_asking_twice_gives_one_piece_of_work(desk: Desk, number: int) -> None:
    assert desk.run(store.ask, desk.begin(), "draft", None, desk.today) == number


def test_a_draft_is_made_and_its_file_kept_to_this_server(desk: Desk, number: int) -> None:
    with desk.app.app_context():
        work.make(number)
    row = desk.row(desk.begin())
    with desk.app.app_context():
        path = work.draft_file(row.id, row.document)
    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_mode & 0o777 == 0o600
    assert desk.run(store.report, number).status == "done"


def test_the_file_of_an_older_draft_goes(desk: Desk, clock: Any) -> None:
    edition = desk.drafted()
    before = desk.row(edition).document
    desk.made = desk.made.__class__(**{**vars(desk.made), "about": {**desk.made.about, "grant": "other"}})
    desk.work(edition)
    with desk.app.app_context():
        assert not work.draft_file(edition, before).exists()
        assert work.draft_file(edition, desk.row(edition).document).exists()


def test_files_that_no_draft_needs_are_swept_away_at_night(desk: Desk, clock: Any) -> None:
    with desk.app.app_context():
        out, aside = desk.published(), desk.drafted(replace(WISH, period="2026Q2"))
        desk.step(aside, life.DROPPED)
        folder = work.draft_file(out, desk.row(out).document).parent
        needed = work.draft_file(aside, desk.row(aside).document)
        left = work.draft_file(7, "cut off before it was kept")
        work.write_file(left, b"%PDF")
        long_ago = now().timestamp()
        for path in (*folder.glob("*.pdf"), left):
            os.utime(path, (long_ago, long_ago))
        clock.move(hours=23)
        work.sweep()
        assert left.exists()  # somebody may just be making it
        clock.move(hours=2)
        work.sweep()
        assert list(folder.iterdir()) == [needed]


def test_a_second_worker_leaves_it_alone(desk: Desk, number: int) -> None:
    desk.run(store.claim, number, now())
    with desk.app.app_context():
        work.make(number)
    assert desk.row(desk.begin()).document is None


def test_what_was_cut_off_is_taken_up_again(desk: Desk, number: int, clock: Any) -> None:
    desk.run(store.claim, number, now())
    assert desk.run(store.unfinished, now()) == []
    clock.move(minutes=2)
    assert desk.run(store.unfinished, now()) == [number]
    with desk.app.app_context():
        work.make(number)
    assert desk.run(store.report, number).status == "done"


def test_what_was_stopped_leaves_everything_as_it_was(
    desk: Desk, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draft(
        _conn: Any, _wish: Any, _today: Any, _earlier: Any, progress: Callable[[int, str], None], *_more: Any
    ) -> Any:
        desk.run(store.stop, number)
        progress(2, "Next")

    monkeypatch.setattr(drafting, "draft", draft)
    with desk.app.app_context():
        work.make(number)
    assert desk.run(store.report, number).status == "stopped"
    assert desk.row(desk.begin()).document is None


def test_a_worker_that_ends_puts_its_work_back(desk: Desk, number: int) -> None:
    with desk.app.app_context():
        jobs.jobs().ending.set()
        work.make(number)
    assert desk.run(store.report, number).status == "waiting"


def test_what_failed_is_told_in_words_and_the_old_draft_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = desk.drafted()
    before = desk.row(edition).document

    def draft(*_args: Any) -> Any:
        raise NothingToReportError("There are fewer than 11 contacts.")

    monkeypatch.setattr(drafting, "draft", draft)
    ended = desk.work(edition)
    assert (ended.status, ended.message) == ("failed", "There are fewer than 11 contacts.")
    assert desk.row(edition).document == before


def test_the_unexpected_is_told_without_its_text(
    desk: Desk, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(*_args: Any) -> Any:
        raise ValueError("a participant's secret")

    monkeypatch.setattr(build, "draw", draw)
    with desk.app.app_context():
        jobs.jobs().do("report", number)
    assert "secret" not in desk.run(store.report, number).message


def test_a_draft_that_was_sent_on_meanwhile_is_not_written_over(desk: Desk) -> None:
    edition = desk.approved()
    before = desk.row(edition).document
    ended = desk.work(edition)
    assert (ended.status, ended.message) == ("failed", work.MOVED_ON)
    assert desk.row(edition).document == before


def test_the_worker_looks_for_what_waits(desk: Desk, number: int) -> None:
    with desk.app.app_context():
        mine = jobs.jobs()
        mine.look()
        while (task := mine.huey.dequeue()) is not None:
            mine.huey.execute(task)
        mine.huey.storage.close()
    assert desk.run(store.report, number).status == "done"


def test_progress_is_told_in_steps(desk: Desk, number: int) -> None:
    desk.run(store.claim, number, now())
    with desk.app.app_context():
        course = work.Course(number)
        course.say("Reading the figures")
        course.say("Hiding what could single somebody out")
    row = desk.run(store.report, number)
    assert (row.step, row.steps, row.step_name) == (2, making.STEPS, "Hiding what could single somebody out")


def test_the_text_of_now_stands_over_the_figures_of_the_draft(desk: Desk) -> None:
    edition = desk.drafted()
    figures = from_json(desk.row(edition).document).cells
    desk.made = desk.made.__class__(**{**vars(desk.made), "cells": {}})
    desk.work(edition, "words")
    assert from_json(desk.row(edition).document).cells == figures


def test_nightly_tasks_do_not_hold_up_one_another(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def broken() -> None:
        raise NothingToReportError()

    monkeypatch.setattr(jobs, "_nightly", {"a": broken, "b": lambda: done.append("b")})
    with desk.app.app_context():
        jobs.jobs().night()
    assert done == ["b"]
