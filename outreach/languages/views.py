"""The desk's page about the phone's words: an organisation's own ones, and which languages were looked through."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..clock import now
from ..database import reading, transaction
from ..team import access, audit
from ..team.forms import PlainForm
from ..wording import LANGUAGES, Text
from . import rules, store

bp = Blueprint("languages", __name__)


@bp.get("/languages")
def words() -> ResponseReturnValue:
    """Choose a language, search, and change what phones say."""
    return _page(_asked_language(), request.args.get("q", ""), "", [])


@bp.post("/languages/word")
def word_save() -> ResponseReturnValue:
    """Keeps own words for one message, or goes back to the build's."""
    PlainForm().validate_on_submit()
    lang, key, asked = _asked_language(), request.form.get("key", ""), request.form.get("q", "")
    if request.form.get("word") == "back":
        _keep(lang, key, None)
        flash("Phones go back to the usual words after their next sync.", "ok")
    else:
        said = _said(lang, key)
        problems = rules.problems(lang, key, said)
        if problems:
            return _page(lang, asked, key, problems)
        _keep(lang, key, said)
        flash("Saved. Phones say it like that after their next sync.", "ok")
        if rules.long_for_a_button(key, said, lang):
            flash("It is long for a button: look at it on a phone.", "look")
    return redirect(url_for("languages.words", lang=lang, q=asked), 303)


@bp.post("/languages/checked")
def checked_save() -> ResponseReturnValue:
    """An administrator says that somebody who speaks the language has read all of it, or takes that back."""
    PlainForm().validate_on_submit()
    lang, yes = _asked_language(), request.form.get("word") == "checked"
    with transaction() as conn:
        store.confirm(conn, lang, now().date() if yes else None)
        audit.record(conn, access.actor(), "checked a language" if yes else "unchecked a language", lang)
    flash(f"{LANGUAGES[lang]}: phones {'no longer ' if yes else ''}say that it is not checked.", "ok")
    return redirect(url_for("languages.words", lang=lang), 303)


def _asked_language() -> str:
    lang = request.values.get("lang", "es")
    return lang if lang in LANGUAGES else abort(404)


def _said(lang: str, key: str) -> Text:
    """The new words as they were entered: a text, or a form for each kind of number."""
    word = rules.known(lang).get(key)
    fields = rules.forms(lang, word.english if word else "")
    entered = {form: " ".join(request.form.get(f"said{form}", "").split()) for form, _ in fields}
    return entered.get("", "") if "" in entered else entered


def _keep(lang: str, key: str, said: Text | None) -> None:
    with transaction() as conn:
        store.reword(conn, lang, key, said)
        audit.record(conn, access.actor(), "changed the phone's words", f"{lang} {key}")


def _page(lang: str, asked: str, wrong: str, problems: list[str]) -> ResponseReturnValue:
    """The page; after a mistake with what was entered for `wrong`."""
    with reading() as conn:
        own, days = store.own(conn), store.checked(conn)
    html = render_template(
        "languages/words.html", lang=lang, languages=LANGUAGES, asked=asked, days=days, problems_found=problems,
        found=rules.found(lang, asked, own.get(lang, {})), forms=rules.forms, wrong=wrong, entered=request.form,
        most=rules.MOST_FOUND, rtl=lang == "ar",
    )  # fmt: skip
    return html, 400 if problems else 200


blueprints = (bp,)
