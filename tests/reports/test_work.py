"""The worker: one report at a time, stopped when asked, taken up again after a crash, failures in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from outreach import jobs
from outreach.clock import now
from outreach.errors import NothingToReportError
from outreach.reports import build, store, work
from outreach.reports.rules import Wish

WISH = Wish("2026Q3", 5)
Run = Callable[..., Any]


@pytest.fixture
def number(run: Run, clock: Any) -> int:
    """A report that waits."""
    return int(run(store.ask, WISH, None, now().date()))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Wish]:
    """Instead of a PDF: three steps and a few bytes; the wishes that were drawn."""
    wishes: list[Wish] = []

    def make(
        wish: Wish, progress: Callable[[int, str], None], alive: Callable[[], None]
    ) -> tuple[bytes, list[str]]:
        wishes.append(wish)
        for step in (1, 2, 3):
            progress(step, "Drawing")
        alive()
        return b"%PDF-made", []

    monkeypatch.setattr(build, "make", make)
    return wishes


def test_asking_twice_for_the_same_report_gives_one(run: Run, number: int) -> None:
    assert run(store.ask, WISH, None, now().date()) == number


def test_another_paper_is_another_report(run: Run, number: int) -> None:
    assert run(store.ask, Wish("2026Q3", 5, "Letter"), None, now().date()) != number


def test_a_report_is_made_and_its_file_kept(app: Flask, run: Run, number: int, drawn: list[Wish]) -> None:
    with app.app_context():
        work.make(number)
        assert work.file_of(number).read_bytes() == b"%PDF-made"
        assert work.file_of(number).stat().st_mode & 0o777 == 0o600
    row = run(store.report, number)
    assert (row.status, row.step, row.steps) == ("done", 3, build.STEPS)


def test_a_second_worker_leaves_it_alone(app: Flask, run: Run, number: int, drawn: list[Wish]) -> None:
    run(store.claim, number, now())
    with app.app_context():
        work.make(number)
    assert drawn == []


def test_a_report_that_was_cut_off_is_taken_up_again(
    app: Flask, run: Run, number: int, drawn: list[Wish], clock: Any
) -> None:
    run(store.claim, number, now())
    assert run(store.unfinished, now()) == []
    clock.move(minutes=2)
    assert run(store.unfinished, now()) == [number]
    with app.app_context():
        work.make(number)
    assert run(store.report, number).status == "done"


def test_a_stopped_report_leaves_no_file(
    app: Flask, run: Run, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(_wish: Wish, progress: Callable[[int, str], None], _alive: Any) -> tuple[bytes, list[str]]:
        run(store.stop, number)
        progress(2, "Next")
        return b"%PDF", []

    monkeypatch.setattr(build, "make", make)
    with app.app_context():
        work.make(number)
        assert not work.file_of(number).exists()
    assert run(store.report, number).status == "stopped"


def test_a_worker_that_ends_puts_its_report_back(
    app: Flask, run: Run, number: int, drawn: list[Wish]
) -> None:
    with app.app_context():
        jobs.jobs().ending.set()
        work.make(number)
    assert run(store.report, number).status == "waiting"


def test_what_failed_is_told_in_words(app: Flask, run: Run, number: int) -> None:
    with app.app_context():
        work.make(number)
    row = run(store.report, number)
    assert row.status == "failed"
    assert row.message.startswith("There are fewer than 5 contacts in July to September 2026")


def test_the_unexpected_is_told_without_its_text(
    app: Flask, run: Run, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(*_args: Any) -> tuple[bytes, list[str]]:
        raise ValueError("a participant's secret")

    monkeypatch.setattr(build, "make", make)
    with app.app_context():
        jobs.jobs().do("report", number)
    assert "secret" not in run(store.report, number).message


def test_the_worker_looks_for_what_waits(app: Flask, run: Run, number: int, drawn: list[Wish]) -> None:
    with app.app_context():
        mine = jobs.jobs()
        mine.look()
        mine.huey.execute(mine.huey.dequeue())
        mine.huey.storage.close()
    assert run(store.report, number).status == "done"


def test_nightly_tasks_do_not_hold_up_one_another(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def broken() -> None:
        raise NothingToReportError()

    monkeypatch.setattr(jobs, "_nightly", {"a": broken, "b": lambda: done.append("b")})
    with app.app_context():
        jobs.jobs().night()
    assert done == ["b"]
