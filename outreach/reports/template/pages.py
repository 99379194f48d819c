"""Templates of reports at the desk: the list, and one of them, with its sections in the order in which they print."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ...database import reading, transaction
from ...errors import ConflictError, InvalidTemplateError
from ...places import store as places
from ...safety.desk import offer_undo, today, zones_in_words
from ...team import access, audit
from ...team.forms import PlainForm
from ..indicators.shelf import shelf
from ..sending.store import servers
from . import rules as template_rules
from . import store as template_store
from .forms import TemplateForm
from .rules import FUNDER, FUNDER_LEAST, PUBLIC, PUBLIC_LEAST, SECTIONS, Calendar, ReportTemplate, Scope

EVERYTHING = 0  # in the choice of a funding source


def register(bp: Blueprint) -> None:
    """Adds these pages to the blueprint of reports."""
    bp.add_url_rule("/templates", view_func=templates)
    bp.add_url_rule("/templates/add", view_func=template_add, methods=["GET", "POST"])
    bp.add_url_rule("/templates/<int:number>", view_func=template, methods=["GET", "POST"])
    bp.add_url_rule("/templates/<int:number>/use", view_func=template_use, methods=["POST"])


def templates() -> ResponseReturnValue:
    """All templates and funding sources."""
    with reading() as conn:
        found, retired = template_store.templates(conn), template_store.templates(conn, retired=True)
        sources, names = template_store.sources(conn), places.zone_names(conn)
    by_number = {source.id: source for source in sources}
    shown = [(one, *_in_words(one, by_number, names)) for one in found]
    return render_template(
        "reports/templates.html", templates=shown, retired=retired, sources=sources, today=today(),
        covered={source.id: zones_in_words(source.zones, names) for source in sources},
    )  # fmt: skip


def _in_words(
    one: ReportTemplate, sources: dict[int, template_rules.FundingSource], names: dict[int, str]
) -> tuple[str, str]:
    """For whom it is, and what it is about."""
    funder = sources.get(one.funder or 0)
    money = sources.get(one.scope.funding or 0)
    about = zones_in_words(one.zones(money), names)
    return funder.name if funder else "The public", f"{money.name}: {about}" if money else about


def template_add() -> ResponseReturnValue:
    """A new template."""
    return _form_page(template_rules.DEFAULT, 0)


def template(number: int) -> ResponseReturnValue:
    """One template, changed only when nobody else has changed it meanwhile."""
    with reading() as conn:
        one, version = template_store.template(conn, number), template_store.version(conn, number)
    return _form_page(one, version)


def template_use(number: int) -> ResponseReturnValue:
    """Retires a template at once, or takes it into use again."""
    PlainForm().validate_on_submit()
    active = request.form.get("word") == "use"
    with transaction() as conn:
        one = template_store.template(conn, number)
        template_store.use(conn, number, active)
        audit.record(
            conn, access.actor(), "used report template again" if active else "retired report template",
            f"template {number}",
        )  # fmt: skip
    if active:
        flash(f"{one.name} is in use again.", "ok")
    else:
        back = url_for("reports.template_use", number=number)
        offer_undo(f"{one.name} is out of use. What was made with it stays.", back, {"word": "use"})
    return redirect(url_for("reports.templates"), 303)


def _form_page(one: ReportTemplate, version: int) -> ResponseReturnValue:
    form = _form(one, version)
    order = _order(one)
    if not form.is_submitted() or request.form.get("word", "save") != "save":
        return _page(form, one, order)
    if not form.validate():
        return _page(form, one, order, 400)
    try:
        with transaction() as conn:
            number = template_store.save(conn, _told(form, one, order), form.version.data or 0)
            audit.record(conn, access.actor(), "saved report template", f"template {number}")
    except InvalidTemplateError as error:
        _blame(form, error)
        return _page(form, one, order, 400)
    except ConflictError as error:
        form.version.data, form.version.raw_data = version, None
        form.name.errors = [f"{error.message} Saving again puts yours in its place."]
        return _page(form, one, order, 409)
    flash(f"{form.name.data} is saved. The next report made with it follows it.", "ok")
    return redirect(url_for("reports.templates"), 303)


def _form(one: ReportTemplate, version: int) -> TemplateForm:
    calendar, scope = one.calendar, one.scope
    name = one.name if one.id else ""
    form = TemplateForm(
        data={
            "name": name, "audience": one.audience, "sections": list(one.sections), "packs": list(one.packs),
            "indicators": list(one.indicators), "every": calendar.every, "starts": calendar.starts,
            "closing_days": calendar.closing_days, "threshold": one.threshold, "language": one.language,
            "paper": one.paper, "zones": list(scope.zones), "sites": list(scope.sites),
            "funding": scope.funding or EVERYTHING, "dhis2": one.dhis2, "version": version,
        }
    )  # fmt: skip
    with reading() as conn:
        _choices(conn, form, one)
    return form


def _choices(conn: Connection, form: TemplateForm, one: ReportTemplate) -> None:
    sources = {source.id: source.name for source in template_store.sources(conn)}
    form.audience.choices = {PUBLIC: "The public"} | {
        f"{FUNDER}{n}": f"{name} only" for n, name in sources.items()
    }
    form.funding.choices = {EVERYTHING: "Everything"} | sources
    form.sections.choices = dict(SECTIONS)
    packs = shelf().packs
    form.packs.choices = {name: pack.title for name, pack in packs.items()} | _kept(one.packs, packs)
    known = {f"{name}:{i.code}": i.title for name, pack in packs.items() for i in pack.indicators}
    form.indicators.choices = known | _kept(one.indicators, known)
    form.zones.choices = {zone["id"]: zone["name"] for zone in places.zones(conn)}
    form.sites.choices = {site["id"]: site["name"] for site in places.sites(conn)}
    for field, names in ((form.zones, places.zone_names(conn)), (form.sites, places.site_names(conn))):
        held = one.scope.zones if field is form.zones else one.scope.sites
        field.choices = {n: names.get(n, "") for n in held} | cast(dict[int, str], field.choices)
    to = [server.name for server in servers(conn)]
    form.dhis2.choices = {"": "Nowhere"} | {name: name for name in {*to, one.dhis2} - {""}}


def _kept(names: tuple[str, ...], known: Any) -> dict[str, str]:
    """What the template names and no pack holds any more: it stays ticked, so that it can be taken out knowingly."""
    return {name: f"{name} (no pack holds this any more)" for name in names if name not in known}


def _order(one: ReportTemplate) -> list[str]:
    """All sections: as they stand in the form, else as in the template with the others behind; then one is moved."""
    asked = [code for code in request.form.getlist("order") if code in SECTIONS]
    order = list(dict.fromkeys([*(asked or one.sections), *SECTIONS]))
    word, _, code = request.form.get("word", "").partition(":")
    if word in ("up", "down") and code in order:
        at = order.index(code)
        to = min(max(at + (1 if word == "down" else -1), 0), len(order) - 1)
        order.insert(to, order.pop(at))
    return order


def _told(form: TemplateForm, one: ReportTemplate, order: list[str]) -> ReportTemplate:
    ticked = set(form.sections.data or ())
    return ReportTemplate(
        name=form.name.data or "", audience=form.audience.data,
        sections=tuple(code for code in order if code in ticked), packs=tuple(form.packs.data or ()),
        indicators=tuple(form.indicators.data or ()),
        calendar=Calendar(form.every.data, form.starts.data, form.closing_days.data or 0),
        threshold=form.threshold.data or 0, language=form.language.data, paper=form.paper.data,
        scope=Scope(tuple(form.zones.data or ()), tuple(form.sites.data or ()), form.funding.data or None),
        dhis2=form.dhis2.data or "", id=one.id,
    )  # fmt: skip


def _blame(form: TemplateForm, error: InvalidTemplateError) -> None:
    form[error.code].errors = [error.message]


def _page(
    form: TemplateForm, one: ReportTemplate, order: list[str], status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "reports/template.html", form=form, one=one, order=order, sections=SECTIONS, packs=shelf().packs,
        least={"public": PUBLIC_LEAST, "funder": FUNDER_LEAST}, moved=request.form.get("word", "").partition(":")[2],
        gone=[name for name in one.indicators if name.partition(":")[0] not in shelf().packs],
    )  # fmt: skip
    return page, status
