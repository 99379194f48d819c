"""Pages about referrals: the funnel, what is overdue, and closing one by its slip."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ..database import reading, transaction
from ..errors import ConflictError, NotFoundError
from ..figures import outcomes
from ..figures import store as figures
from ..figures.rules import previous
from ..figures.store import Funnel
from ..referrals import store as referrals
from ..referrals.rules import STATUSES, TYPES, may_settle, read_slip, show_slip
from ..referrals.store import Case
from ..team import access, audit
from . import charts, table_csv
from .charts import Steps
from .filters import Filter, chosen
from .forms import OUTCOMES, OutcomeForm, SlipForm
from .page import offer_undo, today
from .words import number, percent

SHOWN, MOST = 12, 500
STATES = {"offered": "Offered, no answer", "accepted": "Accepted", "appointment": "Has an appointment"}
CHART_ROWS = 12


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    bp.add_url_rule("/referrals", view_func=referrals_page, endpoint="referrals")
    bp.add_url_rule("/referrals.csv", view_func=referrals_csv)
    bp.add_url_rule("/referrals/overdue.csv", view_func=overdue_csv)
    bp.add_url_rule("/referrals/slip", view_func=slip, methods=["GET", "POST"])
    bp.add_url_rule("/referrals/outcome", view_func=outcome, methods=["POST"])


def referrals_page() -> ResponseReturnValue:
    """What is overdue first, then how far referrals came in the period."""
    team = access.team_of(access.signed_in())
    with reading() as conn:
        shown = chosen(conn)
        cases = figures.overdue(conn, today(), team, limit=MOST if request.args.get("all") else SHOWN)
        count = len(cases) if len(cases) < SHOWN else referrals.overdue_count(conn, today(), team)
        steps = figures.funnel(conn, shown.period, shown.zone)
        before = figures.funnel(conn, previous(shown.period), shown.zone)
    return render_template(
        "dashboards/referrals.html", shown=shown, cases=cases, count=count, states=STATES, slip_form=SlipForm(),
        total=_total(steps), before=_total(before), heads=HEADS, rows=_rows(steps),
        pictures=_pictures(steps, shown),
    )  # fmt: skip


HEADS = ["Type", "Offered", "Accepted", "Attended", "Declined", "Not known", "Attended, of offered"]


def _rows(steps: dict[str, Funnel]) -> list[list[str]]:
    ordered = sorted(steps.items(), key=lambda one: -one[1].offered)
    return [
        [_name(code), *(number(n) for n in one), percent(one.attended, one.offered)] for code, one in ordered
    ]


def _total(steps: dict[str, Funnel]) -> Funnel:
    return Funnel(*(sum(one[place] for one in steps.values()) for place in range(5)))


def _name(code: str) -> str:
    return str(TYPES[code]["name"]) if code in TYPES else code


def _pictures(steps: dict[str, Funnel], shown: Filter) -> dict[str, Any]:
    """The types with the most offers; the rest together, so that the chart keeps its sum."""
    ordered = sorted(steps.items(), key=lambda one: -one[1].offered)
    rows = [
        Steps(TYPES[code]["short"] if code in TYPES else code, *one[:3]) for code, one in ordered[:CHART_ROWS]
    ]
    if rest := ordered[CHART_ROWS:]:
        rows.append(Steps("All others", *(sum(one[place] for _code, one in rest) for place in range(3))))
    title = f"Referrals by type, {shown.words}"
    return {"wide": charts.funnel("funnel", rows, title),
            "narrow": charts.funnel("funnel-n", rows, title, charts.NARROW)}  # fmt: skip


def referrals_csv() -> Response:
    """The funnel by type as CSV."""
    with reading() as conn:
        shown = chosen(conn)
        steps = figures.funnel(conn, shown.period, shown.zone)
    rows: list[list[table_csv.Cell]] = [[code, _name(code), *one] for code, one in steps.items()]
    heads = ["Code", "Type", "Offered", "Accepted", "Attended", "Declined", "Not known"]
    return table_csv.answer("referrals", f"Referrals by type, {shown.words}", heads, rows)


def overdue_csv() -> Response:
    """The overdue list: single rows, so the password is asked again and the log has a line."""
    member = access.signed_in()
    with transaction() as conn:
        cases = figures.overdue(conn, today(), access.team_of(member), limit=10_000)
        audit.record(conn, access.actor(), "exported", f"overdue referrals, {len(cases)} rows")
    rows = [_overdue_row(one) for one in cases]
    heads = ["Slip", "What for", "Service", "Offered", "Due", "Days overdue", "Last known"]
    return table_csv.answer("overdue", "Referrals past their follow-up date", heads, rows)


def _overdue_row(one: Case) -> list[table_csv.Cell]:
    days: list[table_csv.Cell] = [one.offered_on.isoformat(), one.due_on.isoformat(), one.days_over]
    return [show_slip(one.slip), one.type_name, one.service, *days, one.status]


def slip() -> ResponseReturnValue:
    """Finds a referral by its slip. The code is posted: it never stands in an address or a log of addresses."""
    form = SlipForm()
    if not form.validate_on_submit():
        return render_template("dashboards/slip.html", form=form, case=None), 400 if form.errors else 200
    code = read_slip(form.slip.data)
    if code is None:
        form.slip.errors = [
            "This is no slip code: one sign may be misread. It has seven signs, like ABC-DEFG."
        ]
        return render_template("dashboards/slip.html", form=form, case=None), 400
    with reading() as conn:
        case = referrals.find_slip(conn, code, today(), access.team_of(access.signed_in()))
    if case is None:
        form.slip.errors = [
            "There is no referral with this slip yet. Perhaps its phone has not synced since."
        ]
        return render_template("dashboards/slip.html", form=form, case=None), 404
    states = STATES | OUTCOMES
    return render_template(
        "dashboards/slip.html", form=form, case=case, states=states, outcomes=_next(case.status)
    )


def _next(status: str) -> dict[str, str]:
    return {code: words for code, words in OUTCOMES.items() if may_settle(status, code)}


def outcome() -> ResponseReturnValue:
    """Sets what became of a referral, with a way back. Sent twice, it changes nothing more."""
    form, member = OutcomeForm(), access.signed_in()
    if not form.validate_on_submit():
        flash("Choose an outcome for a referral in the list.", "look")
        return redirect(url_for("dashboards.referrals"), 303)
    with transaction() as conn:
        _settle(conn, form, access.team_of(member))
    return redirect(url_for("dashboards.referrals"), 303)


def _settle(conn: Connection, form: OutcomeForm, team: int | None) -> None:
    case = referrals.case(conn, form.referral.data, today(), team)
    if case is None:
        raise NotFoundError()
    status, before = form.status.data, form.before.data
    try:
        if before in STATUSES:
            outcomes.undo(conn, case.id, before, team)
            flash(f"{show_slip(case.slip)} is as it was before.", "ok")
        elif case.status == status:
            flash(f"{show_slip(case.slip)} has this outcome already.", "ok")
            return
        else:
            outcomes.settle(conn, case.id, status, today(), team)
            back = {"referral": case.id, "status": status, "before": case.status}
            offer_undo(
                f"{show_slip(case.slip)}: {OUTCOMES[status].lower()}.", url_for("dashboards.outcome"), back
            )
    except ConflictError:
        flash(f"{show_slip(case.slip)} cannot go from “{case.status}” to “{status}”.", "look")
        return
    audit.record(conn, access.actor(), "settled a referral", f"referral {case.id} {before or status}")
