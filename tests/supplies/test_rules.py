"""The catalogue, estimates of what came back, and how needles and doses are counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from outreach.supplies import rules

RETURNS = json.loads((Path(__file__).parent.parent / "cases" / "returns.json").read_text("utf-8"))


@pytest.mark.parametrize("case", RETURNS, ids=lambda case: case["name"])
def test_returned_needles_are_estimated_as_on_the_phone(case: dict[str, Any]) -> None:
    found = rules.estimate(case["method"], case["amount"], case["per_litre"], case["per_kilo"])
    assert found == case["count"]


def test_a_programme_may_have_its_own_factors() -> None:
    assert rules.estimate("litres", 2, per_litre=80) == 160


def test_barrels_and_tips_are_never_added() -> None:
    assert rules.needles({"NS01": 100, "NS02": 30, "NS03": 50}) == 150
    assert rules.needles({"NS02": 30}) == 30
    assert rules.needles({}) == 0


def test_needles_in_a_naloxone_kit_are_no_needles() -> None:
    assert rules.needles({"NX11": 5}) == 0


def test_doses_come_from_kits_and_single_ones() -> None:
    out = {"NX10": 3, "NX11": 2, "NX01": 4, "NX03": 9, "SX01": 100}
    assert rules.doses(out) == 14
    assert rules.kits(out) == 5
    assert rules.total(out, "nalmefene") == 9


def test_the_share_of_low_dead_space_has_both_numbers() -> None:
    assert rules.low_dead_space_share({"NS01": 60, "NS02": 40, "NS03": 40}) == (60, 100)


def test_a_pack_expands_to_single_units() -> None:
    lines = dict(map(tuple, rules.expand_pack(10)))
    assert lines["NS01"] == 10
    assert lines["IP06"] == 20
    assert set(lines) <= set(rules.ITEMS)


def test_the_catalogue_is_complete() -> None:
    wanted = (
        "NS01 NS02 NS03 SB01 SB02 IP01 IP02 IP03 IP04 IP05 IP06 IP07 SM01 SM02 SM03 SM04 SM05 SM06 NX01 NX02 NX03 "
        "NX10 NX11 DC01 DC02 DC03 DC04 DC05 SX01 SX02 SX03 SX04 SX05 SX06 ST01 ST02 ST03 WC01 WC02 WC03 WC04 HY01 HY02 "
        "FO01 CL01 PH01 SA01 SA02 IN01 IN02 IN03"
    )
    assert set(rules.ITEMS) == set(wanted.split())
    beside = {entry["code"] for key in ("packs", "attributes", "events") for entry in rules.CATALOGUE[key]}
    assert beside == {"NS10", "NS04", "NX30"}
    assert rules.CATALOGUE["returns"]["code"] == "NR01"
    assert rules.CATALOGUE["reasons"]["code"] == "NX20"


def test_bundles_hold_items_of_the_catalogue() -> None:
    for bundle in rules.CATALOGUE["bundles"]:
        assert {code for code, _ in bundle["lines"]} <= set(rules.ITEMS)


def test_usual_items_are_numbered_one_after_another() -> None:
    places = sorted(entry["usual"] for entry in rules.ITEMS.values() if entry["usual"])
    assert places == list(range(1, len(places) + 1))
