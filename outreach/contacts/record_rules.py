"""Rules of the records beside the contact itself: a count of a busy van, and used equipment collected in the street.

Hand-written twins of contacts/other-rules.js; tests/cases/tally.json and cleanup.json are their contract.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from ..errors import InvalidRecordError
from ..places.whereabouts import Known, read_setting, read_site, read_where, whole
from .rules import MOST_PEOPLE, Row, read_returns, read_topics

TALLY = ("kind", "version", "day", "part", "zone", "site", "setting", "people", "lines", "returns", "topics")
CLEANUP = ("kind", "version", "day", "part", "zone", "site", "returns")


class Cleanup(NamedTuple):
    """Used equipment collected where nobody handed it over. `returned` counts needles, as a return does."""

    day: date
    part: int
    zone_id: int
    site_id: int | None
    returned: int
    method: str
    amount: float


def read_tally(record: list[Any], known: Known) -> Row:
    """A tally as the contact that it folds into: people were there, and nothing was asked of them.

    Raises InvalidRecordError: shape, day, day_sealed, day_future, part, zone, site, setting, people, returns, topics.
    """
    if len(record) != len(TALLY):
        raise InvalidRecordError(code="shape")
    _, _, day, part, zone, site, setting, people, _, back, topics = record
    where = read_where(day, part, zone, known)
    store, kind = read_site(site, known), read_setting(setting, known)
    whole(people, 1, MOST_PEOPLE, "people")
    method, amount, returned = (None, None, 0) if back is None else read_returns(back)
    told = read_topics(topics)
    return Row(
        where.day, where.part, where.zone_id, store, kind, people, 0, None, None, 0, told, None, 0, returned, method,
        amount, 0, 1,
    )  # fmt: skip


def read_cleanup(record: list[Any], known: Known) -> Cleanup:
    """Raises InvalidRecordError: shape, day, day_sealed, day_future, part, zone, site, returns."""
    if len(record) != len(CLEANUP):
        raise InvalidRecordError(code="shape")
    _, _, day, part, zone, site, back = record
    where = read_where(day, part, zone, known)
    store = read_site(site, known)
    method, amount, returned = read_returns(back)
    return Cleanup(*where, store, returned, method, amount)
