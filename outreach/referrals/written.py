"""Hours, meetings, closed days and positions as people write them, read and written back. No Flask, no database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from ..errors import BadInputError
from .opening import DAYS, LONGEST_WHAT, MOST_CLOSED, MOST_MEETINGS, minutes

DAY_NAMES = dict(
    zip(DAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
WHICH = ("", "first", "second", "third", "fourth", "last")  # as opening.Meeting.which counts them
ALL_DAY = "24 h"
MOST_A_DAY = 4
_CLOSED = {"", "-", "–", "closed", "none", "no"}
_ROUND = {"24h", "24 h", "24 hours", "24/7", "all day", "always", "round the clock"}
_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|noon|midnight|h)?"
_SPAN = re.compile(rf"{_TIME}\s*(?:-|–|—|to|till|until)\s*{_TIME}", re.I)
_MEETING = re.compile(r"(?:(?P<which>\w+)\s+)?(?P<day>[A-Za-z]{3,9})\.?\s+(?P<rest>\d.*)", re.S)
_DAY = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4})|(\d{1,2})\s+([A-Za-z]{3,9})\.?\s+(\d{4})"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_hours(text: str) -> list[list[str]]:
    """ "9-12, 14:00–17:30" → [["09:00", "12:00"], ["14:00", "17:30"]]; "" or "closed" → []; "24 h" is the whole day.

    Raises BadInputError with what to write instead.
    """
    plain = " ".join(text.lower().split())
    if plain in _CLOSED:
        return []
    if plain in _ROUND:
        return [["00:00", "00:00"]]
    parts = [part.strip() for part in re.split(r"[,;&\n]|\band\b", plain) if part.strip()]
    if len(parts) > MOST_A_DAY:
        raise BadInputError(f"At most {MOST_A_DAY} openings a day.")
    found = sorted(_span(part) for part in parts)
    for (_, end), (begin, _) in pairwise(minutes(pair) for pair in found):
        if end > begin:
            raise BadInputError("Two openings overlap. Write them one after the other, like 9–12, 14–17.")
    return [list(pair) for pair in found]


def write_hours(intervals: Sequence[Sequence[str]]) -> str:
    """What read_hours takes: "09:00–12:00, 14:00–17:30"; "24 h"; "" for closed."""
    return ", ".join(ALL_DAY if begin == "00:00" and end in ("00:00", "24:00") else f"{begin}–{end}"
                     for begin, end in intervals)  # fmt: skip


def read_meetings(text: str) -> list[list[str | int]]:
    """One meeting a line, "Thu 18:00–20:00 Peer evening" or "first Tue 10–12 Tea", as opening.Meeting.

    Raises BadInputError naming the line.
    """
    lines = [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]
    if len(lines) > MOST_MEETINGS:
        raise BadInputError(f"At most {MOST_MEETINGS} meetings.")
    return [_meeting(line) for line in lines]


def write_meetings(meetings: Sequence[Sequence[str | int]]) -> str:
    """What read_meetings takes, one a line."""
    return "\n".join(
        " ".join(filter(None, (WHICH[int(which)], str(day).title(), f"{begins}–{ends}", str(what))))
        for day, begins, ends, which, what in meetings
    )


def read_closed(text: str) -> list[list[str]]:
    """One closed day or range a line, "24 Dec 2026 to 2 Jan 2027", as [first, last] in order.

    Raises BadInputError naming the line.
    """
    lines = [line.strip() for line in re.split(r"[\n;,]", text) if line.strip()]
    if len(lines) > MOST_CLOSED:
        raise BadInputError(f"At most {MOST_CLOSED} lines of closed days.")
    return sorted(_closed(line) for line in lines)


def write_closed(closed: Sequence[Sequence[str]]) -> str:
    """What read_closed takes, one a line."""
    return "\n".join(first if first == last else f"{first} to {last}" for first, last in closed)


def read_place(text: str) -> tuple[float, float]:
    """ "53.4571, 0.3190" (latitude, then longitude, as maps show it) → (latitude, longitude).

    Raises BadInputError with what to write instead.
    """
    numbers = re.fullmatch(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*", text)
    if numbers is None or abs(float(numbers[1])) > 90 or abs(float(numbers[2])) > 180:
        raise BadInputError(
            "Write latitude, then longitude, like 53.4571, 0.3190. Or choose a point on the map."
        )
    return round(float(numbers[1]), 5), round(float(numbers[2]), 5)


def _span(part: str) -> tuple[str, str]:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise BadInputError(f"“{part}” is not clear. Write openings like 09:00–17:00, 20–2, 24 h, or closed.")
    begin, end = _time(*found.groups()[:3]), _time(*found.groups()[3:])
    return begin, end if end != "24:00" else "00:00"


def _time(hour: str, minute: str | None, half: str | None) -> str:
    """As "18:30". Raises BadInputError for what no clock shows."""
    hours, minutes = int(hour), int(minute or 0)
    if half in ("am", "pm") and not 1 <= hours <= 12:
        raise BadInputError(f"{hour} {half} is not a time of the clock.")
    if half in ("am", "pm"):
        hours = hours % 12 + (12 if half == "pm" else 0)
    if half == "midnight":
        hours = 0
    if hours > 24 or minutes > 59 or (hours == 24 and minutes):
        raise BadInputError(f"{hour}:{minute or '00'} is not a time of the clock.")
    return f"{hours:02d}:{minutes:02d}"


def _meeting(line: str) -> list[str | int]:
    form = (
        f"“{line}” is not clear. Write a meeting like Thu 18:00–20:00 Peer evening, or first Tue 10–12 Tea."
    )
    found = _MEETING.fullmatch(line)
    span = _SPAN.match(found["rest"].lower()) if found else None
    day = _named(found["day"], DAY_NAMES) if found else None
    which = (found["which"] or "").lower() if found else ""
    if found is None or span is None or day is None or which.removeprefix("every") not in WHICH:
        raise BadInputError(form)
    what = found["rest"][span.end() :].strip(" ,:")
    if len(what) > LONGEST_WHAT:
        raise BadInputError(
            f"“{what[:20]}…” is too long: a meeting has a name of at most {LONGEST_WHAT} signs."
        )
    begins, ends = _span(span[0])
    return [day, begins, ends, WHICH.index(which.removeprefix("every")), what]


def _named(word: str, names: Mapping[str, str]) -> str | None:
    """The code of a weekday: its name, or at least its first three letters."""
    low = word.lower()
    return next(
        (code for code, name in names.items() if name.lower().startswith(low) and len(low) >= 3), None
    )


def _closed(line: str) -> list[str]:
    days = list(_DAY.finditer(line))
    between = line[days[0].end() : days[1].start()].strip() if len(days) == 2 else ""
    rest = _DAY.sub("", line).strip()
    if not 1 <= len(days) <= 2 or rest != between or between not in ("", "to", "till", "until", "-", "–"):
        raise BadInputError(
            f"“{line}” is not clear. Write closed days like 24 Dec 2026 to 2 Jan 2027, one line each."
        )
    first, last = _date(days[0]), _date(days[-1])
    if last < first:
        raise BadInputError(f"“{line}” ends before it begins.")
    return [first.isoformat(), last.isoformat()]


def _date(found: re.Match[str]) -> date:
    year, month, day, d2, m2, y2, d3, name, y3 = found.groups()
    try:
        if name:
            return date(int(y3), _MONTHS.index(name.lower()[:3]) + 1, int(d3))
        return date(int(year), int(month), int(day)) if year else date(int(y2), int(m2), int(d2))
    except ValueError:
        raise BadInputError(f"{found[0]} is not a day of the calendar.") from None
