"""The pages of one edition: its draft, its five proofs, approval, publishing, correcting, and its files."""

from __future__ import annotations

import io
import json
from datetime import UTC, date
from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Row

from ... import jobs
from ...database import reading, transaction
from ...errors import ConflictError, NotFoundError
from ...figures.rules import MONTHS, parse_period
from ...team import audit
from ...team.access import actor, signed_in
from .. import store
from ..build import today
from ..content.document import from_json
from ..forms import LANGUAGES, ApproveForm, CorrectForm, EmptyForm, VersionForm
from ..template import not_paid
from ..words import short
from ..work import draft_file
from . import following, life, moving, narrative, proofs, standing, starting, thumbnails
from . import store as editions
from .life import Standing


def register(bp: Blueprint) -> None:
    """Adds these pages to the blueprint of the reports."""
    bp.add_url_rule("/<int:number>", view_func=edition)
    bp.add_url_rule("/<int:number>/file", view_func=file)
    bp.add_url_rule("/<int:number>/page/<int:page>.png", view_func=page)
    for name, view in (("again", again), ("send", send), ("back", back), ("approve", approve), ("drop", drop),
                       ("restore", restore)):  # fmt: skip
        bp.add_url_rule(f"/<int:number>/{name}", view_func=view, methods=["POST"])
    bp.add_url_rule("/<int:number>/publish", view_func=publish, methods=["GET", "POST"])
    bp.add_url_rule("/<int:number>/correct", view_func=correct, methods=["GET", "POST"])


def edition(number: int) -> ResponseReturnValue:
    """One edition: how far it is, what stands in the way, and its pages."""
    with reading() as conn:
        row = editions.edition(conn, number)
        if row.status == life.PUBLISHED:
            return render_template("reports/published.html", **_published(conn, row), **_common(conn, row))
        here = standing.read(conn, row, signed_in().id, today())
        work = store.work_on(conn, number)
        return render_template(
            "reports/edition.html", stand=here, work=work, told=following.told(work), steps=proofs.steps(here),
            approving=ApproveForm(), changed=json.loads(row.changed), blocks=_blocks(here), looks=_looks(here),
            why=_why(here), not_paid=not_paid.of_edition(conn, row), **_common(conn, row),
        )  # fmt: skip


def _common(conn: Connection, row: Row[Any]) -> dict[str, Any]:
    return {
        "row": row, "period": parse_period(row.period).label, "whom": starting.audience_words(conn, row.audience),
        "author": editions.names(conn, [row.author_id]).get(row.author_id or 0, ""), "form": _button(row),
        "states": life.STATES, "sections": narrative.SECTIONS, "plain": EmptyForm(),
        "going_on": [
            (one, parse_period(one.period).label) for one in store.going_on(conn) if one.edition_id != row.id
        ],
        "made": _made(row), "as_at": _as_at(row),
    }  # fmt: skip


def _made(row: Row[Any]) -> str:
    """When the newest draft was made: a time of the team's own."""
    if row.drafted_at is None:
        return ""
    at = row.drafted_at if row.drafted_at.tzinfo else row.drafted_at.replace(tzinfo=UTC)
    local = at.astimezone(ZoneInfo(current_app.config["TIMEZONE"]))
    return (
        f"at {local:%H:%M}"
        if local.date() == today()
        else f"on {local.day} {MONTHS[local.month - 1]}, {local:%H:%M}"
    )


def _as_at(row: Row[Any]) -> date | None:
    return date.fromisoformat(from_json(row.document).about["as_at"]) if row.document else None


def _button(row: Row[Any]) -> VersionForm:
    form = VersionForm(formdata=None)
    form.version.data = row.version
    return form


def _why(here: Standing) -> dict[str, str]:
    return {
        "send": life.why_not_send(here), "approve": life.why_not_approve(here), "publish": life.why_not_publish(here)
    }  # fmt: skip


def _blocks(here: Standing) -> list[tuple[str, list[narrative.Block]]]:
    """The text with its numbers filled in, section by section."""
    if here.document is None:
        return []
    return [
        (name, narrative.blocks(here.texts[code], here.document))
        for code, name in narrative.SECTIONS.items()
        if here.texts.get(code, "").strip()
    ]


def _looks(here: Standing) -> list[str]:
    """What is not refused in the text, but is worth a second look."""
    found = [one for text in here.texts.values() for one in narrative.problems(text, here.document)]
    return [one.words for one in found]


def _published(conn: Connection, row: Row[Any]) -> dict[str, Any]:
    out = editions.published(conn, row.id)
    if out is None:
        raise NotFoundError("There is no such report.")
    people = editions.names(conn, [row.author_id, row.approver_id, out.publisher_id])
    return {
        "out": out, "document": from_json(out.document), "proof": json.loads(out.proof), "people": people,
        "newer": editions.corrected_by(conn, row.id), "size": len(out.pdf) // 1024, "languages": LANGUAGES,
    }  # fmt: skip


