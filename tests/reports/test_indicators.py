"""Indicators: data that anybody can add to, numbers as a hand would count them, and nothing made of a hidden number."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from outreach.database import reading
from outreach.disclosure.attacker import attack, attack_tables
from outreach.disclosure.cells import FEW, HELD, SHUT, TIME, Key, Protected, key, months, read
from outreach.errors import InvalidPackError, UnknownIndicatorError
from outreach.figures.rules import parse_period
from outreach.reports import build
from outreach.reports.content import drafting
from outreach.reports.content.document import Document, from_json
from outreach.reports.content.rules import Wish
from outreach.reports.indicators import (
    commands as indicator_commands,
)
from outreach.reports.indicators import (
    definitions as indicator_packs,
)
from outreach.reports.indicators import (
    figures as indicators,
)
from outreach.reports.indicators.definitions import FOLDER, Definition, Pack, Packs
from outreach.reports.indicators.shelf import folder, shelf
from outreach.reports.indicators.target_rules import Estimate
from tests.figures.world import TODAY
from tests.reports import known_programme as known

PACKS = indicator_packs.load()
ALL = PACKS.chosen(list(PACKS.packs))
COMPUTED = [(pack, one) for pack, one in ALL if one.verifiable]
PWID = Estimate("pwid", 40, 30, 60, 2025, "A count by hand, 2025")
ON_ONE_STORE = pytest.mark.parametrize(
    "database", ["sqlite"], indirect=True
)  # pages, no queries of their own

# What a hand counts in the known programme (the fourth quarter; what is asked once a year, in 2026).
BY_HAND: dict[str, Any] = {
    "community:CONTACTS": 60 + 50 + 20,
    "community:PEOPLE": (30 + 25, 30 + 25 + 15 + 20),
    "community:FIRST": 18,  # 20 of 110 who were asked
    "community:NEEDLES": 50 * (10 + 6),  # barrels and needles are one syringe: the larger of the two
    "community:RETURNED": 50 * 5,
    "community:RETURNS": 31,  # 250 of 800
    "community:COLLECTED": 3 * 12,
    "community:LOW.DEAD": 71,  # 500 of 700
    "community:CONDOMS": 60 * 10,
    "community:LUBRICANT": 60 * 5,
    "community:KITS": 50 + 20 * 2,
    "community:TRAINED": 50,
    "community:REVERSALS": 7,
    "community:STRIPS": 50 * 2,
    "community:SELFTESTS": 20,
    "community:REFERRED": 60 + 60 + 20,
    "community:ATTENDED": 15,  # 21 of 140
    "community:UNMET": 4,
    "who-unaids:GAM-NSP": 20,  # 800 for 40 people
    "who-unaids:WHO-HEP-NSP": 20,
    "who-unaids:GAM-PREV-PWID": "base",  # of an estimate of 40: no share of fewer than 100
    "who-unaids:GAM-PREV-SW": "estimate",
    "who-unaids:GAM-PREV-MSM": "estimate",
    "who-unaids:GAM-PREV-TG": "estimate",
    "pepfar-mer:KP_PREV.pwid": (25, 25),
    "pepfar-mer:KP_PREV.sw": (30, 30 + 15),
    "pepfar-mer:KP_PREV.msm": (0, 0),
    "pepfar-mer:KP_PREV.tg": (0, 0),
    "pepfar-mer:KP_PREV.prison": (0, 0),
    "pepfar-mer:KP_PREV.hts": 60,
    "pepfar-mer:KP_PREV.mat": 20,
    "pepfar-mer:KP_PREV.sti": 0,
    "pepfar-mer:KP_PREV.hep": 0,
    "pepfar-mer:KP_PREV.art": 0,
    "pepfar-mer:HTS_SELF": 20,
    "us-ssp:SSP.PEOPLE": (55, 90),
    "us-ssp:SSP.CONTACTS": 130,
    "us-ssp:SSP.SYRINGES": 800,
    "us-ssp:SSP.RETURNED": 250,
    "us-ssp:SSP.RETURNS": 31,
    "us-ssp:SSP.KITS": 90,
    "us-ssp:SSP.REVERSALS": 7,
    "us-ssp:SSP.REF.SUD": 20,
    "us-ssp:SSP.REF.SUD.ATT": "base",  # 20 offered: no share of fewer than 100
    "us-ssp:SSP.REF.HIV": 60,
    "us-ssp:SSP.REF.HCV": 0,
    "us-ssp:SSP.REF.CARE": 0,
    "us-ssp:SSP.REF.HOUSING": 60,
    "us-ssp:SOR.DOSES": 50 * 2 + 40 * 2 + 60,
    "us-ssp:SOR.OTHER": 0,
    "us-ssp:SOR.REVERSALS": 7,
    "us-ssp:SOR.TRAINED": 50,
    "us-ssp:SOR.STRIPS": 100,
    "ontario-neo:NEO.CLIENTS": (55, 90),
    "ontario-neo:NEO.OTHERS": 10,
    "ontario-neo:NEO.NEEDLES": 800,
    "ontario-neo:NEO.INJECTION": 20 * 4,
    "ontario-neo:NEO.INHALATION": 20 * 2,
    "ontario-neo:NEO.SEX": 600 + 300,
    "ontario-neo:NEO.RETURNED": 250,
    "ontario-neo:NEO.CLEANUPS": 3,
    "ontario-neo:NEO.COLLECTED": 36,
    "ontario-neo:NEO.REFERRALS": 140,
    "ontario-neo:ONP.INJ.KITS": 40,
    "ontario-neo:ONP.INJ.DOSES": 0,
    "ontario-neo:ONP.NASAL.KITS": 50,
    "ontario-neo:ONP.NASAL.DOSES": 60,
    "ontario-neo:ONP.TRAINED": 50,
}


def name(pack: Pack, one: Definition) -> str:
    return f"{pack.pack}:{one.code}"


def told(row: dict[str, Any]) -> Any:
    """The number of a row, its range, or the reason why there is none."""
    return (
        (row["low"], row["high"])
        if row["low"] is not None
        else row["value"]
        if row["value"] is not None
        else row["reason"]
    )


def row(packed: str, document: Document, *more: Any) -> dict[str, Any]:
    return indicators.rows([PACKS.find(packed)], document, *more)[0]


def test_no_pack_of_the_program_is_broken() -> None:
    assert PACKS.broken == {}
    assert set(PACKS.packs) == {"community", "who-unaids", "pepfar-mer", "us-ssp", "ontario-neo"}


def test_each_computable_indicator_is_what_a_hand_counts(app: Flask, run: Callable[..., Any]) -> None:
    run(known.fill)
    with app.app_context(), reading() as conn:
        quarter, year = (known.true_document(conn, period, ALL) for period in ("2026Q4", "2026"))
    found = {}
    for pack, one in COMPUTED:
        of = year if one.period.startswith("annual") else quarter
        found[name(pack, one)] = told(indicators.evaluate(one, of, [PWID]))
    assert found == BY_HAND


def test_coverage_is_a_range_of_whole_percentages_of_an_estimate() -> None:
    where = {TIME: parse_period("2026").months, "pop.sw": "yes"}
    shown = {"codes": 120, "coded": 300, "uncoded": 45}
    cells = {
        key("codes", where): Protected(shown["codes"]),
        key("contacts", where): Protected(shown["coded"] + shown["uncoded"]),
        key("contacts", {**where, "coded": "no"}): Protected(shown["uncoded"]),
    }
    of = Estimate("sw", 400, None, None, 2025, "A count by hand, 2025")
    found = row("who-unaids:GAM-PREV-SW", known.document("2026", cells), [of])
    assert (found["low"], found["high"], found["shown"]) == (30, 41, "percent")
    assert found["share_without_code"] == 13
    cells[key("contacts", {**where, "coded": "no"})] = Protected(None, FEW)
    found = row("who-unaids:GAM-PREV-SW", known.document("2026", cells), [of])
    assert (found["low"], found["high"], found["mark"]) == (30, None, FEW)


def test_what_cannot_be_computed_says_why_and_gives_no_number() -> None:
    silent = [(pack, one) for pack, one in ALL if not one.verifiable]
    rows = indicators.rows(silent, known.document("2026Q4", {}))
    assert len(rows) > 20
    assert {(r["value"], r["low"], r["numerator"], r["reason"]) for r in rows} == {
        (None, None, "", "not_collected")
    }
    assert all(len(r["why"]) > 20 for r in rows)


@pytest.mark.parametrize("mark", [FEW, HELD, SHUT])
def test_a_hidden_number_hides_every_indicator_made_of_it(mark: str) -> None:
    quarter = {at: Protected(None, mark) for at in cells_of("2026Q4")}
    year = {at: Protected(None, mark) for at in cells_of("2026")}
    for _pack, one in COMPUTED:
        of = known.document(*(("2026", year) if one.period.startswith("annual") else ("2026Q4", quarter)))
        found = indicators.evaluate(one, of, [PWID])
        assert (found["value"], found["low"], found["high"], found["mark"]) == (None, None, None, mark)
        assert found["share_without_code"] is None


def test_a_hidden_denominator_hides_the_share() -> None:
    cells = {at: Protected(800) for at in cells_of("2026Q4")}
    cells[key("needles", {"time": months("2026-10", "2026-12")})] = Protected(None, HELD)
    found = row("community:RETURNS", known.document("2026Q4", cells))
    assert (found["value"], found["mark"]) == (None, HELD)


def cells_of(period: str) -> list[Key]:
    """Every cell that the packs read in a period."""
    empty = known.document(period, {})
    rows = indicators.rows(ALL, empty)
    keys = [read(r[side]) for r in rows for side in ("numerator", "denominator") if r[side]]
    people = [at for at in keys if at.measure == "codes"]
    return [*keys, *(key("contacts", {"time": at.of("time"), "coded": "no"}) for at in people)]


def test_people_are_a_range_and_a_share_of_unknown_width() -> None:
    time = {"time": months("2026-10", "2026-12")}
    codes, uncoded, contacts = (
        key("codes", time),
        key("contacts", {**time, "coded": "no"}),
        key("contacts", time),
    )
    cells = {codes: Protected(1240), uncoded: Protected(612), contacts: Protected(2001)}
    found = row("community:PEOPLE", known.document("2026Q4", cells))
    assert (found["low"], found["high"], found["share_without_code"]) == (1240, 1852, 31)
    cells[uncoded] = Protected(None, FEW)  # how many more there may be is hidden: "at least"
    found = row("community:PEOPLE", known.document("2026Q4", cells))
    assert (found["low"], found["high"], found["mark"], found["share_without_code"]) == (
        1240,
        None,
        FEW,
        None,
    )


def test_people_who_cannot_be_counted_are_no_guess(app: Flask, run: Callable[..., Any]) -> None:
    """Pseudonyms begin anew with the calendar year: over a fiscal year the same person would count twice."""
    run(known.fill)
    chosen = [PACKS.find("community:PEOPLE"), PACKS.find("community:CONTACTS")]
    with app.app_context(), reading() as conn:
        document = known.true_document(conn, "2026FY10", chosen)
    people, contacts = indicators.rows(chosen, document)
    assert (people["low"], people["reason"], contacts["value"]) == (None, "people", 130)


@pytest.mark.parametrize(
    ("packed", "period", "reason"),
    [
        ("pepfar-mer:HTS_SELF", "2026-11", "period"),
        ("who-unaids:GAM-NSP", "2026Q4", "period"),
        ("community:STRIPS", "2026-11", "dropped"),
    ],
)
def test_a_period_of_the_wrong_length_gives_no_number(packed: str, period: str, reason: str) -> None:
    assert row(packed, known.document(period, {}))["reason"] == reason


def test_a_rate_needs_an_estimate_of_these_places_and_this_time() -> None:
    needles = {key("needles", {"time": months("2026-01", "2026-12")}): Protected(500)}
    document = known.document("2026", needles)
    found = row("who-unaids:GAM-NSP", document, [PWID])
    assert (found["value"], found["estimate"]["source"]) == (12 + 1, "A count by hand, 2025")  # 12.5, half up
    elsewhere = [replace(PWID, zones=(3,)), replace(PWID, year=2027), replace(PWID, population="sw")]
    assert row("who-unaids:GAM-NSP", document, elsewhere)["reason"] == "estimate"
    assert row("who-unaids:GAM-NSP", document, [replace(PWID, people=90)])["value"] == 5.6


@pytest.mark.parametrize(("part", "whole", "value"), [(1, 99, None), (1, 200, 1), (1, 201, 0), (99, 100, 99)])
def test_a_share_is_a_whole_number_of_a_hundred_or_more(part: int, whole: int, value: int | None) -> None:
    time = {"time": months("2026-10", "2026-12")}
    cells = {
        key("referrals", {**time, "reached": "attended"}): Protected(part),
        key("referrals", time): Protected(whole),
    }
    assert row("community:ATTENDED", known.document("2026Q4", cells))["value"] == value


def test_disaggregations_name_cells_of_the_edition(app: Flask, run: Callable[..., Any]) -> None:
    run(known.fill)
    with app.app_context(), reading() as conn:
        document = known.true_document(conn, "2026Q4", ALL)
    zones = row("community:NEEDLES", document)["disaggregations"]
    assert [part["name"] for part in zones] == ["Canal", "Docks", "Mill"]
    assert [document.cells[read(part["key"])].value for part in zones] == [0, 800, 0]
    items = row("ontario-neo:NEO.SEX", document)["disaggregations"]
    assert [(part["name"], document.cells[read(part["key"])].value) for part in items] == [
        ("External condom", 600), ("Internal condom", 0), ("Lubricant sachet", 300),
    ]  # fmt: skip


def test_a_new_pack_is_a_file_and_nothing_else(app: Flask, run: Callable[..., Any]) -> None:
    """It is read from the installation's folder, its cells are asked for, protected, and frozen with the edition."""
    run(known.fill)
    told_by = json.loads((FOLDER / "community.json").read_text())
    mine = told_by["indicators"][0] | {
        "code": "MEN", "title": "Men who “inject” — رجال", "disaggregations": [],
        "numerator": {"count": "contacts", "where": {"pop.pwid": "yes", "gender": "man"}},
    }  # fmt: skip
    few = mine | {"code": "OTHERS", "numerator": {"count": "cleanups"}}
    with app.app_context():
        folder().mkdir()
        pack = told_by | {"pack": "mine", "indicators": [mine, few]}
        (folder() / "mine.json").write_text(json.dumps(pack))
        with reading() as conn:
            made = drafting.draft(conn, Wish("2026Q4", 5, packs=("mine",)), TODAY)
    men, cleanups = from_json(made.to_json()).indicators
    assert (men["title"], men["value"], men["version"]) == ("Men who “inject” — رجال", 50, 1)
    assert (cleanups["value"], cleanups["mark"]) == (None, FEW)
    assert made.cells[read(men["numerator"])].value == 50


