"""The only source of time. Tests freeze it; nothing else reads the system clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_frozen: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen or datetime.now(UTC)


def programme_day(zone: str = "UTC", ends_hour: int = 5, at: datetime | None = None) -> date:
    """The programme's date: until `ends_hour` in the morning it is still the day before.

    `zone` is an IANA name (setting TIMEZONE), `ends_hour` the setting DAY_ENDS_HOUR.
    """
    local = (at or now()).astimezone(ZoneInfo(zone))
    return (local - timedelta(hours=ends_hour)).date()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Holds time still at `at` (aware). For tests and for reproducible demo data only."""
    global _frozen  # one process-wide clock is the point of this module
    before, _frozen = _frozen, at
    try:
        yield
    finally:
        _frozen = before
