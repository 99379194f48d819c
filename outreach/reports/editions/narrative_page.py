"""Where a coordinator writes into a report: text, the placeholders that stand for figures, and what they read now."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Row

from ...database import reading, transaction
from ...errors import ConflictError
from ...figures.rules import parse_period
from ...team import audit
from ...team.access import actor, signed_in
from ..content.document import Document, from_json
from ..content.rules import Cell
from ..forms import VersionForm
from . import life, narrative
from . import store as editions


def register(bp: Blueprint) -> None:
    """Adds this page to the blueprint of the reports."""
    bp.add_url_rule("/<int:number>/text", view_func=text, methods=["GET", "POST"])
    bp.add_url_rule("/<int:number>/text/undo", view_func=text_undo, methods=["POST"])


def text(number: int) -> ResponseReturnValue:
    """The editor; what is saved is a draft again, and its writer may not approve it."""
    with reading() as conn:
        row = editions.edition(conn, number)
        shown = _shown(conn, row)
    if row.status not in life.OPEN:
        raise ConflictError("A published report never changes. Make a corrected edition instead.")
    if request.method == "GET":
        return render_template("reports/text.html", **shown)
    told = {code: narrative.clean(request.form.get(code, "")) for code in narrative.SECTIONS}
    problems = _problems(told, shown["document"])
    changed = {code: words for code, words in told.items() if words != shown["texts"].get(code, "")}
    given_back = shown | {"texts": told, "problems": problems}
    if changed and VersionForm().version.data != row.version:
        given_back["theirs"] = {code: shown["texts"].get(code, "") for code in changed}
        return render_template("reports/text.html", **given_back), 409
    if any(len(words) > narrative.LONGEST for words in told.values()):
        return render_template("reports/text.html", **given_back), 400
    return _saved(row, changed, problems)


def _saved(
    row: Row[Any], changed: dict[str, str], problems: dict[str, list[narrative.Problem]]
) -> ResponseReturnValue:
    if changed:
        with transaction() as conn:
            editions.write(conn, row, signed_in().id, changed)
            audit.record(conn, actor(), "wrote in report", f"edition {row.id}: {', '.join(sorted(changed))}")
    refused = sum(one.refused for found in problems.values() for one in found)
    flash(
        "Saved. Something must be mended before it can be sent for approval: see below."
        if refused
        else "Saved. Make the preview again to see it in the report.",
        "look" if refused else "ok",
    )
    return redirect(url_for("reports.text", number=row.id), 303)


def text_undo(number: int) -> ResponseReturnValue:
    """Puts back what the sections had before their last change."""
    with transaction() as conn:
        row = editions.edition(conn, number)
        if VersionForm().version.data != row.version:
            raise ConflictError()
        now, before = editions.texts(conn, number), editions.texts_before(conn, number)
        editions.write(
            conn, row, signed_in().id, {code: text for code, text in before.items() if now[code] != text}
        )
        audit.record(conn, actor(), "took back text of report", f"edition {number}")
    flash("Your last change is taken back.", "ok")
    return redirect(url_for("reports.text", number=number), 303)


def _shown(conn: Connection, row: Row[Any]) -> dict[str, Any]:
    document = from_json(row.document) if row.document else None
    texts, before = editions.texts(conn, row.id), editions.texts_before(conn, row.id)
    form = VersionForm(formdata=None)
    form.version.data = row.version
    return {
        "row": row, "period": parse_period(row.period).label, "document": document, "texts": texts,
        "problems": _problems(texts, document), "sections": narrative.SECTIONS, "form": form,
        "offered": _offered(document) if document else [], "longest": narrative.LONGEST,
        "writers": editions.writers(conn, row.id), "me": signed_in().id,
        "undoable": any(before[code] != text for code, text in texts.items()),
        "blocks": {
            code: narrative.blocks(words, document) for code, words in texts.items() if document and words
        },
    }  # fmt: skip


def _offered(document: Document) -> list[tuple[str, str, Cell, list[tuple[str, Cell]]]]:
    """One line for each thing that can be named: name, meaning, what it reads, and what it reads with an end."""
    found: dict[str, tuple[str, str, Cell, list[tuple[str, Cell]]]] = {}
    for name, means, cell in narrative.offered(document):
        base, dot, end = name.partition(".")
        if not dot:
            found[base] = (name, means, cell, [])
        elif base in found:
            found[base][3].append((f".{end}", cell))
    return list(found.values())


def _problems(texts: dict[str, str], document: Document | None) -> dict[str, list[narrative.Problem]]:
    return {code: narrative.problems(words, document) for code, words in texts.items() if words}
