"""When a service is open: hours by weekday, meetings, closed days. The twin of static/js/referrals/opening.js.

All times are those of the clock on the wall, without a zone: a day on which clocks change has one hour fewer or
one twice, and "09:00 to 17:00" still means what stands on the door.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ROUND_THE_CLOCK = timedelta(days=7)  # open for a whole week from now: there is no end worth saying
AHEAD = 35  # days: a meeting on the first Tuesday of a month is found in the month before
NIGHT_BEGINS, NIGHT_ENDS = 20, 5
LAST = 5  # of Meeting.which: the last one in its month
MOST_MEETINGS, MOST_CLOSED, LONGEST_WHAT = 12, 12, 40

Hours = Mapping[str, Sequence[Sequence[str]]]
Span = tuple[int, int]  # minutes since the midnight with which its day began; the end may lie in the next day


class Meeting(NamedTuple):
    """A meeting of peers or a group. `which`: 0 every week, 1 to 4 the first to fourth in the month, 5 the last."""

    day: str
    begins: str
    ends: str
    which: int
    what: str


class Times(NamedTuple):
    """All that decides whether a service is open. `closed_on` are [first, last] days, both included."""

    hours: Hours
    meetings: Sequence[Meeting] = ()
    closed_on: Sequence[Sequence[str]] = ()


def spans(times: Times, day: date) -> list[Span]:
    """Openings that begin on `day`. One whose end is not after its start goes over midnight."""
    if any(first <= day.isoformat() <= last for first, last in times.closed_on):
        return []
    met = [(one.begins, one.ends) for one in times.meetings if meets(one, day)]
    return [minutes(pair) for pair in (*times.hours.get(DAYS[day.weekday()], ()), *met)]


def meets(meeting: Meeting, day: date) -> bool:
    """Whether the meeting takes place on this day."""
    if DAYS[day.weekday()] != meeting.day:
        return False
    if meeting.which == LAST:
        return (day + timedelta(days=7)).month != day.month
    return meeting.which in (0, (day.day - 1) // 7 + 1)


def open_until(times: Times, at: datetime) -> datetime | None:
    """When the service that is open at `at` closes; None when it is closed.

    Openings that touch are one: 00:00 to 00:00 each day goes on. At most ROUND_THE_CLOCK or a little more is looked at.
    """
    end = at
    while end - at < ROUND_THE_CLOCK and (later := _end(times, end)):
        end = later
    return end if end > at else None


def is_open(times: Times, at: datetime) -> bool:
    """Whether the service is open at `at`."""
    return _end(times, at) is not None


def opens_next(times: Times, at: datetime) -> datetime | None:
    """The next opening after `at` within AHEAD days, or None."""
    for ahead in range(AHEAD + 1):
        day = at.date() + timedelta(days=ahead)
        later = [moment for begin, _ in spans(times, day) if (moment := _moment(day, begin)) > at]
        if later:
            return min(later)
    return None


def open_tonight(times: Times, at: datetime) -> bool:
    """Whether it is open at any time from `at`, but not before 20:00, until 05:00 in the morning."""
    day = (at - timedelta(hours=NIGHT_ENDS)).date()
    begins = max(at, datetime.combine(day, time(NIGHT_BEGINS)))
    ends = datetime.combine(day + timedelta(days=1), time(NIGHT_ENDS))
    following = opens_next(times, begins)
    return is_open(times, begins) or (following is not None and following < ends)


def _end(times: Times, at: datetime) -> datetime | None:
    """The latest end of the openings that hold `at`."""
    days = (at.date(), at.date() - timedelta(days=1))
    held = [
        _moment(day, end)
        for day in days
        for begin, end in spans(times, day)
        if _moment(day, begin) <= at < _moment(day, end)
    ]
    return max(held, default=None)


def _moment(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(0)) + timedelta(minutes=minutes)


def check_hours(hours: object) -> bool:
    """True for {"mon": [["09:00", "17:00"], …], …} with known days and times of the clock."""
    if not isinstance(hours, dict) or not set(hours) <= set(DAYS):
        return False
    return all(
        isinstance(intervals, list) and all(_is_interval(interval) for interval in intervals)
        for intervals in hours.values()
    )


def check_meetings(meetings: object) -> bool:
    """True for a list of [day, from, to, which, what] as in Meeting."""
    if not isinstance(meetings, list) or len(meetings) > MOST_MEETINGS:
        return False
    return all(isinstance(one, list) and len(one) == 5 and _is_meeting(one) for one in meetings)


def check_closed(closed: object) -> bool:
    """True for a list of [first, last] days "YYYY-MM-DD", the first not after the last."""
    if not isinstance(closed, list) or len(closed) > MOST_CLOSED:
        return False
    return all(
        isinstance(pair, list) and len(pair) == 2 and all(_is_day(day) for day in pair) and pair[0] <= pair[1]
        for pair in closed
    )


def _is_meeting(one: Sequence[Any]) -> bool:
    day, begins, ends, which, what = one
    known = day in DAYS and type(which) is int and 0 <= which <= LAST
    return known and isinstance(what, str) and len(what) <= LONGEST_WHAT and _is_interval([begins, ends])


def _is_day(day: object) -> bool:
    try:
        return isinstance(day, str) and date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _is_interval(interval: object) -> bool:
    if not isinstance(interval, list) or len(interval) != 2 or not all(isinstance(t, str) for t in interval):
        return False
    try:
        begin, end = minutes(interval)
    except ValueError:
        return False
    return 0 <= begin < 1440 and begin < end <= begin + 1440


def minutes(interval: Sequence[str]) -> Span:
    """Begin and end of ["20:00", "02:00"] in minutes, the end after the begin. Raises ValueError for no times."""
    begin, end = (int(t[:2]) * 60 + int(t[3:5]) for t in interval)
    if any(len(t) != 5 or t[2] != ":" or int(t[:2]) > 24 or int(t[3:5]) > 59 for t in interval):
        raise ValueError("not a time of the clock")
    return begin, end if end > begin else end + 1440
