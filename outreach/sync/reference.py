"""What a phone may know: places, catalogue, directory, codes and settings. Never anything about a participant."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Any

from flask import current_app
from sqlalchemy import Connection, Row

from ..clock import programme_day
from ..contacts.rules import CODES
from ..guides import on_phones as guides
from ..guides import store as guides_store
from ..languages import store as languages
from ..places import store as places
from ..privacy.encoding import b64
from ..privacy.ring import Ring
from ..referrals import store as referrals
from ..safety import alerts, team_keys
from ..supplies import store as supplies
from ..team import devices
from ..team.meta import meta
from . import losses


def build(conn: Connection, device: Row[Any], ring: Ring) -> dict[str, Any]:
    """The reference data of one phone."""
    return {
        "v": 1,
        "org_name": meta(conn, "org_name"),
        "device_name": device.name,
        "team": devices.team_name(conn, device.team_id),
        "ring": b64(ring.data),
        "sig": b64(ring.signature),
        "zones": places.zones(conn),
        "sites": places.sites(conn, device.team_id),
        "items": supplies.items(conn),
        "bundles": supplies.bundles(conn),
        "referral_types": referrals.types(conn),
        "services": referrals.services(conn),
        "guides": guides.guides(conn),
        "emergency_number": guides_store.number_or_usual(conn),
        "codes": CODES,
        "return_rules": {
            "per_litre": current_app.config["NEEDLES_PER_LITRE"],
            "per_kilo": current_app.config["NEEDLES_PER_KILO"],
        },
        "lost": losses.lost_before(conn, device.id),
        "settings": _settings(),
        **languages.for_phones(conn),
        "alerts": alerts.for_phones(conn, _today()),
        "team_key": team_keys.for_phone(conn, device.team_id),
    }


def _today() -> date:
    """The programme's day: warnings hold to the end of a night shift."""
    return programme_day(current_app.config["TIMEZONE"], current_app.config["DAY_ENDS_HOUR"])


def _settings() -> dict[str, Any]:
    config = current_app.config
    return {
        "timezone": config["TIMEZONE"],
        "day_ends": f"{config['DAY_ENDS_HOUR']:02d}:00",
        "notebook": config["NOTEBOOK"],
        "idle_minutes": config["IDLE_MINUTES"],
        "calls": config["CALL_NUMBERS"],
    }


def tag(answer: dict[str, Any]) -> str:
    """An ETag that changes when anything in the answer does."""
    return sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()[:32]
