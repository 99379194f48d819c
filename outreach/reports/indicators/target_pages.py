"""Targets and size estimates at the desk: what is aimed for, how far it is, and how many people there may be."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice

from ...database import reading, transaction
from ...errors import InvalidTemplateError, NotFoundError
from ...figures.rules import parse_period
from ...places import store as places
from ...safety.desk import offer_undo, today, zones_in_words
from ...team import access, audit
from ...team.forms import PlainForm
from ..template.forms import EstimateForm, TargetForm
from . import store as target_store
from .definitions import Packs
from .shelf import shelf
from .standing_now import standing
from .target_rules import POPULATION_NAMES, Estimate, Target


def register(bp: Blueprint) -> None:
    """Adds these pages to the blueprint of reports."""
    bp.add_url_rule("/targets", view_func=targets)
    bp.add_url_rule("/targets", view_func=target_save, methods=["POST"])
    bp.add_url_rule("/targets/<int:number>/remove", view_func=target_remove, methods=["POST"])
    bp.add_url_rule("/estimates", view_func=estimate_add, methods=["POST"])
    bp.add_url_rule("/estimates/<int:number>/remove", view_func=estimate_remove, methods=["POST"])


def targets() -> ResponseReturnValue:
    """Both lists; the address may choose the indicator."""
    form, packs = TargetForm(), shelf()
    _choose(form, packs)
    form.indicator.data = request.args.get("indicator", "")
    return _page(form, EstimateForm(), packs)


def target_save() -> ResponseReturnValue:
    """Sets a target, or puts another number in its place."""
    form, packs = TargetForm(), shelf()
    _choose(form, packs)
    if not form.validate():
        return _page(form, EstimateForm(formdata=None), packs, 400)
    pack, _, code = str(form.indicator.data).partition(":")
    one = Target(pack, code, (form.period.data or "").upper(), form.value.data or 0)
    try:
        with transaction() as conn:
            before = target_store.save_target(conn, one)
            audit.record(conn, access.actor(), "set a target", f"{pack}:{code} {one.period}")
    except InvalidTemplateError as error:
        return _blamed(form, error, form, EstimateForm(formdata=None))
    words = f"The target is set. It was {_plain(before.value)} before." if before else "The target is set."
    flash(words, "ok")
    return redirect(url_for("reports.targets"), 303)


def target_remove(number: int) -> ResponseReturnValue:
    """Takes a target away; it can be put back at once."""
    PlainForm().validate_on_submit()
    with transaction() as conn:
        gone = target_store.remove_target(conn, number)
        if gone is None:
            raise NotFoundError("This target is gone already.")
        audit.record(conn, access.actor(), "removed a target", f"{gone.pack}:{gone.code} {gone.period}")
    fields = {"indicator": f"{gone.pack}:{gone.code}", "period": gone.period, "value": _plain(gone.value)}
    offer_undo("The target is gone. Published reports keep it.", url_for("reports.target_save"), fields)
    return redirect(url_for("reports.targets"), 303)


def estimate_add() -> ResponseReturnValue:
    """Adds a size estimate; older ones stay for the reports of their years."""
    form, packs = EstimateForm(), shelf()
    target_form = TargetForm(formdata=None)
    _choose(target_form, packs)
    _zones(form)
    if not form.validate():
        return _page(target_form, form, packs, 400)
    zones = form.zones.data or [
        int(part) for part in request.form.get("again", "").split(",") if part.isdigit()
    ]
    one = Estimate(
        form.population.data, form.people.data or 0, form.low.data, form.high.data, form.year.data or 0,
        form.source.data or "", tuple(zones),
    )  # fmt: skip
    try:
        with transaction() as conn:
            target_store.add_estimate(conn, one, today().year)
            audit.record(conn, access.actor(), "added a size estimate", f"{one.population} {one.year}")
    except InvalidTemplateError as error:
        return _blamed(form, error, target_form, form)
    flash("The estimate is added. Rates of the next drafts are worked out with it.", "ok")
    return redirect(url_for("reports.targets"), 303)


def estimate_remove(number: int) -> ResponseReturnValue:
    """Takes an estimate away; it can be put back at once."""
    PlainForm().validate_on_submit()
    with transaction() as conn:
        gone = target_store.remove_estimate(conn, number)
        if gone is None:
            raise NotFoundError("This estimate is gone already.")
        audit.record(conn, access.actor(), "removed a size estimate", f"{gone.population} {gone.year}")
    fields = {
        "population": gone.population, "people": gone.people, "low": gone.low or "", "high": gone.high or "",
        "year": gone.year, "source": gone.source, "again": ",".join(map(str, gone.zones)),
    }  # fmt: skip
    offer_undo("The estimate is gone. Published reports keep it.", url_for("reports.estimate_add"), fields)
    return redirect(url_for("reports.targets"), 303)


def _plain(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:g}"


def _choose(form: TargetForm, packs: Packs) -> None:
    form.indicator.choices = [SelectChoice("", "Choose an indicator")] + [
        SelectChoice(f"{name}:{one.code}", f"{one.title} ({one.code})", optgroup=pack.title)
        for name, pack in packs.packs.items()
        for one in pack.indicators
        if one.verifiable and one.better != "neither"
    ]


def _zones(form: EstimateForm) -> None:
    with reading() as conn:
        form.zones.choices = {zone["id"]: zone["name"] for zone in places.zones(conn)}


def _blamed(
    wrong: FlaskForm, error: InvalidTemplateError, form: TargetForm, estimate: EstimateForm
) -> ResponseReturnValue:
    wrong[error.code].errors = [error.message]
    return _page(form, estimate, shelf(), 400)


def _page(form: TargetForm, estimate: EstimateForm, packs: Packs, status: int = 200) -> ResponseReturnValue:
    _zones(estimate)
    if estimate.year.data is None and not estimate.errors:
        estimate.year.data = today().year
    with reading() as conn:
        found, known = target_store.targets(conn), target_store.estimates(conn)
        rows, names = standing(conn, packs, found, known, today()), places.zone_names(conn)
    titles = {f"{name}:{one.code}": one for name, pack in packs.packs.items() for one in pack.indicators}
    page = render_template(
        "reports/targets.html", form=form, estimate=estimate, targets=found, rows=rows, titles=titles,
        periods={one.period: parse_period(one.period) for one in found}, estimates=known,
        groups=POPULATION_NAMES, where={one.id: zones_in_words(one.zones, names) for one in known}, plain=_plain,
    )  # fmt: skip
    return page, status