@ON_ONE_STORE
def test_every_pack_withstands_the_attack_on_the_finished_file(app: Flask, run: Callable[..., Any]) -> None:
    """All definitions at once: shares, rates and sums of several items tell nothing that the report does not."""
    run(known.fill)
    with app.app_context():
        with reading() as conn:
            without = drafting.draft(conn, Wish("2026Q4", 5), TODAY)
            made = drafting.draft(conn, Wish("2026Q4", 5, packs=tuple(PACKS.packs)), TODAY)
        pdf, _complaints = build.draw(made, "A4")
    assert len(made.indicators) == len(ALL)
    assert sum(told(one) not in (None, "", *indicators.REASONS) for one in made.indicators) > 20
    before, after = (attack_tables([json.loads(one.to_json())]) for one in (without, made))
    assert {found.key for found in after.found} <= {found.key for found in before.found}
    printed = [
        found for found in attack(pdf, []).found if found.key.startswith(("table", "text", "indicator"))
    ]
    assert printed == []


@ON_ONE_STORE
def test_a_broken_file_takes_no_other_pack_with_it(app: Flask) -> None:
    with app.app_context():
        folder().mkdir()
        (folder() / "mine.json").write_text("{")
        (folder() / "twin.json").write_text((FOLDER / "community.json").read_text())
        found = shelf()
    assert set(found.packs) == set(PACKS.packs)
    assert found.broken == {
        "mine.json": ("The file is no JSON, line 1.",),
        "twin.json": ("There is another pack called community.",),
    }


