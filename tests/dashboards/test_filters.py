"""Filters in the address: clear answers to what cannot be."""

from __future__ import annotations

import pytest

PAGES = ("/supplies", "/referrals", "/zones", "/supplies/items.csv", "/referrals.csv", "/zones.csv")
GOOD = ("2026", "2026H2", "2026Q3", "2026-10", "28d", "2025Q4")
BAD = ("2026Q7", "yesterday", "2026-13", "9" * 500, "'; drop table contact", "\0", "93d")
NOWHERE = ("99", "x", "-1", "1.0", "٣", "9" * 400)


@pytest.mark.parametrize("page", PAGES)
def test_every_kind_of_period_is_shown(desk, page):
    shown = {period: desk.bo.get(page, query_string={"period": period}).status_code for period in GOOD}
    assert set(shown.values()) == {200}, shown


@pytest.mark.parametrize("page", PAGES)
def test_a_period_that_cannot_be_leads_to_the_nearest_one(desk, page):
    for period in BAD:
        answer = desk.bo.get(page, query_string={"period": period})
        assert answer.status_code == 400, period
        assert "The nearest to what was asked for is" in answer.text
        link = answer.text.split('<a class="btn main" href="')[1].split('"')[0].replace("&amp;", "&")
        assert desk.bo.get(link).status_code == 200, link


@pytest.mark.parametrize("page", ["/supplies", "/referrals", "/zones"])
@pytest.mark.parametrize("name", ["zone", "site"])
def test_a_zone_or_place_that_is_not_there_leads_to_all(desk, page, name):
    for value in NOWHERE:
        answer = desk.bo.get(page, query_string={name: value, "period": "2026Q3"})
        assert answer.status_code == 400, value
        assert f'href="{page}?period=2026Q3"' in answer.text


def test_the_filter_stands_in_the_form_and_in_the_links(desk):
    desk.log(desk.phone(), {"zone": desk.town.zone})
    page = desk.bo.get(f"/supplies?period=2026-11&zone={desk.town.zone}").text
    assert '<option value="2026-11" selected>November 2026, running</option>' in page
    assert f"/supplies/items.csv?period=2026-11&amp;zone={desk.town.zone}" in page


def test_a_period_that_is_over_is_called_closed(desk):
    assert "July to September 2026, closed" in desk.bo.get("/referrals?period=2026Q3").text
