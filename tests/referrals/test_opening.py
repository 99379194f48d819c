"""When a service is open; the phone passes the same cases (tests/js/referrals/opening.test.mjs)."""

from __future__ import annotations

import json
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from outreach.referrals import opening
from outreach.referrals.opening import Meeting, Times

CASES = Path(__file__).parent.parent / "cases"
HOURS = json.loads((CASES / "hours.json").read_text("utf-8"))
OPENINGS = json.loads((CASES / "opening.json").read_text("utf-8"))


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", HOURS, ids=lambda case: case["name"])
def test_a_service_is_open_until_it_closes(case: dict[str, Any]) -> None:
    until = opening.open_until(Times(case["hours"]), datetime.fromisoformat(case["at"]))
    assert (until is not None) == case["open"]
    assert (until and until.time()) == (time.fromisoformat(case["until"]) if case["until"] else None)


@pytest.mark.parametrize("case", OPENINGS, ids=lambda case: case["name"])
def test_open_now_tonight_and_next(case: dict[str, Any]) -> None:
    given, at = case["times"], datetime.fromisoformat(case["at"])
    meetings = [Meeting(*one) for one in given.get("meetings", [])]
    times = Times(given["hours"], meetings, given.get("closed_on", []))
    assert opening.is_open(times, at) == case["open"]
    assert opening.open_until(times, at) == moment(case["until"])
    assert opening.opens_next(times, at) == moment(case["next"])
    assert opening.open_tonight(times, at) == case["tonight"]


@pytest.mark.parametrize(
    "hours",
    [
        None,
        [],
        {"monday": []},
        {"mon": "09:00"},
        {"mon": [["9", "17"]]},
        {"mon": [["09:00"]]},
        {"mon": [["09:00", "25:00"]]},
    ],
)
def test_hours_that_cannot_be_read_are_refused(hours: Any) -> None:
    assert not opening.check_hours(hours)


def test_hours_may_go_over_midnight_or_round_the_clock() -> None:
    assert opening.check_hours({"mon": [["20:00", "02:00"]], "sun": [["00:00", "24:00"]]})


@pytest.mark.parametrize(
    "meetings",
    [
        None,
        [["thu", "18:00", "20:00", 0]],
        [["thursday", "18:00", "20:00", 0, ""]],
        [["thu", "18", "20", 0, ""]],
        [["thu", "18:00", "20:00", 6, ""]],
        [["thu", "18:00", "20:00", True, ""]],
        [["thu", "18:00", "20:00", 0, "x" * 41]],
        [["thu", "18:00", "20:00", 0, ""]] * 13,
    ],
)
def test_meetings_that_cannot_be_read_are_refused(meetings: Any) -> None:
    assert not opening.check_meetings(meetings)


@pytest.mark.parametrize(
    "closed", [None, [["2026-12-25"]], [["2026-12-26", "2026-12-25"]], [["2026-02-30", "2026-03-01"]]]
)
def test_closed_days_that_cannot_be_read_are_refused(closed: Any) -> None:
    assert not opening.check_closed(closed)
