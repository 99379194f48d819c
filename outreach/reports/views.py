"""Reports at the desk: the list, a new one, stopping what is being made, and which drafts make themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Row
from wtforms.fields.choices import SelectChoice

from .. import jobs
from ..database import reading, transaction
from ..errors import ConflictError, OutreachError
from ..figures.rules import parse_period
from ..team import audit
from ..team.access import actor, signed_in
from . import delivery, preparing, store
from .build import today
from .editions import following, life, narrative_page, reminding, starting
from .editions import pages as edition_pages
from .editions import store as editions
from .forms import AskForm, EmptyForm
from .funders import sheet_page, verify_page
from .printing import sheet as paper
from .template import periods

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("")
def reports() -> ResponseReturnValue:
    """What waits, what is being written, what was published, and a form for a new one."""
    return _list(_form())


@bp.post("")
def ask() -> ResponseReturnValue:
    """Begins a report; asking twice for the same one leads to the one that was begun."""
    form = _form()
    if not form.validate_on_submit():
        return _list(form, 400)
    try:
        number = _begun(form)
    except ConflictError as error:
        form.period.errors = [error.message]
        return _list(form, 409)
    return redirect(url_for("reports.edition", number=number), 303)


@bp.post("/<int:number>/stop")
def stop(number: int) -> ResponseReturnValue:
    """Stops the work on an edition; what was there before stays."""
    with transaction() as conn:
        editions.edition(conn, number)
        work = store.work_on(conn, number)
        stopped = work is not None and store.stop(conn, work.id)
    flash(
        "It is stopped. What was there before stays."
        if stopped
        else "There was nothing to stop: it had ended.",
        "ok",
    )
    return redirect(url_for("reports.edition", number=number), 303)


@bp.post("/by-itself/<int:template>/<int:active>")
def by_itself(template: int, active: int) -> ResponseReturnValue:
    """Whether drafts of a template are made by themselves."""
    with transaction() as conn:
        found = next((one for one in starting.templates(conn) if one.id == template), None)
        if found is not None:
            store.set_schedule(conn, template, bool(active))
            audit.record(
                conn, actor(), "changed schedule", f"template {template} {'on' if active else 'off'}"
            )
    flash("Drafts are made by themselves." if active else "No draft is made by itself any more.", "ok")
    return redirect(url_for("reports.reports") + "#schedule", 303)


def _begun(form: AskForm) -> int:
    me, day = signed_in().id, today()
    with transaction() as conn:
        template = next(one for one in starting.templates(conn) if one.id == form.template.data)
        wish = starting.wish_for(conn, template, form.period.data, form.paper.data, form.language.data)
        number = starting.begin(conn, template, wish, day, me)
        work = (
            store.ask(conn, number, "draft", me, day)
            if editions.edition(conn, number).document is None
            else None
        )
        audit.record(conn, actor(), "began report", f"edition {number}")
    if work is not None:
        jobs.jobs().enqueue("report", work)
    return number


def _form() -> AskForm:
    form = AskForm()
    with reading() as conn:
        templates = starting.templates(conn)
    form.template.choices = [SelectChoice(one.id, one.name) for one in templates]
    starts = [one.calendar.starts for one in templates if one.calendar.kind == "fiscal"]
    form.period.choices = [
        SelectChoice(key, words, optgroup=kind) for kind, key, words in periods.choices(today(), starts)
    ]
    return form


def _list(form: AskForm, status: int = 200) -> ResponseReturnValue:
    with reading() as conn:
        rows = [_shown(conn, row) for row in editions.editions(conn)]
        out = {row.edition_id: row for row in editions.all_published(conn)}
        schedules = store.schedules(conn)
        scheduled = [(one, schedules.get(one.id, one.id > 0)) for one in starting.templates(conn)]
        work = [(one, parse_period(one.period).label) for one in store.going_on(conn)]
    groups = {name: [row for row in rows if row["row"].status in wanted] for name, wanted in _GROUPS.items()}
    return render_template(
        "reports/reports.html", form=form, groups=groups, out=out, scheduled=scheduled, others=work, plain=EmptyForm(),
        states=life.STATES, today=today(),
    ), status  # fmt: skip


_GROUPS: dict[str, Sequence[str]] = {
    "open": life.OPEN, "published": (life.PUBLISHED,), "dropped": (life.DROPPED,),
}  # fmt: skip


def _shown(conn: Connection, row: Row[Any]) -> dict[str, Any]:
    """A line of the list: the edition, its period and whom it is for, in words."""
    try:
        whom = starting.audience_words(conn, row.audience)
    except OutreachError:
        whom = "a funder"
    return {"row": row, "period": parse_period(row.period).label, "whom": whom}


paper.register(bp)
edition_pages.register(bp)
following.register(bp)
narrative_page.register(bp)
preparing.register(bp)
sheet_page.register(bp)
reminding.register()

blueprints = (bp, verify_page.bp, *delivery.blueprints)
