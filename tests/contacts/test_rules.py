"""A contact record: complete, or refused with the code of the rule that it breaks. The phone passes the same cases."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from outreach.contacts.rules import FIELDS, SETTINGS, is_code, population_codes
from outreach.errors import InvalidRecordError
from outreach.places.whereabouts import Known
from outreach.referrals.rules import TYPES
from outreach.supplies.rules import ITEMS
from outreach.sync.kinds import KINDS, parse

CASES = Path(__file__).parent.parent / "cases"
RECORDS = json.loads((CASES / "contacts.json").read_text("utf-8"))
GOOD = next(case["record"] for case in RECORDS if case["ok"])
REF = ["0f6e8a34-5f0e-4b7e-9a3c-0d7f5f2e8c11", "9b2f1c52-6f6f-4f0a-8c9e-3d2b1a0f4e5d", 7]


def made_known() -> Known:
    """What the records of the cases may refer to."""
    world = json.loads((CASES / "known.json").read_text("utf-8"))
    return Known(
        zones=set(world["zones"]),
        sites=set(world["sites"]),
        items={code: place for place, code in enumerate(ITEMS, 1)},
        types={
            code: (place, entry["follow_up_days"]) for place, (code, entry) in enumerate(TYPES.items(), 1)
        },
        services=set(world["services"]),
        first_day=date.fromisoformat(world["first_day"]),
        last_day=date.fromisoformat(world["last_day"]),
        pseudonym=lambda code, day: code.encode()[:16],
        settings=SETTINGS,
    )


@pytest.fixture
def known() -> Known:
    return made_known()


@pytest.mark.parametrize("case", RECORDS, ids=lambda case: case["name"])
def test_a_record_is_read_or_refused_by_its_rule(case: dict[str, Any], known: Known) -> None:
    if case["ok"]:
        assert parse(case["record"], known).kind == "contact"
    else:
        with pytest.raises(InvalidRecordError) as refused:
            parse(case["record"], known)
        assert refused.value.code == case["error"]


def test_the_cases_cover_every_rule() -> None:
    codes = {case["error"] for case in RECORDS}
    assert codes >= set(FIELDS) - {"referrals"} | {
        "day_sealed",
        "day_future",
        "item",
        "item_twice",
        "quantity",
    }
    assert codes >= {"shape", "reason", "referrals", "type", "slip", "mode", "service"}


def test_a_case_has_a_name_of_its_own() -> None:
    names = [case["name"] for case in RECORDS]
    assert len(set(names)) == len(names)


def test_a_contact_is_read_into_coarse_fields(known: Known) -> None:
    contact = parse(GOOD, known).contact
    assert contact is not None
    assert (contact.row.day, contact.row.zone_id, contact.row.age) == (date(2026, 11, 20), 1, "25-29")
    assert population_codes(contact.row.populations) == ("sw",)
    assert [line[1] for line in contact.lines] == [10, 5]


def test_the_code_itself_is_not_in_what_is_read(known: Known) -> None:
    blind = Known(
        **{name: getattr(known, name) for name in Known.__slots__} | {"pseudonym": lambda c, d: b"x" * 16}
    )
    read = parse(GOOD, blind)
    assert read.contact is not None
    assert read.contact.row.person == b"x" * 16
    assert GOOD[12] not in repr(read)


def test_an_amendment_carries_the_whole_record_and_its_first(known: Known) -> None:
    read = parse(["amend", 1, *REF, GOOD], known)
    assert read.contact is not None
    assert read.ref is not None
    assert (read.ref.device, read.ref.n) == (REF[0], 7)


def test_a_void_carries_no_record(known: Known) -> None:
    read = parse(["void", 1, *REF], known)
    assert read.contact is None


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (["amend", 1, *REF], "shape"),
        (["amend", 1, *REF, None], "shape"),
        (["amend", 1, *REF, ["void", 1, *REF]], "shape"),
        (["amend", 1, *REF, GOOD[:-1]], "shape"),
        (["amend", 1, REF[0].upper(), REF[1], 7, GOOD], "ref"),
        (["amend", 1, REF[0], "not-a-uuid", 7, GOOD], "ref"),
        (["amend", 1, REF[0], REF[1], 0, GOOD], "ref"),
        (["amend", 2, *REF, GOOD], "version"),
        (["void", 1, *REF, GOOD], "shape"),
        (["void", 1, REF[0], REF[1], "7"], "ref"),
        (["void", 1, REF[0], REF[1], 2**31], "ref"),
    ],
)
def test_a_broken_amendment_or_void_is_refused(record: list[Any], code: str, known: Known) -> None:
    with pytest.raises(InvalidRecordError) as refused:
        parse(record, known)
    assert refused.value.code == code


def test_an_amendment_is_checked_like_a_contact(known: Known) -> None:
    broken = [*GOOD[:3], 9, *GOOD[4:]]
    with pytest.raises(InvalidRecordError) as refused:
        parse(["amend", 1, *REF, broken], known)
    assert refused.value.code == "part"


def test_a_retired_zone_is_still_known(known: Known) -> None:
    assert parse([*GOOD[:4], 3, *GOOD[5:]], known).contact is not None


def test_each_kind_says_its_fields_its_fold_and_how_long_it_is_kept() -> None:
    for kind in KINDS.values():
        assert kind.fields[:2] == ("kind", "version")
        assert kind.fold in {"replace", "empty", "once"}
        assert kind.kept == "months"


def test_a_code_may_be_in_any_script() -> None:
    assert is_code("ЖАННА88")
    assert not is_code("ab")
