"""What the pages of this feature share: the programme's day, a way back after an action, names of zones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from flask import current_app, flash

from ..clock import programme_day

ALL_ZONES = "All zones"


def today() -> date:
    """The programme's day: it ends at the hour of DAY_ENDS_HOUR, not at midnight."""
    return programme_day(current_app.config["TIMEZONE"], current_app.config["DAY_ENDS_HOUR"])


def offer_undo(words: str, to: str, fields: Mapping[str, object]) -> None:
    """Says on the next page what was done, with a button that posts `fields` to `to` to take it back."""
    flash(
        cast(str, {"words": words, "to": to, "fields": dict(fields)}), "undo"
    )  # the template takes it apart


def zones_in_words(zones: Iterable[int], names: Mapping[int, str]) -> str:
    """ "Canal, Harbour"; "All zones" for none."""
    return ", ".join(sorted(names.get(zone, "Zone not known") for zone in zones)) or ALL_ZONES
