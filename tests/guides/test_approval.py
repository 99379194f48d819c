"""A card reaches phones only after a coordinator's word, and leaves them when its text changes."""

from __future__ import annotations

import dataclasses
import gzip
import json

import pytest

from outreach.demo import approving
from outreach.guides import approval, on_phones, rules, store, translations
from tests.dashboards.conftest import TODAY


@pytest.fixture
def ready(desk):
    """The desk of a programme that has set its emergency number."""
    desk.run(store.set_emergency_number, "112")
    return desk


def digest_of(desk, code, lang="en"):
    return desk.run(approval.sheet, code, lang).digest


def approve(desk, code, lang="en", **fields):
    fields = {"digest": digest_of(desk, code, lang), "by": "the medical lead"} | fields
    return desk.bo.post(f"/guides/{code}/{lang}/approve", data=fields)


def held(desk, phone):
    """The cards that a phone gets: code → languages."""
    headers = {"Authorization": f"Reference {phone.uid}.{phone.joined.ref_token}"}
    answer = desk.app.test_client().get("/api/v1/reference", headers=headers).get_json()
    return {card["code"]: sorted(card["texts"]) for card in answer["guides"]}


def test_no_card_reaches_a_phone_before_somebody_approved_it(desk):
    assert held(desk, desk.phone()) == {}


def test_an_approved_card_reaches_phones_in_its_language_only(ready):
    phone = ready.phone()
    assert approve(ready, "grounding").status_code == 303
    assert held(ready, phone) == {"grounding": ["en"]}
    approve(ready, "grounding", "ar")
    assert held(ready, phone) == {"grounding": ["ar", "en"]}


def test_a_withdrawn_card_leaves_the_phones(ready):
    phone = ready.phone()
    approve(ready, "grounding")
    ready.bo.post("/guides/grounding/en/withdraw")
    assert held(ready, phone) == {}


def test_a_changed_text_needs_approval_again(ready, monkeypatch):
    phone = ready.phone()
    approve(ready, "grounding")
    card = rules.cards()["grounding"]
    changed = dataclasses.replace(
        card, english={**card.english, "end.text": "Look around. You are here now."}
    )
    monkeypatch.setattr(rules, "cards", lambda: {"grounding": changed})
    assert held(ready, phone) == {}
    assert ready.run(approval.sheet, "grounding", "en").state == approval.CHANGED
    approve(ready, "grounding")
    assert held(ready, phone) == {"grounding": ["en"]}


def test_nobody_approves_a_text_they_have_not_read(ready):
    answer = approve(ready, "grounding", digest="0" * 64)
    assert answer.status_code == 400
    assert "changed while you read it" in answer.text
    assert held(ready, ready.phone()) == {}


def test_medicine_wants_to_know_who_checked_it(ready):
    assert "Say who checked the medicine" in approve(ready, "overdose", by="").text
    assert held(ready, ready.phone()) == {}
    assert approve(ready, "overdose").status_code == 303
    assert "checked by: the medical lead" in ready.bo.get("/guides/overdose/en").text


def test_a_card_that_names_the_emergency_number_waits_for_it(desk):
    assert "Set that first" in approve(desk, "overdose").text
    desk.bo.post("/guides/number", data={"number": "0800 112"})
    approve(desk, "overdose")
    [card] = desk.run(on_phones.guides)
    assert card["texts"]["en"]["words"]["call.text"] == "Call 0800 112"


def test_a_wrong_number_is_refused_in_plain_words(desk):
    answer = desk.bo.post("/guides/number", data={"number": "call me"})
    assert answer.status_code == 400
    assert "as one dials it" in answer.text


def test_a_translation_is_a_machines_until_somebody_confirms_it(ready):
    approve(ready, "grounding", "fr")
    assert ready.run(on_phones.guides)[0]["texts"]["fr"]["machine"] is True
    assert "machine translation" in ready.bo.get("/guides").text
    approve(ready, "grounding", "fr", checked="y")
    assert ready.run(on_phones.guides)[0]["texts"]["fr"]["machine"] is False
    approve(ready, "grounding")
    assert ready.run(on_phones.guides)[0]["texts"]["en"]["machine"] is False


def test_the_next_card_to_read_opens_by_itself(ready):
    assert approve(ready, "grounding").location == "/guides/relaxation/en"


def fill(desk, **lines):
    return desk.bo.post("/guides/rights/en/fill", data=lines)


LINES = {"stop": "Police may ask your name.", "carry": "You may carry them.", "help": "Legal aid: Tuesday.",
         "help-more": "Free, no names."}  # fmt: skip


def test_the_rights_of_a_place_are_written_by_its_programme(ready):
    assert "Fill in at least 3 lines" in approve(ready, "rights").text
    assert fill(ready, **LINES).status_code == 303
    approve(ready, "rights")
    [card] = ready.run(on_phones.guides)
    words = card["texts"]["en"]["words"]
    assert words["help.text"] == "Legal aid: Tuesday."
    assert words["help.more"] == "Free, no names."
    assert "search.text" not in words
    assert words["advice.text"] == "This is information, not legal advice."


def test_another_line_of_the_place_needs_approval_again(ready):
    fill(ready, **LINES)
    approve(ready, "rights")
    fill(ready, **LINES | {"stop": "Police may ask your name and age."})
    assert ready.run(on_phones.guides) == []


def test_a_long_line_is_given_back_with_what_was_typed(ready):
    answer = fill(ready, stop="a very long line " * 5)
    assert answer.status_code == 400
    assert "at most 12 words" in answer.text
    assert "a very long line" in answer.text


def test_the_log_tells_who_approved_what(ready):
    approve(ready, "grounding", "es")
    assert "approved guide" in ready.ada.get("/log").text


def test_a_card_that_does_not_exist_is_not_found(desk):
    assert desk.bo.get("/guides/nothing/en").status_code == 404
    assert desk.bo.get("/guides/overdose/xx").status_code == 404
    assert desk.finn.get("/guides").status_code == 403


def test_the_demo_has_every_card_in_every_language_and_they_stay_small(conn):
    approving.approve(conn, TODAY)
    cards = on_phones.guides(conn)
    assert {card["code"]: len(card["texts"]) for card in cards} == dict.fromkeys(rules.cards(), 5)
    size = len(gzip.compress(json.dumps(cards, ensure_ascii=False, separators=(",", ":")).encode()))
    assert size < 40_000, f"{size} bytes: each phone fetches them over a slow network"


def test_a_translation_of_an_older_english_text_does_not_count(monkeypatch):
    card = rules.cards()["grounding"]
    changed = dataclasses.replace(card, english={**card.english, "end.text": "Something else."})
    monkeypatch.setattr(translations, "cards", lambda: {"grounding": changed})
    translations._catalogue.cache_clear()
    assert "end.text" not in translations.texts(changed, "es")
    monkeypatch.undo()
    translations._catalogue.cache_clear()
    assert "end.text" in translations.texts(card, "es")


def test_today_says_when_no_phone_has_an_overdose_card_and_when_one_left(ready, monkeypatch):
    assert "No phone has an overdose card yet" in ready.bo.get("/").text
    approve(ready, "overdose")
    assert "overdose card" not in ready.bo.get("/").text
    card = rules.cards()["overdose"]
    changed = dataclasses.replace(card, english={**card.english, "stay.text": "Stay."})
    monkeypatch.setattr(rules, "cards", lambda: {"overdose": changed})
    assert "1 guide changed and left the phones" in ready.bo.get("/").text
