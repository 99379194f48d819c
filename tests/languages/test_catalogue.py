"""The words of the phone: all of them data, all of them translated, with the same places to fill in everywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from outreach import wording
from outreach.languages import catalogue
from tests.languages.literals import english

SCRIPTS = Path(wording.__file__).parent / "static/js"
PHONE = sorted(path for path in SCRIPTS.rglob("*.js") if path.parent.name != "desk")
PAIRS = list(catalogue.languages_and_domains())
each = pytest.mark.parametrize(("lang", "domain"), PAIRS, ids=lambda value: value)


@each
def test_every_file_follows_the_english(lang: str, domain: str) -> None:
    assert not list(catalogue.stale(lang, domain)), "run `outreach words update`, then translate"


@each
def test_everything_is_translated_with_all_plural_forms(lang: str, domain: str) -> None:
    assert list(catalogue.missing(lang, domain)) == []


@each
def test_every_translation_names_what_the_english_names(lang: str, domain: str) -> None:
    assert list(catalogue.wrong(lang, domain)) == []


def test_an_empty_a_fuzzy_and_a_half_plural_count_as_untranslated(po: Path) -> None:
    update({"a": "One", "b": "Two", "c": {"one": "{n} cat", "other": "{n} cats"}}, a="Uno", b="Dos")
    assert [line.split(":")[0] for line in catalogue.missing("es", "toy")] == ["es toy.c"]
    po.write_text(po.read_text().replace('msgid "Two"', '#, fuzzy\nmsgid "Two"'))
    update({"a": "One", "b": "Two words", "c": {"one": "{n} cat", "other": "{n} cats"}})
    assert [line.split(":")[0] for line in catalogue.missing("es", "toy")] == ["es toy.b", "es toy.c"]
    assert "Dos" in po.read_text(), "the old words are kept for whoever looks at them"


def test_words_that_are_gone_leave_and_come_back_empty(po: Path) -> None:
    update({"a": "One"}, a="Uno")
    update({"b": "Two"})
    assert "Uno" not in po.read_text()


@pytest.mark.parametrize(
    ("lang", "english_text", "said", "fits"),
    [
        ("es", "{n} of {all}", "{n} de {all}", True),
        ("es", "{n} of {all}", "{all}: {n}", True),
        ("es", "{n} of {all}", "{n} de todo", False),
        ("es", "All {n}", "Todo {x}", False),
        ("fr", {"one": "1 cat", "other": "{n} cats"}, {"one": "un chat", "other": "{n} chats"}, False),
        ("es", {"one": "1 cat", "other": "{n} cats"}, {"one": "un gato", "other": "{n} gatos"}, True),
        ("es", {"one": "1 cat", "other": "{n} cats"}, {"one": "un gato", "other": "gatos"}, False),
        ("es", "cats", {"one": "gato", "other": "gatos"}, False),
    ],
)
def test_a_translation_with_other_names_is_found(
    lang: str, english_text: wording.Text, said: wording.Text, fits: bool
) -> None:
    assert (not list(catalogue.faults(lang, english_text, said))) is fits


def test_places_are_numbered_by_the_english_order() -> None:
    assert wording.numbered("{name}: {n} more", "{n} más de {name}") == "{1} más de {0}"
    plural = {"one": "{who} has one", "other": "{n} of {who}"}
    assert wording.names(plural) == ["n", "who"]


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_what_is_built_holds_every_message(lang: str) -> None:
    built = dict(wording.flat(wording.built(lang)))
    asked = {
        f"{domain}.{key}".removeprefix("phone.")
        for domain in wording.on_phones()
        if domain not in (wording.CARDS, wording.NAMES)
        for key, _ in wording.flat(wording.source(domain))
    }
    assert asked <= set(built)
    assert "{n}" not in json.dumps(built)


@pytest.mark.parametrize("path", PHONE, ids=lambda path: path.relative_to(SCRIPTS).as_posix())
def test_no_word_that_is_shown_stands_in_a_script(path: Path) -> None:
    assert english(path.read_text("utf-8")) == []


def test_every_word_of_the_phone_is_said_somewhere() -> None:
    scripts = "".join(path.read_text("utf-8") for path in PHONE)
    said = set(re.findall(r"\bW\.(\w+)", scripts))
    assert [key for key in wording.source("phone") if key not in said] == []


def test_the_search_for_words_finds_them() -> None:
    assert english("html`<p>Save ${W.x} now</p>`") == ["Save", "now"]
    assert english('html`<b title="Save it" class="o-x">${a ? html`<i>Deep</i>` : \'}\'}</b>`') == [
        "Save it",
        "Deep",
    ]
    assert english('html`<${Row} icon="lock" title=${W.x} onClick=${() => go({ a: 1 })}>5 · +<//>`') == []


def update(messages: dict[str, object], **filled: wording.Text) -> None:
    (wording.FOLDER / "words" / "toy.json").write_text(json.dumps(messages))
    catalogue.update("es", "toy", filled)


@pytest.fixture
def po(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The Spanish file of a language folder of its own, with words called toy."""
    (tmp_path / "words").mkdir()
    monkeypatch.setattr(wording, "FOLDER", tmp_path)
    return wording.po_path("es", "toy")
