"""Templates of reports and funding sources: what they may say, how they are kept, and their pages at the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from outreach.database import reading
from outreach.errors import ConflictError, InvalidTemplateError, NotFoundError
from outreach.figures.rules import parse_period
from outreach.places import store as places
from outreach.reports import build
from outreach.reports.content import drafting
from outreach.reports.content.document import Document
from outreach.reports.editions import starting
from outreach.reports.indicators.shelf import shelf
from outreach.reports.template import rules as template_rules
from outreach.reports.template import store as template_store
from outreach.reports.template.rules import DEFAULT, Calendar, FundingSource, ReportTemplate, Scope
from outreach.supplies import store as supplies
from outreach.team import audit
from tests.figures.world import SQUARE, TODAY
from tests.reports import known_programme as known
from tests.team.people import People

Run = Callable[..., Any]
FUND = FundingSource(
    0, "Harbour “Health” صندوق", zones=(1, 2), not_eligible=("DC01",), agreement_on=date(2026, 1, 1)
)
PLAIN = ReportTemplate("For the neighbours", packs=("community",))
ON_ONE_STORE = pytest.mark.parametrize(
    "database", ["sqlite"], indirect=True
)  # pages, no queries of their own


# The calendar


@pytest.mark.parametrize(
    ("calendar", "day", "period", "closes"),
    [
        (Calendar("month", 1, 10), "2026-11-20", "2026-11", "2026-12-10"),
        (Calendar("quarter", 1, 14), "2026-11-20", "2026Q4", "2027-01-14"),
        (Calendar("half", 1, 0), "2026-11-20", "2026H2", "2026-12-31"),
        (Calendar("year", 1, 30), "2026-11-20", "2026", "2027-01-30"),
        (Calendar("fiscal", 10, 30), "2026-11-20", "2026FY10", "2027-10-30"),
        (Calendar("fiscal", 4, 30), "2026-02-20", "2025FY04", "2026-04-30"),
        (Calendar("fiscal", 1, 30), "2026-02-20", "2026", "2027-01-30"),
    ],
)
def test_a_calendar_knows_its_periods_and_when_they_close(
    calendar: Calendar, day: str, period: str, closes: str
) -> None:
    found = calendar.period(date.fromisoformat(day))
    assert (found.key, calendar.closes(found).isoformat()) == (period, closes)
    assert calendar.fits(found)
    assert not calendar.closed(
        found, date.fromisoformat(closes).replace(day=1) if closes[-2:] != "01" else found.end
    )
    assert calendar.closed(found, date.fromisoformat(closes))
    assert calendar.last_over(date.fromisoformat(day)).end < date.fromisoformat(day)


def test_a_period_of_another_calendar_does_not_fit() -> None:
    assert not Calendar("quarter").fits(parse_period("2026"))
    assert not Calendar("fiscal", 4).fits(parse_period("2026FY10"))


@ON_ONE_STORE
@pytest.mark.usefixtures("clock")
def test_fiscal_years_can_be_chosen_where_a_template_goes_by_them(people: People, run: Run) -> None:
    browser = people.browser("bo")
    assert "Fiscal years" not in browser.get("/reports").text
    run(template_store.save, replace(PLAIN, calendar=Calendar("fiscal", 10, 30)))
    page = browser.get("/reports").text
    assert (
        page.index('label="Fiscal years"') < page.index('value="2025FY10"') < page.index('value="2026FY10"')
    )


# What a template may say


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "n" * 81}, "name"),
        ({"sections": ()}, "sections"),
        ({"sections": ("reach", "reach")}, "sections"),
        ({"sections": ("gossip",)}, "sections"),
        ({"language": "xx"}, "language"),
        ({"paper": "A3"}, "paper"),
        ({"calendar": Calendar("weekly")}, "every"),
        ({"calendar": Calendar("fiscal", 13)}, "starts"),
        ({"calendar": Calendar("year", 1, 121)}, "closing_days"),
        ({"threshold": 10}, "threshold"),
        ({"threshold": 101}, "threshold"),
        ({"audience": "funder:9"}, "audience"),
        ({"audience": "funder:1; drop"}, "audience"),
        ({"audience": "everybody"}, "audience"),
        ({"audience": "funder:2", "threshold": 5}, "threshold"),  # no agreement
        ({"audience": "funder:1", "threshold": 4}, "threshold"),
        ({"scope": Scope(funding=9)}, "funding"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_at_its_field(changed: dict[str, Any], field: str) -> None:
    sources = [replace(FUND, id=1), FundingSource(2, "No agreement")]
    with pytest.raises(InvalidTemplateError) as problem:
        template_rules.check(replace(PLAIN, **changed), sources)
    assert problem.value.code == field


def test_small_numbers_are_for_a_named_funder_under_agreement_only() -> None:
    template_rules.check(replace(PLAIN, audience="funder:1", threshold=5), [replace(FUND, id=1)])


def test_a_report_is_about_zones_that_template_and_money_share() -> None:
    source = replace(FUND, id=1)
    zones = [
        template_rules.wish(replace(PLAIN, scope=Scope(zones=z, funding=f)), "2026Q4", source).zones
        for z, f in (((), None), ((2, 3), None), ((), 1), ((2, 3), 1))
    ]
    assert zones == [(), (2, 3), (1, 2), (2,)]
    with pytest.raises(InvalidTemplateError, match="would be empty"):
        template_rules.wish(replace(PLAIN, scope=Scope(zones=(3,), funding=1)), "2026Q4", source)


def test_what_money_may_not_buy_is_told_only_where_it_was_handed_out() -> None:
    assert template_rules.not_paid(FUND, {"DC01": 3, "NS01": 5}) == ["Fentanyl test strip"]
    assert template_rules.not_paid(FUND, {"DC01": 0}) == template_rules.not_paid(FUND, {"DC01": None}) == []
    assert {"DC01", "SM01"} <= set(template_rules.not_funded_by("SAMHSA"))


# The store


def test_templates_are_kept_as_they_were_said(run: Run) -> None:
    number = run(template_store.save_source, FUND)
    one = ReportTemplate(
        "تقرير “Q” <i>", f"funder:{number}", ("referrals", "reach"), ("us-ssp",), ("us-ssp:SSP.KITS",),
        Calendar("fiscal", 10, 30), 5, "ar", "Letter", Scope((1, 2), (), number), "",
    )  # fmt: skip
    held = run(template_store.save, one)
    assert run(template_store.template, held) == replace(one, id=held)
    assert run(template_store.source, number) == replace(FUND, id=number)
    assert run(template_store.template, 0) == DEFAULT
    with pytest.raises(NotFoundError):
        run(template_store.template, 99)


def test_a_change_made_meanwhile_is_not_overwritten(run: Run) -> None:
    number = run(template_store.save, PLAIN)
    mine = replace(PLAIN, id=number, name="Mine")
    run(template_store.save, mine, 1)
    with pytest.raises(ConflictError):
        run(template_store.save, replace(mine, name="Theirs"), 1)
    assert (run(template_store.template, number).name, run(template_store.version, number)) == ("Mine", 2)


def test_two_templates_of_one_name_are_told_apart_before_they_are_kept(run: Run) -> None:
    run(template_store.save, PLAIN)
    with pytest.raises(InvalidTemplateError, match="has this name"):
        run(template_store.save, PLAIN)
    run(template_store.save_source, FUND)
    with pytest.raises(InvalidTemplateError, match="has this name"):
        run(template_store.save_source, FUND)


def test_an_agreement_does_not_end_under_a_template_that_needs_it(run: Run) -> None:
    number = run(template_store.save_source, FUND)
    template = run(template_store.save, replace(PLAIN, audience=f"funder:{number}", threshold=5))
    with pytest.raises(InvalidTemplateError, match="Raise their threshold first"):
        run(template_store.save_source, replace(FUND, id=number, agreement_on=None))
    with pytest.raises(InvalidTemplateError, match="For the neighbours"):
        run(template_store.use_source, number, False)
    run(template_store.use, template, False)
    run(template_store.use_source, number, False)
    assert run(template_store.sources) == []
    assert [one.name for one in run(template_store.sources, retired=True)] == [FUND.name]


# A draft made with a template


def test_a_draft_follows_its_template(app: Flask, run: Run) -> None:
    """Only the chosen zones, only the chosen indicators, in their order."""
    run(known.fill)
    chosen = ("us-ssp:SSP.SYRINGES", "community:CONTACTS")
    one = replace(PLAIN, packs=("us-ssp",), indicators=chosen, scope=Scope(zones=(2,)))
    with app.app_context(), reading() as conn:
        made = drafting.draft(conn, template_rules.wish(one, "2026Q4"), TODAY)
    assert [(row["code"], row["value"]) for row in made.indicators] == [
        ("SSP.SYRINGES", 800),
        ("CONTACTS", 50),
    ]
    assert all(at.of("zone") in (("2",), ()) for at in made.cells)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        (["zones", "reach", "key_figures"], ["zones", "reach", "key_figures", "methods", "quality"]),
        (["quality", "reach"], ["reach", "methods", "quality"]),
        (
            ["reach", "indicators", "narrative", "unmet"],
            ["reach", "methods", "quality"],
        ),  # nothing stands in them
        (["a section of an older version", "reach"], ["reach", "methods", "quality"]),
    ],
)
def test_sections_print_in_the_order_of_their_template(asked: list[str], printed: list[str]) -> None:
    """Methods and data quality are part of every report."""
    assert build.chosen(Document({"sections": asked}, {}, {}, ())) == printed


# The pages


def fields(**changed: Any) -> dict[str, Any]:
    usual = {
        "name": "For the fund", "audience": "public", "sections": ["reach", "referrals"], "packs": ["community"],
        "order": ["referrals", "reach"], "every": "quarter", "starts": "1", "closing_days": "14", "threshold": "11",
        "language": "en", "paper": "A4", "funding": "0", "dhis2": "", "version": "0",
    }  # fmt: skip
    return usual | changed


def test_a_template_is_added_changed_retired_and_used_again(people: People, run: Run) -> None:
    browser = people.browser("bo")
    assert "No template yet." in browser.get("/reports/templates").text
    assert browser.post("/reports/templates/add", data=fields()).status_code == 303
    (one,) = run(template_store.templates)
    assert one.sections == ("referrals", "reach")  # in the order of the page
    page = browser.get(f"/reports/templates/{one.id}").text
    assert 'name="version" type="hidden" value="1"' in page
    changed = fields(name="دعم <script>", version="1", indicators=["community:KITS"])
    assert browser.post(f"/reports/templates/{one.id}", data=changed).status_code == 303
    assert "دعم &lt;script&gt;" in browser.get("/reports/templates").text
    browser.post(f"/reports/templates/{one.id}/use", data={"word": "retire"})
    assert run(template_store.templates) == []
    browser.post(f"/reports/templates/{one.id}/use", data={"word": "use"})
    assert run(template_store.templates)[0].indicators == ("community:KITS",)
    assert [row.action for row in run(audit.page, None, 4)] == [
        "used report template again", "retired report template", "saved report template", "saved report template",
    ]  # fmt: skip


@ON_ONE_STORE
def test_a_section_moves_without_saving_and_without_a_script(people: People, run: Run) -> None:
    browser = people.browser("bo")
    page = browser.post("/reports/templates/add", data=fields(word="down:referrals")).text
    order = [part.split('"')[0] for part in page.split('name="order" value="')[1:]]
    assert order[:3] == ["reach", "referrals", "key_figures"]
    assert 'value="up:referrals" type="submit" autofocus' in page
    assert 'value="For the fund"' in page  # what was typed stays
    assert run(template_store.templates) == []


@ON_ONE_STORE
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"threshold": "5"}, "Counts below 11 stay hidden without an agreement on small numbers"),
        ({"threshold": "many"}, "Enter a whole number, in digits."),
        ({"sections": []}, "Choose at least one section."),
        ({"name": ""}, "Give it a name."),
        ({"audience": "funder:7"}, "Not a valid choice"),
        ({"closing_days": "500"}, "A period closes 0 to 120 days after its end."),
        ({"zones": ["99"]}, "not a valid choice"),
        ({"indicators": ["community:GONE"]}, "not a valid choice"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_kept(
    people: People, run: Run, changed: dict[str, Any], words: str
) -> None:
    answer = people.browser("bo").post("/reports/templates/add", data=fields(**changed))
    assert answer.status_code == 400
    assert words in answer.text
    assert run(template_store.templates) == []


def test_somebody_elses_change_is_said_and_the_second_try_counts(people: People, run: Run) -> None:
    number = run(template_store.save, PLAIN)
    run(template_store.save, replace(PLAIN, id=number, name="Theirs"), 1)
    browser, path = people.browser("bo"), f"/reports/templates/{number}"
    answer = browser.post(path, data=fields(name="Mine", version="1"))
    assert (answer.status_code, "Somebody else has changed this template." in answer.text) == (409, True)
    assert 'name="version" type="hidden" value="2"' in answer.text
    assert browser.post(path, data=fields(name="Mine", version="2")).status_code == 303


@ON_ONE_STORE
def test_indicators_of_a_pack_that_is_gone_can_be_unticked(people: People, run: Run, app: Flask) -> None:
    number = run(template_store.save, replace(PLAIN, indicators=("mine:SHOES",)))
    browser = people.browser("bo")
    page = browser.get(f"/reports/templates/{number}").text
    assert "Some indicators are in no pack any more." in page
    assert 'value="mine:SHOES" checked' in page
    assert browser.post(f"/reports/templates/{number}", data=fields(version="1")).status_code == 303
    assert run(template_store.template, number).indicators == ()


@ON_ONE_STORE
def test_sixty_zones_and_odd_names_fit_the_page(people: People, run: Run) -> None:
    for n in range(60):
        run(places.save_zone, f"Zone “{n}” <b> منطقة", SQUARE)
    browser = people.browser("bo")
    page = browser.get("/reports/templates/add").text
    assert page.count('name="zones"') == 60
    assert "<b> منطقة" not in page
    everywhere = [str(n) for n in range(1, 61)]
    assert browser.post("/reports/templates/add", data=fields(zones=everywhere)).status_code == 303
    assert len(run(template_store.templates)[0].scope.zones) == 60


def test_a_funding_source_is_added_with_what_it_may_not_buy(people: People, run: Run) -> None:
    run(supplies.fill_catalogue)
    browser = people.browser("bo")
    fund = {"name": "Harbour", "agreement_on": "2026-01-01", "source": "Letter of May"}
    listed = browser.post("/reports/funding/add", data=fund | {"word": "list:SAMHSA"}).text
    assert 'value="DC01" checked' in listed
    assert 'value="NS01" checked' not in listed
    answer = browser.post("/reports/funding/add", data=fund | {"not_eligible": ["DC01", "SM01"]})
    assert answer.status_code == 303
    (one,) = run(template_store.sources)
    assert one.not_eligible == ("SM01", "DC01")  # as in the catalogue
    assert browser.post(f"/reports/funding/{one.id}/use", data={"word": "retire"}).status_code == 303
    assert run(template_store.sources) == []
    assert browser.post("/reports/funding/add", data={"name": ""}).status_code == 400
    assert browser.get("/reports/funding/99").status_code == 404


def test_the_page_of_a_funding_source_tells_what_was_handed_out_all_the_same(
    app: Flask, run: Run, clock: Any
) -> None:
    run(known.fill)  # 100 fentanyl strips, all in zone 2
    here, elsewhere = (
        run(template_store.save_source, replace(FUND, name=name, zones=zones))
        for name, zones in (("A", (2,)), ("B", (1,)))
    )
    browser = People(app).browser("bo")
    assert "may not buy it: show that other money paid" in browser.get(f"/reports/funding/{here}").text
    assert "may not buy it: show" not in browser.get(f"/reports/funding/{elsewhere}").text


@ON_ONE_STORE
def test_a_draft_tells_what_its_money_may_not_buy(app: Flask, run: Run, clock: Any) -> None:
    run(known.fill)  # 100 fentanyl strips in November, all in zone 2
    here, elsewhere = (
        run(template_store.save_source, replace(FUND, name=name, zones=zones))
        for name, zones in (("A “fund”", (2,)), ("B", (1,)))
    )
    browser = People(app).browser("bo")
    for audience, about, told in ((here, None, True), (elsewhere, None, False), (elsewhere, here, True)):
        one = replace(
            PLAIN, name=f"{audience} {about}", audience=f"funder:{audience}", scope=Scope((), (), about)
        )
        template = run(template_store.template, run(template_store.save, one))
        for period in ("2026-11", "2026-10"):
            wish = run(starting.wish_for, template, period)
            page = browser.get(f"/reports/{run(starting.begin, template, wish, TODAY, None)}").text
            assert ("may not buy it: show that other money paid" in page) is (told and period == "2026-11")


@ON_ONE_STORE
def test_the_indicators_page_tells_every_source_and_what_is_wrong_with_a_file(
    people: People, app: Flask
) -> None:
    with app.app_context():
        held = shelf()
    folder = people.app.instance_path + "/packs"
    browser = people.browser("bo")
    assert all(pack.title in browser.get("/reports/indicators").text for pack in held.packs.values())
    Path(folder).mkdir()
    (Path(folder) / "<mine>.json").write_text("{")
    page = browser.get("/reports/indicators").text
    assert "&lt;mine&gt;.json" in page
    assert "The file is no JSON, line 1." in page


@ON_ONE_STORE
@pytest.mark.parametrize("path", ["templates", "templates/add", "indicators", "targets", "funding/add"])
def test_only_the_desk_sees_these_pages(people: People, path: str) -> None:
    assert people.browser("bo").get(f"/reports/{path}").status_code == 200
    assert people.browser("finn").get(f"/reports/{path}").status_code == 403
    assert people.browser(None).get(f"/reports/{path}").status_code in (302, 303, 401)