def again(number: int) -> ResponseReturnValue:
    """A new draft: with the figures of now, or (`words`) with the same figures and the text of now."""
    purpose = "words" if request.form.get("purpose") == "words" else "draft"
    with transaction() as conn:
        work = moving.draft_again(conn, _as_seen(conn, number), signed_in().id, purpose, today())
    jobs.jobs().enqueue("report", work)
    return _to(number)


def send(number: int) -> ResponseReturnValue:
    """Sends a draft to a second person."""
    with transaction() as conn:
        moving.send(conn, _as_seen(conn, number), signed_in().id, today())
    flash("It waits for a second person now. You can take it back at any time.", "ok")
    return _to(number)


def back(number: int) -> ResponseReturnValue:
    """Takes back what was sent or approved."""
    with transaction() as conn:
        moving.take_back(conn, _as_seen(conn, number), signed_in().id)
    flash("It is a draft again. Nothing of it was lost.", "ok")
    return _to(number)


def approve(number: int) -> ResponseReturnValue:
    """The approval of a second person."""
    form = ApproveForm()
    if not form.validate_on_submit():
        flash(next((errors[0] for errors in form.errors.values()), "Try again."), "look")
        return _to(number)
    with transaction() as conn:
        moving.approve(conn, _as_seen(conn, number), signed_in().id, today())
    flash("Approved. It is not out yet: publishing is the next step.", "ok")
    return _to(number)


def drop(number: int) -> ResponseReturnValue:
    """Puts an edition aside; it can be taken up again."""
    with transaction() as conn:
        row = _as_seen(conn, number)
        moving.drop(conn, row, signed_in().id)
    undo = {
        "words": "The report is put aside.",
        "to": url_for("reports.restore", number=number),
        "fields": {"version": row.version + 1},
    }
    flash(cast(str, undo), "undo")
    return redirect(url_for("reports.reports"), 303)


def restore(number: int) -> ResponseReturnValue:
    """Takes up what was put aside."""
    with transaction() as conn:
        moving.restore(conn, _as_seen(conn, number), signed_in().id)
    return _to(number)


def publish(number: int) -> ResponseReturnValue:
    """Asks once more, then publishes in the worker: what is out cannot be taken back."""
    me = signed_in().id
    if request.method == "GET":
        with reading() as conn:
            row = editions.edition(conn, number)
            why = life.why_not_publish(standing.read(conn, row, me, today()))
            return render_template("reports/publish.html", why=why, **_common(conn, row)), 409 if why else 200
    with transaction() as conn:
        work = moving.ask_to_publish(conn, _as_seen(conn, number), me, today())
    jobs.jobs().enqueue("report", work)
    return _to(number)


def correct(number: int) -> ResponseReturnValue:
    """Begins a corrected edition of what was published."""
    form = CorrectForm()
    with reading() as conn:
        row = editions.edition(conn, number)
        shown = _common(conn, row)
    if not form.validate_on_submit():
        form.version.data = row.version
        return render_template("reports/correct.html", **shown | {"form": form}), 400 if form.errors else 200
    return _to(_corrected(row, form))


def _corrected(row: Row[Any], form: CorrectForm) -> int:
    me, day = signed_in().id, today()
    with transaction() as conn:
        number = moving.correct(conn, row, me, day, form.reason.data.strip(), form.what.data == "words")
        work = store.ask(conn, number, "draft", me, day)
    jobs.jobs().enqueue("report", work)
    return number


def file(number: int) -> ResponseReturnValue:
    """The PDF under a neutral name, kept by no cache on the way: the published one, or the newest draft."""
    with reading() as conn:
        row = editions.edition(conn, number)
        out = editions.published(conn, number)
    data = bytes(out.pdf) if out is not None else _draft(row)
    with transaction() as conn:
        audit.record(conn, actor(), "downloaded report", f"edition {number}")
    name = (
        f"report-{short(row.period).replace(' ', '-').lower()}-{'draft' if out is None else row.number}.pdf"
    )
    response = send_file(
        io.BytesIO(data), "application/pdf", as_attachment=True, download_name=name, max_age=0
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def page(number: int, page: int) -> ResponseReturnValue:
    """A small picture of one page of the newest draft."""
    with reading() as conn:
        row = editions.edition(conn, number)
        out = editions.published(conn, number)
    picture = thumbnails.png(bytes(out.pdf) if out is not None else _draft(row), page)
    response = Response(picture, mimetype="image/png")
    response.headers["Cache-Control"] = "private, max-age=600"
    return response


def _draft(row: Row[Any]) -> bytes:
    path = draft_file(row.id, row.document) if row.document else None
    if path is None or not path.exists():
        raise NotFoundError("This report has no file here. Make its draft again.")
    return path.read_bytes()


def _as_seen(conn: Connection, number: int) -> Row[Any]:
    """The edition, when it is the version that the page showed. Raises ConflictError."""
    row = editions.edition(conn, number)
    form = VersionForm()
    if form.version.data != row.version:
        raise ConflictError()
    return row


def _to(number: int) -> ResponseReturnValue:
    return redirect(url_for("reports.edition", number=number), 303)
