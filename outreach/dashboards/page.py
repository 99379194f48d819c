"""What the frame of every page shows: organisation, navigation with the work that waits, who is signed in, as at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import current_app, flash, g, url_for
from sqlalchemy.exc import SQLAlchemyError

from .. import reminders
from ..clock import now, programme_day
from ..database import reading
from ..safety import checkins
from ..supplies import requests
from ..team import access, rules
from ..team.store import SignedIn, meta
from . import store

# key, name, icon, endpoint, words after a count
NAV = (
    ("today", "Today", "lamp", "dashboards.today", ""),
    ("supplies", "Supplies", "bag", "dashboards.supplies", "requests or counts waiting"),
    ("shifts", "Shifts", "moon", "dashboards.shifts", ""),
    ("referrals", "Referrals", "slip", "dashboards.referrals", "overdue"),
    ("directory", "Services", "service", "dashboards.directory", ""),
    ("zones", "Zones", "zone", "dashboards.zones", ""),
    ("phones", "Phones", "phone", "dashboards.phones", "silent or waiting"),
    ("safety", "Safety", "alert", "safety.safety", "missed"),
    ("guides", "Guides", "guide", "guides.guides", ""),
    ("reports", "Reports", "print", "reports.reports", "waiting for you"),
    ("published", "Reports", "print", "portal.published", ""),
    ("team", "Team", "people", "team.members", ""),
    ("log", "Log", "lock", "team.log", ""),
)
MOST = 99  # beyond this the exact number helps nobody, and counting it would cost time on every page


@dataclass(frozen=True)
class Entry:
    """One line of the navigation; `count` is work that waits ("" for none)."""

    key: str
    name: str
    icon: str
    url: str
    count: str
    words: str


class Desk:
    """Read when a template asks for it, so that an error page can be drawn while the store is away."""

    @cached_property
    def member(self) -> SignedIn | None:
        """Who is signed in."""
        return access.current_member()

    @cached_property
    def organisation(self) -> str:
        """Name of the organisation; the product's own name when it cannot be read."""
        try:
            with reading() as conn:
                return meta(conn, "org_name") or "Outreach"
        except SQLAlchemyError:
            return "Outreach"

    @property
    def today(self) -> date:
        """The programme's day."""
        return today()

    @property
    def as_at(self) -> str:
        """The time of this page in the programme's time zone, "09:40"."""
        return local_now().strftime("%H:%M")

    @cached_property
    def nav(self) -> list[Entry]:
        """The pages of this member's role, with the work that waits."""
        member = self.member
        if member is None:
            return []
        desk = member.role in rules.DESK
        shown = [line for line in NAV if _open_to(line[3], member.role) and (desk or line[0] != "today")]
        counts = _waiting(member) if desk else {}
        return [
            Entry(key, name, icon, url_for(page), _capped(counts.get(key, 0)), words)
            for key, name, icon, page, words in shown
        ]


def context() -> dict[str, Any]:
    """For every template: `desk`."""
    if "desk" not in g:
        g.desk = Desk()
    return {"desk": g.desk}


def local_now() -> datetime:
    """The moment in the programme's time zone."""
    return now().astimezone(ZoneInfo(current_app.config["TIMEZONE"]))


def today() -> date:
    """The programme's day: it ends at the hour of DAY_ENDS_HOUR, not at midnight."""
    return programme_day(current_app.config["TIMEZONE"], current_app.config["DAY_ENDS_HOUR"])


def offer_undo(words: str, to: str, fields: Mapping[str, object]) -> None:
    """Says on the next page what was done, with a button that posts `fields` to `to` to take it back."""
    flash(
        cast(str, {"words": words, "to": to, "fields": dict(fields)}), "undo"
    )  # the template takes it apart


def _open_to(endpoint: str, role: str) -> bool:
    return endpoint in current_app.view_functions and rules.allowed(endpoint, role)


def _waiting(member: SignedIn) -> dict[str, int]:
    with reading() as conn:
        scope = access.team_of(member)
        found = store.waiting(conn, today(), scope, MOST + 1)
        asked = requests.open_restocks(conn, scope) + requests.waiting_counts(conn, scope)
        told = reminders.waiting(conn, member.id, today())
        found |= {feature: len(several) for feature, several in told.items()}
        return found | {"safety": checkins.count(conn, today(), scope, MOST + 1), "supplies": asked}


def _capped(count: int) -> str:
    return f"{MOST}+" if count > MOST else str(count or "")
