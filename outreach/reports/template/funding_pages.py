"""Funding sources at the desk: what each covers, what it may not buy, and whether such a thing was handed out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...database import reading, transaction
from ...errors import InvalidTemplateError
from ...figures.rules import period_of
from ...places import store as places
from ...safety.desk import offer_undo, today
from ...supplies import store as supplies
from ...supplies.rules import ITEMS
from ...team import access, audit
from ...team.forms import PlainForm
from . import not_paid
from . import rules as template_rules
from . import store as template_store
from .forms import FundingForm
from .rules import FundingSource

NEW = FundingSource(0, "")
LISTS = ("SAMHSA",)  # kinds of money whose rules the catalogue knows


def register(bp: Blueprint) -> None:
    """Adds these pages to the blueprint of reports."""
    bp.add_url_rule("/funding/add", view_func=funding_add, methods=["GET", "POST"])
    bp.add_url_rule("/funding/<int:number>", view_func=funding, methods=["GET", "POST"])
    bp.add_url_rule("/funding/<int:number>/use", view_func=funding_use, methods=["POST"])


def funding_add() -> ResponseReturnValue:
    """A new funding source."""
    return _form_page(NEW)


def funding(number: int) -> ResponseReturnValue:
    """One funding source."""
    with reading() as conn:
        one = template_store.source(conn, number)
    return _form_page(one)


def funding_use(number: int) -> ResponseReturnValue:
    """Retires a funding source, or takes it into use again."""
    PlainForm().validate_on_submit()
    active = request.form.get("word") == "use"
    try:
        with transaction() as conn:
            one = template_store.source(conn, number)
            template_store.use_source(conn, number, active)
            audit.record(conn, access.actor(), "changed use of funding source", f"funding source {number}")
    except InvalidTemplateError as error:
        flash(error.message, "look")
        return redirect(url_for("reports.funding", number=number), 303)
    if active:
        flash(f"{one.name} is in use again.", "ok")
    else:
        back = url_for("reports.funding_use", number=number)
        offer_undo(f"{one.name} is out of use. Reports about it stay.", back, {"word": "use"})
    return redirect(url_for("reports.templates"), 303)


def _form_page(one: FundingSource) -> ResponseReturnValue:
    form = _form(one)
    if request.form.get("word", "").startswith("list:"):
        ticked = {*(form.not_eligible.data or ()), *template_rules.not_funded_by(request.form["word"][5:])}
        form.not_eligible.data = sorted(ticked)
        return _page(form, one)
    if not form.is_submitted():
        return _page(form, one)
    if not form.validate():
        return _page(form, one, 400)
    try:
        with transaction() as conn:
            number = template_store.save_source(conn, _told(form, one))
            audit.record(conn, access.actor(), "saved funding source", f"funding source {number}")
    except InvalidTemplateError as error:
        form[error.code].errors = [error.message]
        return _page(form, one, 400)
    flash(f"{form.name.data} is saved.", "ok")
    return redirect(url_for("reports.templates"), 303)


def _form(one: FundingSource) -> FundingForm:
    form = FundingForm(
        data={
            "name": one.name, "agreement_on": one.agreement_on, "zones": list(one.zones), "sites": list(one.sites),
            "not_eligible": list(one.not_eligible), "source": one.source,
        }
    )  # fmt: skip
    with reading() as conn:
        zones, sites = places.zone_names(conn), places.site_names(conn)
        names = {item["code"]: item["name"] for item in supplies.items(conn)}
        form.zones.choices = {n: zones[n] for n in one.zones if n in zones} | {
            zone["id"]: zone["name"] for zone in places.zones(conn)
        }
        form.sites.choices = {n: sites[n] for n in one.sites if n in sites} | {
            site["id"]: site["name"] for site in places.sites(conn)
        }
    form.not_eligible.choices = {c: ITEMS[c]["name"] for c in one.not_eligible if c in ITEMS} | {
        code: name for code, name in names.items() if code in ITEMS
    }
    return form


def _told(form: FundingForm, one: FundingSource) -> FundingSource:
    order = list(ITEMS)
    return FundingSource(
        id=one.id, name=form.name.data or "", zones=tuple(form.zones.data or ()), sites=tuple(form.sites.data or ()),
        not_eligible=tuple(sorted(form.not_eligible.data or (), key=order.index)),
        agreement_on=form.agreement_on.data, source=form.source.data or "",
    )  # fmt: skip


def _page(form: FundingForm, one: FundingSource, status: int = 200) -> ResponseReturnValue:
    year = period_of(today(), "year")
    with reading() as conn:
        found = not_paid.of_source(conn, one, year)
    page = render_template(
        "reports/funding.html", form=form, one=one, not_paid=found, lists=LISTS, year=year.label,
        public=template_rules.PUBLIC_LEAST, funder=template_rules.FUNDER_LEAST,
    )  # fmt: skip
    return page, status
