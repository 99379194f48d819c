"""The desk's pages of the guides: what phones may show, one card as on the phone, the programme's own lines."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from .. import wording
from ..clock import programme_day
from ..database import reading, transaction
from ..errors import BadInputError
from ..team import access, audit
from ..team.forms import PlainForm
from . import approval, rules, store
from .approval import Sheet
from .forms import ApproveForm, NumberForm

bp = Blueprint("guides", __name__, url_prefix="/guides")
REVIEW_SOON = 60  # days before a card's review date from which the desk speaks of it


@bp.get("")
def guides() -> ResponseReturnValue:
    """All cards, with how far each is in each language."""
    return _list(NumberForm())


@bp.post("/number")
def number() -> ResponseReturnValue:
    """Sets the emergency number that the cards name and call."""
    form = NumberForm()
    if not form.validate_on_submit():
        return _list(form, 400)
    with transaction() as conn:
        store.set_emergency_number(conn, str(form.number.data))
        audit.record(conn, access.actor(), "set emergency number", "")
    flash("Saved. Phones name this number after their next sync.", "ok")
    return redirect(url_for("guides.guides"), 303)


@bp.get("/<code>/<lang>")
def card(code: str, lang: str) -> ResponseReturnValue:
    """One card as on the phone, with its sources, and the word of a coordinator."""
    found = _found(code, lang)
    return _page(found, ApproveForm(by=found.approval.checked_by if found.approval else ""))


@bp.post("/<code>/<lang>/approve")
def approve(code: str, lang: str) -> ResponseReturnValue:
    """Phones may show this card in this language, as it was read."""
    form, found = ApproveForm(), _found(code, lang)
    if not form.validate_on_submit():
        return _page(found, form, 400)
    try:
        with transaction() as conn:
            approval.approve(conn, found, form.word, _today())
            audit.record(conn, access.actor(), "approved guide", f"{code} {lang}")
            after = _next(approval.sheets(conn), code, lang)
    except BadInputError as error:
        return _page(found, form, 400, str(error))
    flash(f"{found.text('title')} is approved. Phones show it after their next sync.", "ok")
    return redirect(after, 303)


@bp.post("/<code>/<lang>/withdraw")
def withdraw(code: str, lang: str) -> ResponseReturnValue:
    """Phones hide the card again."""
    PlainForm().validate_on_submit()
    found = _found(code, lang)
    with transaction() as conn:
        if store.withdraw(conn, code, lang):
            audit.record(conn, access.actor(), "withdrew guide", f"{code} {lang}")
    flash(f"{found.text('title')} is withdrawn. Phones hide it after their next sync.", "ok")
    return redirect(url_for("guides.card", code=code, lang=lang), 303)


@bp.post("/<code>/<lang>/fill")
def fill(code: str, lang: str) -> ResponseReturnValue:
    """Saves the programme's own lines of a template."""
    PlainForm().validate_on_submit()
    found = _found(code, lang)
    lines, problems = _read_lines(found)
    if problems:
        return _page(found, ApproveForm(), 400, problems=problems, typed=lines)
    with transaction() as conn:
        store.save_fills(conn, code, lang, lines)
        audit.record(conn, access.actor(), "filled in a guide", f"{code} {lang}")
    flash("Saved. Read it once more as on the phone, then approve it.", "ok")
    return redirect(url_for("guides.card", code=code, lang=lang), 303)


def _found(code: str, lang: str) -> Sheet:
    with reading() as conn:
        return approval.sheet(conn, code, lang)


def _list(form: NumberForm, status: int = 200) -> ResponseReturnValue:
    with reading() as conn:
        sheets, known = approval.sheets(conn), store.emergency_number(conn)
    if not form.is_submitted():
        form.number.data = known or rules.DEFAULT_NUMBER
    soon = [one for one in rules.cards().values() if (one.review - _today()).days < REVIEW_SOON]
    page = render_template(
        "guides/guides.html", sheets=sheets, languages=wording.LANGUAGES, form=form, number=known, soon=soon
    )
    return page, status


def _page(
    found: Sheet,
    form: ApproveForm,
    status: int = 200,
    problem: str = "",
    problems: dict[str, str] | None = None,
    typed: rules.Filled | None = None,
) -> ResponseReturnValue:
    filled = found.filled if typed is None else typed
    form.digest.data = found.digest
    return render_template(
        "guides/card.html", sheet=found, form=form, problem=problem, wrong_lines=problems or {}, filled=filled,
        languages=wording.LANGUAGES, direction="rtl" if found.lang == "ar" else "ltr",
    ), status  # fmt: skip


def _read_lines(found: Sheet) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """What was typed for each gap, and what is to be mended, by line."""
    gaps = [line.key for line in found.card.lines if line.fill]
    lines = {
        key: (request.form.get(key, "").strip(), request.form.get(f"{key}-more", "").strip()) for key in gaps
    }
    wrong = {key: rules.line_problem(text) or rules.line_problem(more) for key, (text, more) in lines.items()}
    return lines, {key: problem for key, problem in wrong.items() if problem}


def _next(sheets: dict[str, dict[str, Sheet]], code: str, lang: str) -> str:
    """The next card of this language that waits for a word, so that a coordinator reads one after the other."""
    codes = list(sheets)
    place = codes.index(code)
    for other in codes[place + 1 :] + codes[:place]:
        if sheets[other][lang].state in (approval.READY, approval.CHANGED) and not sheets[other][lang].why:
            return url_for("guides.card", code=other, lang=lang)
    return url_for("guides.guides")


def _today() -> date:
    return programme_day(current_app.config["TIMEZONE"], current_app.config["DAY_ENDS_HOUR"])


blueprints = (bp,)
