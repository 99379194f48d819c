"""Pages for coordinators."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from ..team import access, rules
from . import page
from .words import FILTERS

bp = Blueprint("dashboards", __name__)


@bp.record_once
def _set_up(state: BlueprintSetupState) -> None:
    state.app.context_processor(page.context)
    state.app.jinja_env.filters.update(FILTERS)


@bp.route("/")
def today() -> ResponseReturnValue:
    """The morning sheet."""
    if access.signed_in().role == rules.FUNDER:
        return redirect(url_for("dashboards.published"), 303)
    return render_template("dashboards/today.html")


@bp.route("/published")
def published() -> ResponseReturnValue:
    """The reports published to a funder."""
    return render_template("dashboards/published.html")


blueprints = (bp,)
