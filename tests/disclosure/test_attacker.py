"""The attacker finds what a patient reader with pencil, paper and a solver would find."""

from __future__ import annotations

import ast
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from outreach.disclosure import attacker
from outreach.disclosure.attacker import DIFFERS, EXACT, QUANTITY, SMALL, TWICE, Verdict, attack_tables
from tests.disclosure.towns import asked, primary, published, town

T = "time=2026-07..2026-09"
FEW, HELD, SHUT = {"mark": "few"}, {"mark": "held"}, {"mark": "shut"}
Cells = dict[str, Any]


def said(cells: Cells, k: int = 5, **more: Any) -> dict[str, Any]:
    """A publication; a plain number is a printed one, {} stands for the whole period."""
    told = {
        key.replace("{}", T): {"value": cell} if isinstance(cell, int) else cell
        for key, cell in cells.items()
    }
    return {"about": {"threshold": k}, "cells": told, "terms": {}, **more}


def found(*publications: dict[str, Any]) -> set[tuple[str, str, int, int]]:
    verdict = attack_tables(publications)
    assert verdict.complete, verdict.notes
    return {(one.kind, one.key.replace(T, "{}"), one.low, one.high) for one in verdict.found}


def test_it_shares_no_code_with_the_protection() -> None:
    """It may know nothing of the package but errors and clock."""
    for path in Path(attacker.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert node.level <= 1 or (node.module or "").split(".")[0] in {"errors", "clock"}, path
                assert not (node.module or "").startswith("outreach"), path
            elif isinstance(node, ast.Import):
                assert not any(name.name.startswith("outreach") for name in node.names), path


def test_the_only_hidden_number_of_a_row_is_the_difference_to_its_sum() -> None:
    row = {"contacts|{}": 20, "contacts|{}|zone=1": 17, "contacts|{}|zone=2": FEW}
    assert found(said(row)) == {(EXACT, "contacts|{}|zone=2", 3, 3)}


def test_a_second_number_withheld_beside_it_keeps_it_hidden() -> None:
    row = {"contacts|{}": 60, "contacts|{}|zone=1": 17, "contacts|{}|zone=2": FEW, "contacts|{}|zone=3": HELD}
    assert found(said(row)) == set()


def test_few_beside_withheld_tells_more_when_little_is_left_for_both() -> None:
    """A withheld number is 5 or more: of 7 that are left the other is 2 at most."""
    row = {"contacts|{}": 24, "contacts|{}|zone=1": 17, "contacts|{}|zone=2": FEW, "contacts|{}|zone=3": HELD}
    assert found(said(row)) == {(SMALL, "contacts|{}|zone=2", 0, 2)}


def test_two_of_few_that_make_six_are_both_at_least_two() -> None:
    row = {"contacts|{}": 23, "contacts|{}|zone=1": 17, "contacts|{}|zone=2": FEW, "contacts|{}|zone=3": FEW}
    assert {(kind, key) for kind, key, _, _ in found(said(row))} == {
        (SMALL, "contacts|{}|zone=2"),
        (SMALL, "contacts|{}|zone=3"),
    }


def test_a_number_that_is_not_open_is_nought() -> None:
    row = {"contacts|{}": 20, "contacts|{}|zone=1": 17, "contacts|{}|zone=2": FEW, "contacts|{}|zone=3": SHUT}
    assert found(said(row)) == {(EXACT, "contacts|{}|zone=2", 3, 3)}


def test_yes_and_no_are_everybody() -> None:
    row = {"contacts|{}": 20, "contacts|coded=yes|{}": 18, "contacts|coded=no|{}": FEW}
    assert found(said(row)) == {(EXACT, "contacts|coded=no|{}", 2, 2)}


def test_a_year_to_date_less_its_quarters_is_the_last_quarter() -> None:
    quarters = [
        said({f"contacts|{span}|zone=1": 30, f"contacts|{span}|zone=2": 40, f"contacts|{span}": 70})
        for span in ("time=2026-01..2026-03", "time=2026-04..2026-06")
    ]
    last = said({"contacts|{}": 60, "contacts|{}|zone=1": FEW, "contacts|{}|zone=2": HELD})
    assert found(*quarters, last) == set()
    year = {
        f"contacts|time=2026-01..2026-09{rest}": n
        for rest, n in (("", 200), ("|zone=1", 63), ("|zone=2", 137))
    }
    kinds = {(kind, key) for kind, key, _, _ in found(*quarters, said({**_plain(last), **year}))}
    assert (EXACT, "contacts|{}|zone=1") in kinds


def _plain(publication: dict[str, Any]) -> Cells:
    cells: Cells = publication["cells"]
    return {key: cell.get("value", cell) for key, cell in cells.items()}


def test_two_funders_who_compare_their_reports_learn_what_each_was_not_told() -> None:
    one = said(
        {"contacts|{}": 60, "contacts|{}|zone=1": 17, "contacts|{}|zone=2": FEW, "contacts|{}|zone=3": HELD}
    )
    other = said({"contacts|{}|zone=1,3": 57, "contacts|{}|zone=1": 17})
    assert found(one) == set() == found(other)
    assert (EXACT, "contacts|{}|zone=2", 3, 3) in found(one, other)


def test_one_late_contact_is_located_between_two_editions() -> None:
    first = said({"contacts|{}": 60, "contacts|{}|zone=1": 20, "contacts|{}|zone=2": 40})
    second = said(
        {"contacts|{}": 61, "contacts|{}|zone=1": 20, "contacts|{}|zone=2": 41}, changes=[{"why": "late"}]
    )
    kinds = {kind for kind, _, _, _ in found(first, second)}
    assert kinds == {SMALL, TWICE}


def test_a_late_contact_of_a_hidden_cross_is_located_too() -> None:
    """The total moved by 1 and one zone is printed unchanged: it came to the other, whose number is withheld."""
    first = said(
        {"contacts|{}": 60, "contacts|{}|zone=1": 20, "contacts|{}|zone=2": HELD, "contacts|{}|zone=3": HELD}
    )
    second = said(
        {"contacts|{}": 61, "contacts|{}|zone=1": 20, "contacts|{}|zone=2": 22, "contacts|{}|zone=3": 19},
        changes=[{"why": "late"}],
    )
    assert any("came later" in key for _, key, _, _ in found(first, second))


def test_a_correction_by_many_that_is_told_is_no_finding() -> None:
    first = said({"contacts|{}": 60, "contacts|{}|zone=1": 20, "contacts|{}|zone=2": 40})
    second = said(
        {"contacts|{}": 90, "contacts|{}|zone=1": 35, "contacts|{}|zone=2": 55}, changes=[{"why": "late"}]
    )
    assert found(first, second) == set()
    assert {kind for kind, _, _, _ in found(first, {**second, "changes": []})} == {TWICE}


def test_a_hidden_quantity_is_the_difference_to_its_sum() -> None:
    row = {"returned|{}": 300, "returned|{}|zone=1": 280, "returned|{}|zone=2": HELD}
    assert found(said(row)) == {(QUANTITY, "returned|{}|zone=2", 20, 20)}


def test_a_composite_less_its_printed_part_is_the_other_part() -> None:
    parts = {"units|item=NS01|{}": 280, "units|item=NS02|{}": HELD, "needles|{}": 300}
    terms = {f"needles|{T}": [[1, f"units|item=NS01|{T}"], [1, f"units|item=NS02|{T}"]]}
    assert found(said(parts, terms=terms) | {"terms": terms}) == {(QUANTITY, "units|item=NS02|{}", 20, 20)}


def test_units_that_must_have_been_given_prove_that_somebody_was_there() -> None:
    cells = {
        "units|{}|item=NX01": 100, "units|{}|item=NX01|zone=1": 60, "units|{}|item=NX01|zone=2": HELD,
        "units|{}|item=NX01|zone=3": HELD, "units|{}|item=NX01|zone=1,2": 75, "contacts|{}|item.NX01=yes|zone=2": FEW,
        "units|{}|item=NX01|zone=4": HELD,
    }  # fmt: skip
    assert (QUANTITY, "units|{}|item=NX01|zone=2", 15, 15) in found(said(cells))


def test_people_of_the_parts_are_at_least_the_people_of_the_whole() -> None:
    """40 people, 37 of them at most in zone 1: 3 or 4 in zone 2."""
    row = {"codes|{}": 40, "codes|{}|zone=1": 37, "codes|{}|zone=2": FEW}
    assert found(said(row)) == {(SMALL, "codes|{}|zone=2", 3, 4)}


def test_a_report_about_two_zones_says_nothing_of_the_others() -> None:
    """Of the 20 that are left, 16 were asked for in two zones, and perhaps more elsewhere; where those are all zones, 4
    are left for the others."""
    whole = {"unmet|{}": 60, "unmet|{}|code=tent": 40, "unmet|{}|code=food": HELD, "unmet|{}|code=other": FEW}
    part = {"unmet|{}|code=food|zone=1,2": 16, "unmet|{}|code=other|zone=1,2": FEW}
    assert found(said(whole), said(part)) == set()
    listed = {"contacts|{}": 90, "contacts|{}|zone=1": 40, "contacts|{}|zone=2": 50}
    for all_zones in ({"unmet|{}|zone=1,2": 60}, listed):
        assert (EXACT, "unmet|{}|code=other", 4, 4) in found(said(whole | all_zones), said(part))
    third = listed | {"contacts|{}": 110, "contacts|{}|zone=3": 20}
    assert found(said(whole | third), said(part)) == set()


def test_numbers_that_contradict_each_other_are_found() -> None:
    row = {"contacts|{}": 20, "contacts|{}|zone=1": 30}
    assert {kind for kind, _, _, _ in found(said(row))} == {DIFFERS}


def test_no_time_is_no_proof() -> None:
    wishes = asked(town(1, contacts=200, zones=3), ("2026-01", "2026-02", "2026-03"), fine=False)
    verdict = attack_tables([published(primary(wishes, 5), wishes, 5)], seconds=0)
    assert not verdict.complete
    assert not verdict.safe


def test_figures_that_cannot_be_read_are_no_proof() -> None:
    assert not attack_tables([{"about": {"threshold": 5}, "cells": {f"contacts|{T}": {}}}]).complete
    assert not attack_tables([{}]).complete


@pytest.mark.parametrize("seed", range(40))
def test_every_table_that_fits_was_counted_by_hand(seed: int) -> None:
    """Tiny two-way tables with their sums: all whole tables that fit what is printed, one by one."""
    random = Random(seed)
    k, height, width = 3, 2, random.choice((2, 3))
    true = np.array([random.choice((0, 1, 2, 2, 3, 4, 5)) for _ in range(height * width)])
    parts = _parts(height, width)
    cells = {key: _hidden(int(true[list(at)].sum()), k, random) for key, at in parts.items()}
    cells["contacts|{}"] = int(true.sum())
    every = np.indices((8,) * (height * width)).reshape(height * width, -1)
    fitting = every[
        :, np.logical_and.reduce([_fits(every[list(parts[key])].sum(axis=0), cells[key], k) for key in parts])
    ]
    expected = {}
    for key, at in parts.items():
        values = fitting[list(at)].sum(axis=0)
        low, high = int(values.min()), int(values.max())
        if isinstance(cells[key], dict) and (high < k - 1 or (low > 0 and high < k)):
            expected[key] = low == high
    verdict = attack_tables([said(cells, k)])
    assert {one.key.replace(T, "{}"): one.kind == EXACT for one in verdict.found} == expected


def _parts(height: int, width: int) -> dict[str, tuple[int, ...]]:
    """Keys of all cells and sums, and the places of the table that they add up."""
    places = range(height * width)
    parts = {f"contacts|age={at % width}|{{}}|zone={at // width}": (at,) for at in places}
    parts |= {
        f"contacts|{{}}|zone={z}": tuple(at for at in places if at // width == z) for z in range(height)
    }
    parts |= {f"contacts|age={a}|{{}}": tuple(at for at in places if at % width == a) for a in range(width)}
    return {**parts, "contacts|{}": tuple(places)}


def _hidden(n: int, k: int, random: Random) -> Any:
    return FEW if n < k else HELD if random.random() < 0.35 else n


def _fits(sums: np.ndarray, cell: Any, k: int) -> np.ndarray:
    return sums < k if cell == FEW else sums >= k if cell == HELD else sums == cell


def test_the_towns_fall_when_only_small_numbers_are_hidden() -> None:
    """The attack bites: without complementary suppression nearly every town gives people away."""
    verdicts: list[Verdict] = []
    for seed in range(4):
        made = town(seed, contacts=800)
        wishes = asked(made, made.time)
        verdicts.append(attack_tables([published(primary(wishes, 5), wishes, 5)]))
    assert all(verdict.complete and verdict.found for verdict in verdicts)
