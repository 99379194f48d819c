"""The rule of a slip that came back: how a referral went, told by its slip code alone.

Hand-written twin of referrals/outcome-rules.js; tests/cases/outcome.json is their contract.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from ..errors import InvalidRecordError
from ..places.whereabouts import Known, one_of, read_day
from .rules import is_slip, may_settle

OUTCOME = ("kind", "version", "day", "slip", "status")
TOLD = ("attended", "accepted", "declined", "unknown")
FINAL_STEPS = frozenset({"attended", "declined", "unknown"})


class Outcome(NamedTuple):
    """What a returning slip tells. It may come before the referral itself."""

    day: date
    slip: str
    status: str


def read_outcome(record: list[Any], known: Known) -> Outcome:
    """Raises InvalidRecordError: shape, day, day_sealed, day_future, slip, status."""
    if len(record) != len(OUTCOME):
        raise InvalidRecordError(code="shape")
    _, _, day, slip, status = record
    found = read_day(day, known)
    if not is_slip(slip):
        raise InvalidRecordError(code="slip")
    return Outcome(found, slip, one_of(status, TOLD, "status"))


def follow(status: str, day: date | None, told: Iterable[tuple[date, str]]) -> tuple[str, date | None]:
    """The furthest step and the day it was settled, when the slips in `told` (day, status; in order) are applied to
    what a coordinator has said (`status` and `day`; "offered" and None: nothing yet). A settled day outranks slips."""
    if day is not None:
        return status, day
    for moment, after in told:
        if may_settle(status, after):
            status, day = after, (moment if after in FINAL_STEPS else None)
    return status, day