def test_an_unknown_indicator_is_told_in_clear_words() -> None:
    for chosen in (["community:GONE"], ["gone:CONTACTS"], ["nonsense"]):
        with pytest.raises(UnknownIndicatorError, match="No pack holds this indicator"):
            PACKS.chosen([], chosen)
    with pytest.raises(UnknownIndicatorError, match="not there any more"):
        Packs({}, {}).chosen(["community"])


def _first(pack: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = pack["indicators"][0]
    return found


WRONG: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "item": (lambda p: _first(p).update(numerator={"count": "units", "where": {"item": "NS99"}}),
             "CONTACTS, numerator: “NS99” is no item code."),
    "yes/no item": (lambda p: _first(p).update(numerator={"count": "contacts", "where": {"item.XX": "yes"}}),
                    "“XX” is no item code."),
    "dimension": (lambda p: _first(p).update(numerator={"count": "contacts", "where": {"shoe": "42"}}),
                  "“shoe” is no dimension of contacts; there are setting, seen,"),
    "measure": (lambda p: _first(p).update(numerator={"count": "shoes"}), "“shoes” is nothing that is counted"),
    "place": (lambda p: _first(p).update(numerator={"count": "contacts", "where": {"zone": "1"}}),
              "“zone” is chosen by the report, not by an indicator."),
    "referral": (lambda p: _first(p).update(numerator={"count": "referrals", "where": {"type": "T.XX"}}),
                 "“T.XX” is no type of referral."),
    "category": (lambda p: _first(p).update(numerator={"count": "contacts", "where": {"age": "7-9"}}),
                 "“7-9” is no category of “age”."),
    "together": (lambda p: _first(p).update(numerator={"count": "contacts", "where": {"age": "25-29", "seen": "1"}}),
                 "contacts are not known by age and seen together."),
    "sum of unlike": (lambda p: _first(p).update(numerator={"count": "units"}),
                      "units of different items are not added up: name the items."),
    "made": (lambda p: _first(p).update(numerator={"made": "shoes"}), "“shoes” is not made here"),
    "source": (lambda p: _first(p).pop("source"), "CONTACTS, source: is missing."),
    "empty source": (lambda p: _first(p).update(source=""), "CONTACTS, source: is empty."),
    "why": (lambda p: [_first(p).pop("numerator"), _first(p).update(verifiable=False)],
            "CONTACTS: it is not verifiable and does not say why."),
    "guess": (lambda p: _first(p).update(verifiable=False, why="We could not read it."),
              "must not have a numerator: a guess would be printed."),
    "no numerator": (lambda p: _first(p).pop("numerator"), "it is marked verifiable but has no numerator"),
    "share of nothing": (lambda p: _first(p).update(shown="percent"),
                         "shown as “percent” and a denominator do not fit together."),
    "people added up": (lambda p: p["indicators"][1].update(period="sum"), "PEOPLE: people are never added up"),
    "people as a number": (lambda p: p["indicators"][1].update(shown="number"), "people are shown as a “range”"),
    "form": (lambda p: _first(p).update(numerator={"sum": "contacts"}),
             "CONTACTS, numerator: says what is counted with one of count, made, people, estimate."),
    "numerator from outside": (lambda p: _first(p).update(numerator={"estimate": "pwid"}),
                               "CONTACTS, numerator: cannot be counted so here."),
    "estimate": (lambda p: _first(p).update(denominator={"estimate": "cats"}, shown="per person"),
                 "“cats” is no population; there are pwid,"),
    "period": (lambda p: _first(p).update(period="weekly"), "CONTACTS, period: must be 'sum',"),
    "code": (lambda p: _first(p).update(code="a b"), "code: "),
    "twice": (lambda p: p["indicators"].append(deepcopy(_first(p))), "each code stands once; CONTACTS does not."),
    "unknown field": (lambda p: _first(p).update(colour="red"), "CONTACTS, colour: is no field of a pack."),
    "format": (lambda p: p.update(format="x"), "format: must be 'outreach-pack/1'."),
    "nothing": (lambda p: p.update(indicators=[]), "indicators: "),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_with_a_file_is_said_in_words(what: str, tmp_path: Path) -> None:
    pack = json.loads((FOLDER / "community.json").read_text())
    spoil, words = WRONG[what]
    spoil(pack)
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(pack))
    with pytest.raises(InvalidPackError) as problem:
        indicator_packs.read(path)
    assert words in problem.value.message
    assert len(problem.value.message.splitlines()) < 4


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"indicators": [1]}', b"3"])
def test_a_file_that_is_no_pack_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(content)
    with pytest.raises(InvalidPackError):
        indicator_packs.read(path)


def test_the_command_checks_a_file(tmp_path: Path) -> None:
    pack = json.loads((FOLDER / "community.json").read_text())
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(pack))
    _first(pack)["numerator"]["count"] = "shoes"
    bad.write_text(json.dumps(pack))
    fine = CliRunner().invoke(indicator_commands.indicators, ["check", str(good)])
    assert (fine.exit_code, fine.output) == (
        0,
        f"{good}: Community pack, version 1: 18 indicators, 18 computed.\n",
    )
    wrong = CliRunner().invoke(indicator_commands.indicators, ["check", str(good), str(bad)])
    assert wrong.exit_code == 1
    assert "bad.json: CONTACTS, numerator: “shoes” is nothing that is counted" in wrong.output
