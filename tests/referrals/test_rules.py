"""Slip codes, outcomes, and the taxonomy."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from outreach.referrals import rules

CASES = Path(__file__).parent.parent / "cases"
SLIPS = json.loads((CASES / "slips.json").read_text("utf-8"))


@pytest.mark.parametrize("case", SLIPS, ids=lambda case: case["name"])
def test_a_slip_is_read_as_the_phone_reads_it(case: dict[str, Any]) -> None:
    assert rules.read_slip(case["typed"]) == case["slip"]


def test_a_slip_is_shown_in_two_parts() -> None:
    assert rules.show_slip("7KQ42MX") == "7KQ-42MX"


def some_slips() -> list[str]:
    rng = Random(7)
    return [rules.make_slip("".join(rng.choices(rules.SIGNS, k=6))) for _ in range(50)]


def test_every_single_wrong_sign_is_found() -> None:
    for slip in some_slips():
        for place in range(7):
            others = (slip[:place] + sign + slip[place + 1 :] for sign in rules.SIGNS if sign != slip[place])
            assert not any(rules.is_slip(wrong) for wrong in others)


def test_every_swap_of_two_neighbours_is_found() -> None:
    for slip in some_slips():
        for place, (a, b) in enumerate(pairwise(slip)):
            assert a == b or not rules.is_slip(slip[:place] + b + a + slip[place + 2 :])


def test_a_referral_goes_forward_and_an_attended_one_is_done() -> None:
    assert rules.may_settle("offered", "attended")
    assert rules.may_settle("unknown", "attended")
    assert not rules.may_settle("attended", "offered")
    assert not rules.may_settle("offered", "lost")


def test_the_taxonomy_is_complete() -> None:
    wanted = (
        "T.HIV T.HIVSELF T.HCV T.HBV V.HEPAB T.STI T.TB P.PREP P.PEP C.ART D.OAT D.DETOX D.TREAT "
        "D.STIM D.SCS H.WOUND H.PRIM H.DENT H.REPRO H.EMERG M.COUNS M.SWAFF M.CRISIS G.VIOL G.CLIN "
        "G.SHELT G.REPORT L.LEGAL L.RIGHTS L.ID L.IMM S.HOUS S.SHEL S.BENEF S.FOOD S.SOC E.ECON "
        "E.JOB E.TRAIN R.PEER R.GROUP R.SWORG "
    )
    assert set(rules.TYPES) == set(wanted.split())
    assert all(
        entry["follow_up_days"] <= 3 for code, entry in rules.TYPES.items() if code in {"P.PEP", "M.CRISIS"}
    )
