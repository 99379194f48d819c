"""Hours, meetings, closed days and positions as people write them."""

from __future__ import annotations

import pytest

from outreach.errors import BadInputError
from outreach.referrals import written


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("09:00–17:00", [["09:00", "17:00"]]),
        ("9-12, 14.30 to 17:15", [["09:00", "12:00"], ["14:30", "17:15"]]),
        ("20-2", [["20:00", "02:00"]]),
        ("14-17 and 9-12", [["09:00", "12:00"], ["14:00", "17:00"]]),
        ("9am – 5:30pm", [["09:00", "17:30"]]),
        ("12am-12pm", [["00:00", "12:00"]]),
        ("18h–24h", [["18:00", "00:00"]]),
        ("24 h", [["00:00", "00:00"]]),
        ("Closed", []),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, hours: list[list[str]]) -> None:
    assert written.read_hours(text) == hours
    assert written.read_hours(written.write_hours(hours)) == hours


@pytest.mark.parametrize("text", ["nine to five", "9", "9-25", "9:70-10", "13pm-14pm", "9-12, 11-14", "20-2, 22-23",
                                  "1-2,3-4,5-6,7-8,9-10"])  # fmt: skip
def test_hours_that_are_not_clear_say_what_to_write(text: str) -> None:
    with pytest.raises(BadInputError) as error:
        written.read_hours(text)
    assert any(word in error.value.message for word in ("Write", "clock", "At most"))


def test_meetings_are_read_one_a_line_and_written_back() -> None:
    text = "Thu 18:00–20:00 Peer evening\nfirst tuesday 10-12 Tea\nlast fri 20–22"
    found = [
        ["thu", "18:00", "20:00", 0, "Peer evening"],
        ["tue", "10:00", "12:00", 1, "Tea"],
        ["fri", "20:00", "22:00", 5, ""],
    ]
    assert written.read_meetings(text) == found
    assert written.read_meetings(written.write_meetings(found)) == found
    assert written.read_meetings("every wed 9-10") == [["wed", "09:00", "10:00", 0, ""]]


@pytest.mark.parametrize("text", ["Peer evening", "Thu evening", "fifth Tue 10-12", "Xyz 10-12", "Thu 18 Peer",
                                  "Thu 18-20 " + "x" * 41, "Thu 18-20\n" * 13])  # fmt: skip
def test_a_meeting_that_is_not_clear_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        written.read_meetings(text)


def test_closed_days_are_read_in_several_forms() -> None:
    text = "24 Dec 2026 to 2 January 2027\n2026-11-30\n1.5.2027"
    found = [["2026-11-30", "2026-11-30"], ["2026-12-24", "2027-01-02"], ["2027-05-01", "2027-05-01"]]
    assert written.read_closed(text) == found
    assert written.read_closed(written.write_closed(found)) == found


@pytest.mark.parametrize("text", ["Christmas", "24 Dec", "31 Feb 2027", "2026-12-24 to 2026-12-20", "24 Dex 2026",
                                  "2026-12-24 2026-12-25 2026-12-26", "closed 2026-12-24"])  # fmt: skip
def test_closed_days_that_are_not_clear_are_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        written.read_closed(text)


def test_a_position_is_latitude_then_longitude() -> None:
    assert written.read_place("53.4571, 0.3190") == (53.4571, 0.319)
    assert written.read_place(" -33.92,18.42 ") == (-33.92, 18.42)


@pytest.mark.parametrize("text", ["", "2 Harbour Row", "95, 0", "10, 190", "53,4571 0,3190"])
def test_a_position_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        written.read_place(text)
