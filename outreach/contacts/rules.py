"""What makes a complete contact. Hand-written and quick: this runs for each record of each sync.

The same rules stand in rules.js; tests/cases/contacts.json is their contract. Each broken rule has its own code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import InvalidRecordError
from ..places.whereabouts import Known, read_day

CODES: dict[str, Any] = json.loads((Path(__file__).parent / "codes.json").read_text("utf-8"))
FIELDS = (
    "kind", "version", "day", "part", "zone", "site", "setting", "people", "seen", "age", "gender", "populations",
    "code", "lines", "others", "returns", "topics", "referrals", "secs",
)  # fmt: skip
SETTINGS = frozenset(entry["code"] for entry in CODES["setting"])
AGES = frozenset(entry["code"] for entry in CODES["age"])
GENDERS = frozenset(entry["code"] for entry in CODES["gender"])
METHODS = frozenset(entry["code"] for entry in CODES["return_method"])
POPULATIONS = tuple(entry["code"] for entry in CODES["population"])  # its position is its bit
TOPICS = tuple(entry["code"] for entry in CODES["topic"])
_POPULATION_BIT = {code: 1 << position for position, code in enumerate(POPULATIONS)}
_TOPIC_BIT = {code: 1 << position for position, code in enumerate(TOPICS)}

MOST_PEOPLE, MOST_OTHERS, MOST_RETURNED, MOST_SECONDS = 999, 999, 100_000, 3_600


class Row(NamedTuple):
    """A contact as it is stored: coarse, with bit sets for populations and topics, without supplies and referrals."""

    day: date
    part: int
    zone_id: int
    site_id: int | None
    setting: str
    people: int
    seen: int
    age: str | None
    gender: str | None
    populations: int
    topics: int
    person: bytes | None
    others: int
    returned: int
    return_method: str | None
    return_amount: float | None
    secs: int
    tally: int = 0  # 1: an anonymous count of a busy place; nothing was asked of anybody


def read(record: list[Any], known: Known) -> Row:
    """The contact's own fields of a record of kind contact, version 1.

    Raises InvalidRecordError whose code names the field: shape, day, day_sealed, day_future, part, zone, site,
    setting, people, seen, age, gender, populations, code, others, returns, topics, secs.
    """
    if len(record) != len(FIELDS):
        raise InvalidRecordError(code="shape")
    _, _, day_text, part, zone, site, setting, people, seen, age, gender, groups, code, _, others = record[
        :15
    ]
    back, told, _, secs = record[15:]
    day = read_day(day_text, known)
    _check_where(part, zone, site, setting, known)
    _check_who(people, seen, age, gender)
    if type(others) is not int or not 0 <= others <= MOST_OTHERS:
        raise InvalidRecordError(code="others")
    if type(secs) is not int or secs % 5 or not 0 <= secs <= MOST_SECONDS:
        raise InvalidRecordError(code="secs")
    method, amount, returned = (None, None, 0) if back is None else read_returns(back)
    return Row(
        day, part, zone, site, setting, people, seen, age, gender,
        _bits(groups, _POPULATION_BIT, "populations"), read_topics(told),
        None if code is None else _person(code, day, known), others, returned, method, amount, secs,
    )  # fmt: skip


def _check_where(part: Any, zone: Any, site: Any, setting: Any, known: Known) -> None:
    if type(part) is not int or not 0 <= part <= 3:
        raise InvalidRecordError(code="part")
    if type(zone) is not int or zone not in known.zones:
        raise InvalidRecordError(code="zone")
    if site is not None and (type(site) is not int or site not in known.sites):
        raise InvalidRecordError(code="site")
    if type(setting) is not str or setting not in SETTINGS:
        raise InvalidRecordError(code="setting")


def _check_who(people: Any, seen: Any, age: Any, gender: Any) -> None:
    if type(people) is not int or not 1 <= people <= MOST_PEOPLE:
        raise InvalidRecordError(code="people")
    if type(seen) is not int or not 0 <= seen <= 2:
        raise InvalidRecordError(code="seen")
    if age is not None and (type(age) is not str or age not in AGES):
        raise InvalidRecordError(code="age")
    if gender is not None and (type(gender) is not str or gender not in GENDERS):
        raise InvalidRecordError(code="gender")


def read_topics(told: Any) -> int:
    """Topics as a bit set. Raises InvalidRecordError with code "topics"."""
    return _bits(told, _TOPIC_BIT, "topics")


def _bits(codes: Any, bit_of: Mapping[str, int], field: str) -> int:
    if type(codes) is not list:
        raise InvalidRecordError(code=field)
    bits = 0
    for code in codes:
        bit = bit_of.get(code, 0) if type(code) is str else 0
        if not bit or bits & bit:
            raise InvalidRecordError(code=field)
        bits |= bit
    return bits


def read_returns(back: Any) -> tuple[str, float, int]:
    """Method, amount and number of needles brought back. Raises InvalidRecordError with code "returns"."""
    if type(back) is not list or len(back) != 3:
        raise InvalidRecordError(code="returns")
    method, amount, count = back
    if (
        type(method) is not str
        or method not in METHODS
        or type(amount) not in (int, float)
        or type(count) is not int
    ):
        raise InvalidRecordError(code="returns")
    if not 0 < amount <= MOST_RETURNED or not 1 <= count <= MOST_RETURNED:
        raise InvalidRecordError(code="returns")
    if method == "counted" and amount != count:
        raise InvalidRecordError(code="returns")
    return method, float(amount), count


def _person(code: Any, day: date, known: Known) -> bytes | None:
    if type(code) is not str or not is_code(code):
        raise InvalidRecordError(code="code")
    return known.pseudonym(code, day)


def is_code(code: str) -> bool:
    """4 to 20 letters or digits of any script; hyphens and spaces between them do not count."""
    signs = code.replace("-", "").replace(" ", "")
    return 4 <= len(signs) <= 20 and signs.isalnum()


@lru_cache(maxsize=4096)
def population_codes(bits: int) -> tuple[str, ...]:
    """The populations in a stored bit set, in the order of codes.json."""
    return tuple(code for position, code in enumerate(POPULATIONS) if bits >> position & 1)


@lru_cache(maxsize=4096)
def topic_codes(bits: int) -> tuple[str, ...]:
    """The topics in a stored bit set, in the order of codes.json."""
    return tuple(code for position, code in enumerate(TOPICS) if bits >> position & 1)
