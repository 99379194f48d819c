"""Supplies: what is left, what was given, the ledger and its forms."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from outreach.dashboards import store
from outreach.figures.rules import parse_period
from outreach.figures.store import course, ledger, stock
from outreach.supplies.models import Movement
from outreach.supplies.store import bundles
from tests.team.people import form

FORMS = {"delivery": {}, "transfer": {"to": "van"}, "loss": {"kind": "lost"}, "count": {}}


def fields(desk, name, **changed):
    """What a careful coordinator would enter."""
    extra = {key: (desk.van if value == "van" else value) for key, value in FORMS[name].items()}
    return {"site": desk.store, "item": "SX01", "units": 40, **extra, "once": "a-key", **changed}


def on_hand(desk, site=None, code="SX01"):
    return desk.run(stock).get((site or desk.store, code), 0)


def test_the_page_is_useful_before_anything_happened(desk):
    page = desk.bo.get("/supplies").text
    assert "Record a delivery: from then on" in page
    assert "Nothing was handed out." in page


def test_what_is_left_stands_with_the_shortest_first(desk):
    desk.deliver("SX01", 35)
    desk.deliver("NS01", 900)
    given = {"lines": [["NS01", 10], ["SX01", 5]], "site": desk.store}
    desk.log(desk.phone(), *({"day": f"2026-11-{day}", **given} for day in range(14, 20)))
    page = desk.bo.get("/supplies").text
    assert page.index("External condom") < page.index("Syringe with fixed needle")
    assert "1 item needs an order today" in page


def test_the_course_of_the_first_item_follows_deliveries_and_contacts(desk):
    desk.deliver("SX01", 100)
    desk.log(desk.phone(), {"day": "2026-11-18", "lines": [["SX01", 30]], "site": desk.store})
    with desk.app.app_context():
        found = dict(desk.run(course, "SX01", date(2026, 11, 16), date(2026, 11, 20)))
    assert list(found.values()) == [0, 0, -30, -30, 70]
    assert "70 today" in desk.bo.get("/supplies").text


def test_returns_stand_beside_what_was_given(desk):
    desk.log(desk.phone(), {"returns": ["counted", 12, 12]}, {"returns": ["litres", 0.5, 50]})
    page = desk.bo.get("/supplies").text
    assert "<dt>Returned</dt><dd>62</dd>" in page
    assert "Estimated by volume" in page


def test_zone_and_place_narrow_what_is_shown(desk):
    desk.log(desk.phone(), {"zone": desk.town.zone}, {"zone": desk.town.zone}, {"zone": desk.town.other_zone})
    desk.deliver("NS01", 5)
    assert "30 units." in desk.bo.get("/supplies").text
    assert "20 units." in desk.bo.get(f"/supplies?zone={desk.town.zone}").text
    assert "± Moved" in desk.bo.get(f"/supplies?site={desk.store}").text


def test_a_delivery_with_lot_and_expiry_is_on_the_shelf(desk):
    sent = fields(desk, "delivery", lot="NX-2411", expires="2027-01-31")
    assert form(desk.bo, "/supplies/delivery", **sent).location == "/supplies"
    page = desk.bo.get("/supplies").text
    assert "40 units of External condom came to Dock Street." in page
    assert "31 Jan 2027" in page
    assert "up to 40 may expire" in page
    assert on_hand(desk) == 40


def test_a_transfer_moves_both_halves(desk):
    desk.deliver("SX01", 100)
    form(desk.bo, "/supplies/transfer", **fields(desk, "transfer"))
    assert (on_hand(desk), on_hand(desk, desk.van)) == (60, 40)
    pairs = desk.run(lambda conn: conn.execute(select(Movement.id, Movement.pair_id)).all())[1:]
    assert dict(pairs) == {first: second for second, first in dict(pairs).items()}


def test_a_transfer_to_the_same_place_is_refused(desk):
    answer = form(desk.bo, "/supplies/transfer", **fields(desk, "transfer", to=desk.store))
    assert answer.status_code == 400
    assert "two different places" in answer.text


def test_a_loss_leaves_the_shelf(desk):
    desk.deliver("SX01", 100)
    form(desk.bo, "/supplies/loss", **fields(desk, "loss", kind="expired"))
    assert on_hand(desk) == 60


@pytest.mark.parametrize(
    ("units", "words"), [(40, "− 60 against the ledger"), (100, "agree"), (130, "+ 30 against")]
)
def test_a_count_sets_the_ledger_right(desk, units, words):
    desk.deliver("SX01", 100)
    form(desk.bo, "/supplies/count", **fields(desk, "count", units=units))
    assert on_hand(desk) == units
    assert words in desk.bo.get("/supplies").text


def test_the_ledger_adds_up_after_everything(desk):
    desk.deliver("SX01", 500)
    for name in FORMS:
        form(desk.bo, f"/supplies/{name}", **fields(desk, name, once=name))
    desk.log(desk.phone(), {"lines": [["SX01", 7]], "site": desk.store})
    (one,) = [e for e in desk.run(ledger, parse_period("2026Q4"), None) if e.code == "SX01"]
    assert one.opening + one.received - one.handed_out - one.lost - one.expired + one.adjusted == one.closing
    assert one.closing == on_hand(desk) + on_hand(desk, desk.van)


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_sent_twice_counts_once(desk, name):
    desk.deliver("SX01", 100)
    form(desk.bo, f"/supplies/{name}", **fields(desk, name))
    after = on_hand(desk)
    again = form(desk.bo, f"/supplies/{name}", **fields(desk, name))
    assert again.status_code == 303
    assert on_hand(desk) == after
    assert "counts once" in desk.bo.get("/supplies").text


@pytest.mark.parametrize("name", FORMS)
def test_wrong_numbers_are_said_at_their_field_and_book_nothing(desk, name):
    for units in ("", "12o", "-5", "1.5", "9" * 12, "1e3"):
        answer = form(desk.bo, f"/supplies/{name}", **fields(desk, name, units=units))
        assert answer.status_code == 400, units
        assert "whole number" in answer.text
        assert f'value="{units}"' in answer.text
    assert not desk.run(lambda conn: conn.execute(select(func.count()).select_from(Movement)).scalar())


@pytest.mark.parametrize(
    ("field", "value"), [("site", 0), ("site", 9999), ("item", ""), ("item", "XX"), ("site", "x")]
)
def test_unknown_places_and_items_are_refused(desk, field, value):
    assert (
        form(desk.bo, "/supplies/delivery", **fields(desk, "delivery", **{field: value})).status_code == 400
    )


def test_another_teams_store_is_not_on_offer(desk):
    answer = form(desk.bo, "/supplies/delivery", **fields(desk, "delivery", site=desk.other_store))
    assert answer.status_code == 400
    assert "South store" not in desk.bo.get("/supplies/delivery").text
    assert (
        form(desk.cleo, "/supplies/delivery", **fields(desk, "delivery", site=desk.other_store)).status_code
        == 303
    )


def test_usual_items_are_saved_in_their_order(desk):
    assert desk.bo.post("/supplies/usual", data={"item": ["SX03", "", "NS01"]}).status_code == 303
    page = desk.bo.get("/supplies/usual").text
    chosen = re.findall(r'<option value="(\w+)" selected>', page)[:2]
    assert chosen == ["SX03", "NS01"]


@pytest.mark.parametrize(
    ("items", "words"),
    [(["SX03", "SX03"], "stands there twice"), (["XX"], "from the list"), (["SX01"] * 13, "at most 12")],
)
def test_a_wrong_list_of_usual_items_changes_nothing(desk, items, words):
    before = desk.bo.get("/supplies/usual").text
    answer = desk.bo.post("/supplies/usual", data={"item": items})
    assert answer.status_code == 400
    assert words in answer.text
    assert desk.bo.get("/supplies/usual").text == before


def test_a_bundle_is_added_changed_and_removed(desk):
    sent = {"bundle": "", "name": "Winter", "item": ["SX01", "SX03"], "units": ["10", "5"]}
    desk.bo.post("/supplies/bundle", data=sent)
    assert "Save Winter" in desk.bo.get("/supplies/usual").text
    (number,) = [one["id"] for one in desk.run(bundles) if one["name"] == "Winter"]
    desk.bo.post("/supplies/bundle", data={**sent, "bundle": number, "name": "Summer"})
    assert "Save Summer" in desk.bo.get("/supplies/usual").text
    desk.bo.post("/supplies/bundle", data={"bundle": number, "word": "remove"})
    assert "Summer" not in [one["name"] for one in desk.run(bundles)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "needs a name"),
        ({"name": "x" * 17}, "needs a name"),
        ({"item": ["", ""]}, "1 to 6 items"),
        ({"units": ["0", "5"]}, "1 to 1000 units"),
        ({"item": ["SX01", "SX01"]}, "stands once"),
        ({"name": "Usual"}, "another bundle"),
    ],
)
def test_a_wrong_bundle_is_refused_with_its_reason(desk, change, words):
    sent = {"bundle": "", "name": "Winter", "item": ["SX01", "SX03"], "units": ["10", "5"], **change}
    answer = desk.bo.post("/supplies/bundle", data=sent)
    assert answer.status_code == 400
    assert words in answer.text


def test_every_table_comes_as_csv_marked_as_internal(desk):
    desk.deliver("SX01", 100)
    desk.log(desk.phone(), {"lines": [["SX01", 7]], "site": desk.store, "returns": ["counted", 3, 3]})
    for table in ("left", "items", "zones", "months", "returned", "ledger"):
        answer = desk.bo.get(f"/supplies/{table}.csv")
        assert answer.data.startswith("\ufeff".encode())
        assert '"As at 20 November 2026, 21:00"' in answer.text
        assert '"Internal, not for publication"' in answer.text
        assert answer.headers["Content-Disposition"].endswith(f'"outreach-supplies-{table}.csv"')


def test_a_table_that_is_not_there_is_not_found(desk):
    assert desk.bo.get("/supplies/secrets.csv").status_code == 404


def test_names_cannot_run_as_formulas_in_a_spreadsheet(desk):
    desk.run(store.rename_zone, desk.town.zone, '=HYPERLINK("evil")')
    desk.log(desk.phone(), {})
    assert '"\'=HYPERLINK(""evil"")"' in desk.bo.get("/supplies/zones.csv").text
