"""What waits for a person's decision, as the card on Today lists it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import Connection, Row

from .. import reminders
from ..clock import now
from ..guides import approval as guides
from ..privacy.current import keys
from ..privacy.key_export import confirmed_on
from ..supplies import requests
from ..sync import store as envelopes
from ..team import access, devices
from ..team.meta import metas
from . import doubles_page, rules
from .rules import Decision
from .words import day as in_words
from .words import listed, plural


def decisions(conn: Connection, phones: Sequence[Row[Any]], today: date, team: int | None) -> list[Decision]:
    """All that waits for this member, the most pressing first. `phones` are those of their team."""
    return [
        *_clones(phones),
        *_joining(conn, phones, team),
        *_tonight(conn, today, team),
        *_records(conn, phones),
        *_doubles(conn, today, team),
        *_guides(conn),
        *_reminders(conn, today),
        *_safety(conn, today),
    ]


def _clones(phones: Sequence[Row[Any]]) -> Iterator[Decision]:
    for phone in phones:
        if phone.clone and phone.status == "active":
            yield Decision(
                f"{phone.name} counts like two phones",
                "Two records came with the same number. Both are kept. Enrol the phone again, and revoke this entry.",
                f"Open {phone.name}",
                url_for("dashboards.phone", device_id=phone.id),
            )


def _joining(conn: Connection, phones: Sequence[Row[Any]], team: int | None) -> Iterator[Decision]:
    joined = [link for link in devices.open_enrolments(conn, now(), team) if link.device_id is not None]
    for link in joined:
        yield Decision(
            f"{link.device_name} waits for its six digits",
            "The phone shows six digits. It is enrolled only when they were typed here.",
            "Type the digits",
            url_for("dashboards.phone_link", link_id=link.id),
            main=True,
        )


def _tonight(conn: Connection, today: date, team: int | None) -> Iterator[Decision]:
    new = [told for told in requests.restocks(conn, team) if told.step is None and told.row.urgency == 2]
    if new:
        yield Decision(
            f"{plural(len(new), 'request')} for supplies tonight",
            f"From {listed(sorted({told.phone for told in new}))}, "
            f"the first of them on {in_words(new[0].row.day, today)}.",
            "See what is needed",
            url_for("dashboards.requests"),
        )


def _doubles(conn: Connection, today: date, team: int | None) -> Iterator[Decision]:
    pairs = doubles_page.waiting(conn, today, team, doubles_page.DAYS_ON_TODAY)
    if pairs:
        yield Decision(
            f"{plural(len(pairs), 'contact')} may be logged twice",
            "By two phones, on one day in one zone. Both count until you say which it is.",
            "Look at them",
            url_for("dashboards.doubles"),
        )


def _reminders(conn: Connection, today: date) -> Iterator[Decision]:
    """What other features ask this member to do."""
    member = access.current_member()
    found = reminders.waiting(conn, member.id, today) if member else {}
    for one in (one for several in found.values() for one in several):
        yield Decision(one.title, one.words, one.action, one.url, main=one.main)


def _records(conn: Connection, phones: Sequence[Row[Any]]) -> Iterator[Decision]:
    own = {phone.id: phone.name for phone in phones}
    waiting: dict[int, int] = {}
    for (device, _reason), count in envelopes.waiting_counts(conn).items():
        if device in own:
            waiting[device] = waiting.get(device, 0) + count
    if waiting:
        names = listed(sorted(own[device] for device in waiting))
        yield Decision(
            f"{plural(sum(waiting.values()), 'record')} in quarantine",
            f"From {names}. They are kept, and count for nothing until you decide.",
            "Look at them",
            url_for("dashboards.quarantine"),
        )


def _guides(conn: Connection) -> Iterator[Decision]:
    none, changed = guides.waiting(conn)
    if none:
        yield Decision(
            "No phone has an overdose card yet",
            "Read it with a clinician and approve it. Until then phones only show the number to call and a clock.",
            "Read it",
            url_for("guides.card", code="overdose", lang="en"),
        )
    if changed:
        yield Decision(
            f"{plural(len(changed), 'guide')} changed and left the phones",
            f"{listed(changed, most=4)}. Read the new text, then approve it again.",
            "Look at them",
            url_for("guides.guides"),
        )


def _safety(conn: Connection, today: date) -> Iterator[Decision]:
    facts = metas(conn, ("last_backup_on",))
    last = facts.get("last_backup_on")
    days = (today - date.fromisoformat(last[:10])).days if last else None
    if days is None or days >= rules.BACKUP_DAYS:
        since = (
            f"The last one was on {in_words(date.fromisoformat((last or '')[:10]), today)}." if last else ""
        )
        yield Decision(
            "No backup yet" if days is None else f"No backup for {days} days",
            f"{since} Phones keep what no backup covers, for up to 30 days. Whoever keeps the server runs "
            "“outreach backup make”.".strip(),
            "",
            "",
        )
    if confirmed_on(keys()) is None:
        yield Decision(
            "The keys are not kept outside the server yet",
            "If this server is lost, nothing that phones still hold can be opened. Whoever keeps the server runs "
            "“outreach keys export”, then “outreach keys confirm”.",
            "",
            "",
        )
