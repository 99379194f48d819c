"""One table of settings. Environment (OUTREACH_<NAME>) > instance/config.json > default."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from .errors import ConfigError


@dataclass(frozen=True)
class Setting:
    """One setting: its name, its default (whose type is the type of the value), and what it does."""

    name: str
    default: Any
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("SECRET_KEY", "", "Signs forms and session cookies. Made by `outreach init` in instance/secret."),
    Setting(
        "DATABASE_URL", "", "PostgreSQL address; empty means SQLite in instance/. Also read without prefix."
    ),
    Setting("TIMEZONE", "UTC", "IANA time zone of the programme's days."),
    Setting("DAY_ENDS_HOUR", 5, "Until this hour in the morning a contact belongs to the evening before."),
    Setting("HTTPS", False, "The site is reached over https: Secure `__Host-` cookies and HSTS."),
    Setting("PROXY_HOPS", 0, "Number of trusted reverse proxies in front of the server."),
    Setting("RETENTION_MONTHS", 13, "Months that single contacts are kept; totals stay."),
    Setting("NARRATIVE_MONTHS", 12, "Months that the sealed text of an incident is kept."),
    Setting("BODY_DAYS", 35, "Days that an envelope's sealed body stays after it was folded and backed up."),
    Setting("DEVICE_DAY_LIMIT", 2000, "Items a phone may send in a day; more goes to quarantine."),
    Setting(
        "NOTEBOOK", True, "Phones keep this shift's contacts readable for correction (False: write-only)."
    ),
    Setting("IDLE_MINUTES", 5, "Minutes until an unused phone locks itself."),
    Setting(
        "CALL_NUMBERS", "", "Whom a worker who needs help can call: `Lead: 0470 00 00 00; Emergency: 112`."
    ),
    Setting("NEEDLES_PER_LITRE", 100, "Used needles in a litre of bin, for estimated returns."),
    Setting("NEEDLES_PER_KILO", 620, "Used needles in a kilogram (281 a pound), for estimated returns."),
    Setting("THRESHOLD", 5, "Counts below this are one band in reports for a named funder."),
    Setting("DELIVERY_DAYS", 8, "Days a delivery usually takes; stock that ends sooner is flagged."),
    Setting("SECOND_FACTOR", "optional", "`required` or `optional` for coordinators and administrators."),
    Setting("RATE_LIMIT", True, "Limit sign-in and enrolment tries."),
    Setting("SITE_URL", "", "Address of this server as others reach it: https://reports.example.org"),
    Setting("SMTP_HOST", "", "Mail server for notices to funders; empty means that none are sent."),
    Setting("SMTP_PORT", 587, "Its port."),
    Setting(
        "SMTP_SECURITY", "starttls", "`starttls`, `tls`, or `none` (only for a mail server on this machine)."
    ),
    Setting("SMTP_USER", "", "Name at the mail server; empty means that it asks for none."),
    Setting("SMTP_PASSWORD", "", "Password at the mail server."),
    Setting("SMTP_FROM", "", "Address that notices come from."),
    Setting(
        "DHIS2_OWN_HOSTS",
        "",
        "DHIS2 servers in a network of your own, or without https: host names with commas.",
    ),
)


def load(instance: Path, override: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """All settings for a server whose private files are in `instance`.

    Raises ConfigError naming the setting when a value has the wrong form, or when there is no secret.
    """
    stored = _stored(instance / "config.json")
    values = {s.name: _value(s, stored, override or {}) for s in SETTINGS}
    secret = instance / "secret"
    if not values["SECRET_KEY"] and secret.exists():
        values["SECRET_KEY"] = secret.read_text().strip()
    if len(values["SECRET_KEY"]) < 32:
        raise ConfigError("There is no secret for this server yet. Run `outreach init` first.")
    _check(values)
    return values


def _stored(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text())
    except ValueError:
        raise ConfigError(f"{path.name} is not valid JSON. Mend or delete it.") from None
    unknown = sorted(set(found) - {s.name for s in SETTINGS})
    if unknown:
        raise ConfigError(f"{path.name} has unknown settings: {', '.join(unknown)}.")
    return dict(found)


def _value(setting: Setting, stored: Mapping[str, Any], override: Mapping[str, Any]) -> Any:
    if setting.name in override:
        return override[setting.name]
    raw = os.environ.get(f"OUTREACH_{setting.name}")
    if raw is None and setting.name == "DATABASE_URL":
        raw = os.environ.get("DATABASE_URL")
    if raw is None:
        return stored.get(setting.name, setting.default)
    return _parse(setting, raw)


def _parse(setting: Setting, raw: str) -> Any:
    if isinstance(setting.default, bool):
        if raw.lower() not in {"true", "false", "1", "0"}:
            raise ConfigError(f"OUTREACH_{setting.name} must be true or false.")
        return raw.lower() in {"true", "1"}
    if isinstance(setting.default, int):
        if not raw.isdigit():
            raise ConfigError(f"OUTREACH_{setting.name} must be a whole number.")
        return int(raw)
    return raw


def _check(values: Mapping[str, Any]) -> None:
    try:
        ZoneInfo(values["TIMEZONE"])
    except (KeyError, ValueError, OSError):
        raise ConfigError("TIMEZONE must be an IANA name such as Europe/Lisbon.") from None
    if not 0 <= values["DAY_ENDS_HOUR"] <= 12:
        raise ConfigError("DAY_ENDS_HOUR must be between 0 and 12.")
    if values["SECOND_FACTOR"] not in {"required", "optional"}:
        raise ConfigError("SECOND_FACTOR must be `required` or `optional`.")
    _check_mail(values)


def _check_mail(values: Mapping[str, Any]) -> None:
    if values["SMTP_SECURITY"] not in {"starttls", "tls", "none"}:
        raise ConfigError("SMTP_SECURITY must be `starttls`, `tls` or `none`.")
    if values["SMTP_SECURITY"] == "none" and values["SMTP_HOST"] not in {"", "localhost", "127.0.0.1", "::1"}:
        raise ConfigError("SMTP_SECURITY may be `none` only for a mail server on this machine.")
    if values["SMTP_HOST"] and "@" not in values["SMTP_FROM"]:
        raise ConfigError("SMTP_FROM must be the address that notices come from.")
