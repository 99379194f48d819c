"""An organisation's own words: found, kept, refused with a reason, carried to phones; and who confirms a language."""

from __future__ import annotations

import json
from typing import Any

import pytest

from outreach import wording
from outreach.languages import rules, store
from outreach.team import audit
from tests.sync.test_reference import fetch


def save(desk: Any, key: str, lang: str = "es", **said: str) -> Any:
    return desk.bo.post("/languages/word", data={"key": key, "lang": lang, "q": "", **said})


def confirm(browser: Any, word: str) -> Any:
    return browser.post("/languages/checked", data={"lang": "fr", "word": word})


def test_words_are_found_in_english_and_in_the_language(desk: Any) -> None:
    for asked in ("new contact", "Nuevo contacto"):
        page = desk.bo.get("/languages", query_string={"lang": "es", "q": asked}).text
        assert "New contact" in page
        assert 'value="Nuevo contacto"' in page


def test_own_words_reach_phones_with_their_places_numbered(desk: Any, phone: Any) -> None:
    assert save(desk, "phone.newContact", said="Otra persona").status_code == 303
    assert save(desk, "phone.moreBy", said="{n} más: {name}").status_code == 303
    sent = fetch(phone).get_json()["words"]["es"]
    assert sent == {"phone.newContact": "Otra persona", "phone.moreBy": "{1} más: {0}"}


def test_a_plural_is_kept_form_by_form(desk: Any, phone: Any) -> None:
    save(desk, "phone.people", saidone="{n} compa", saidother="{n} compas")
    assert fetch(phone).get_json()["words"]["es"]["phone.people"] == {
        "one": "{0} compa",
        "other": "{0} compas",
    }


@pytest.mark.parametrize(
    ("key", "said", "problem"),
    [
        ("phone.moreBy", "más", "Keep {name}, {n} as it is"),
        ("phone.save", "", "Enter the new words"),
        ("phone.save", "x" * 301, "At most 300 signs"),
        ("phone.save", "a\u202eb", "Only one line"),
        ("phone.gone", "Adiós", "no such message"),
    ],
)
def test_what_phones_could_not_say_is_refused_with_a_reason(
    desk: Any, key: str, said: str, problem: str
) -> None:
    answer = save(desk, key, said=said)
    assert answer.status_code == 400
    assert problem in answer.text
    assert desk.run(store.own) == {}


def test_a_long_label_is_kept_and_said_to_be_long(desk: Any) -> None:
    save(desk, "phone.save", said="una dos tres cuatro cinco seis siete")
    assert "It is long for a button" in desk.bo.get("/languages?lang=es").text


def test_own_words_can_be_taken_back(desk: Any) -> None:
    save(desk, "phone.save", said="Listo")
    assert 'value="Listo"' in desk.bo.get("/languages?lang=es").text
    save(desk, "phone.save", word="back")
    assert desk.run(store.own) == {}


def test_a_change_stands_in_the_log_without_its_words(desk: Any) -> None:
    save(desk, "phone.save", said="Listo ya")
    newest = desk.run(audit.page)[0]
    assert (newest.action, newest.subject) == ("changed the phone's words", "es phone.save")


def test_a_message_that_the_build_no_longer_has_is_not_sent(desk: Any) -> None:
    desk.run(store.reword, "es", "phone.long_gone", "Adiós")
    assert desk.run(store.for_phones)["words"] == {"es": {}}


def test_phones_say_what_nobody_checked_until_an_administrator_confirms_it(desk: Any, phone: Any) -> None:
    def checked() -> dict[str, bool]:
        return {one["code"]: one["checked"] for one in fetch(phone).get_json()["languages"]}

    assert checked() == {lang: lang == "en" for lang in wording.LANGUAGES}
    assert confirm(desk.bo, "checked").status_code == 403
    confirm(desk.ada, "checked")
    assert checked()["fr"]
    confirm(desk.ada, "not")
    assert not checked()["fr"]


def test_an_unknown_language_is_404(desk: Any) -> None:
    assert desk.bo.get("/languages?lang=xx").status_code == 404


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_every_message_may_be_kept_as_it_is(lang: str) -> None:
    refused = {key: rules.problems(lang, key, word.built) for key, word in rules.known(lang).items()}
    assert {key: found for key, found in refused.items() if found} == {}


def test_every_key_fits_its_column() -> None:
    assert max(len(key) for lang in wording.LANGUAGES for key in rules.known(lang)) <= 160
    assert json.dumps(rules.for_phones({"xx": {"a": "b"}})) == "{}"
