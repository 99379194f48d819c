"""Each kind of record beside the contact: read, or refused with the code of the rule that it breaks. The phone passes
the same cases."""

from __future__ import annotations

import json
from typing import Any

import pytest

from outreach.contacts import record_rules as contacts
from outreach.errors import InvalidRecordError
from outreach.places.whereabouts import Known
from outreach.referrals import record_rules as referrals
from outreach.safety import record_rules as safety
from outreach.supplies import record_rules as supplies
from outreach.sync.kinds import parse

from .test_rules import CASES, made_known

FIELDS = {
    "tally": contacts.TALLY, "cleanup": contacts.CLEANUP, "reversal": safety.REVERSAL, "incident": safety.INCIDENT,
    "checkin": safety.CHECKIN, "restock": supplies.RESTOCK, "count": supplies.COUNT, "unmet": supplies.UNMET,
    "shift": supplies.SHIFT, "outcome": referrals.OUTCOME,
}  # fmt: skip
BY_KIND = {kind: json.loads((CASES / f"{kind}.json").read_text("utf-8")) for kind in FIELDS}
ALL = [(kind, case) for kind, cases in BY_KIND.items() for case in cases]
REF = ["0f6e8a34-5f0e-4b7e-9a3c-0d7f5f2e8c11", "9b2f1c52-6f6f-4f0a-8c9e-3d2b1a0f4e5d", 7]


@pytest.fixture(scope="module")
def known() -> Known:
    return made_known()


@pytest.mark.parametrize(
    ("kind", "case"), ALL, ids=lambda part: part if isinstance(part, str) else part["name"]
)
def test_a_record_is_read_or_refused_by_its_rule(kind: str, case: dict[str, Any], known: Known) -> None:
    if case["ok"]:
        assert parse(case["record"], known).kind == kind
    else:
        with pytest.raises(InvalidRecordError) as refused:
            parse(case["record"], known)
        assert refused.value.code == case["error"]


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_has_a_record_that_breaks_it(kind: str) -> None:
    codes = {case["error"] for case in BY_KIND[kind]}
    assert codes >= {"shape", "kind", "version", *FIELDS[kind]} - {"kind", "version"}


@pytest.mark.parametrize("kind", FIELDS)
def test_a_case_has_a_name_of_its_own(kind: str) -> None:
    names = [case["name"] for case in BY_KIND[kind]]
    assert len(set(names)) == len(names)


def good(kind: str) -> list[Any]:
    return list(next(case["record"] for case in BY_KIND[kind] if case["ok"]))


@pytest.mark.parametrize("kind", sorted(FIELDS.keys() - {"checkin"}))
def test_an_amendment_carries_the_whole_record(kind: str, known: Known) -> None:
    read = parse(["amend", 1, *REF, good(kind)], known)
    assert read.ref is not None
    assert read.contact is not None or read.entry is not None


def test_a_check_in_is_never_amended(known: Known) -> None:
    with pytest.raises(InvalidRecordError) as refused:
        parse(["amend", 1, *REF, good("checkin")], known)
    assert refused.value.code == "shape"


@pytest.mark.parametrize("kind", ["reversal", "incident"])
def test_the_day_of_harm_is_not_read(kind: str, known: Known) -> None:
    entry = parse(good(kind), known).entry
    assert entry is not None
    assert entry.row.month == "2026-11"
    assert "2026, 11, 20" not in repr(entry)


def test_a_tally_is_a_contact_of_whom_nothing_was_asked(known: Known) -> None:
    contact = parse(good("tally"), known).contact
    assert contact is not None
    row = contact.row
    asked = (row.seen, row.age, row.gender, row.populations, row.person)
    assert (row.people, asked) == (40, (0, None, None, 0, None))
    assert (row.tally, row.returned, [line[1] for line in contact.lines]) == (1, 250, [60, 200])
