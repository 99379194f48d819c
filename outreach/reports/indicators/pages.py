"""Indicators at the desk: every definition with its source, how it is counted, and why some are not collected."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from .definitions import PERIODS
from .shelf import shelf


def register(bp: Blueprint) -> None:
    """Adds this page to the blueprint of reports."""
    bp.add_url_rule("/indicators", view_func=indicators)


def indicators() -> ResponseReturnValue:
    """All packs, and the files that cannot be used with what is wrong with them."""
    found = shelf()
    computed = {name: sum(one.verifiable for one in pack.indicators) for name, pack in found.packs.items()}
    checked = {name: date.fromisoformat(pack.checked) for name, pack in found.packs.items()}
    return render_template(
        "reports/indicators.html", packs=found.packs, broken=found.broken, computed=computed, checked=checked,
        periods=PERIODS,
    )  # fmt: skip
