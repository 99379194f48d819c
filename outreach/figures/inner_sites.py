"""The inner cells of a report about some sites: from the contacts themselves, because no tally is kept by site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, select

from ..contacts.models import Contact
from ..contacts.rules import Row
from ..errors import BadInputError
from ..referrals import store as referrals
from ..referrals.models import Referral
from ..supplies import store as supplies
from ..supplies.models import Line
from . import models
from .inner import Inner, add_tally, naloxone_ids
from .rollups import table
from .rules import next_month
from .tallies import Deltas, month_of

_CONTACT, _LINE, _REFERRAL = table(Contact), table(Line), table(Referral)
_SEALED = table(models.Sealed)


def erased(conn: Connection, months: Sequence[str]) -> frozenset[str]:
    """Those of some months whose rows have been erased."""
    return frozenset(conn.execute(select(_SEALED.c.month).where(_SEALED.c.month.in_(months))).scalars())


def read(conn: Connection, months: Sequence[str]) -> Inner:
    """Inner cells by month, zone and site ("0": none). What is told by records that are no contact has no site and is
    not here. Raises BadInputError when the rows of one of the months have been erased."""
    if gone := erased(conn, months):
        raise BadInputError(
            f"The contacts of {max(gone)} and before have been erased, and no sum is kept by site. "
            "Make this report about zones, or about a later period."
        )
    inner = Inner(("time", "zone", "site"))
    for site, deltas in _by_site(conn, _inside(months)).items():
        _fill(conn, inner, str(site), deltas)
    _referrals(conn, inner, months)
    return inner


def _inside(months: Sequence[str]) -> list[ColumnElement[bool]]:
    first, last = (date.fromisoformat(f"{month}-01") for month in (min(months), max(months)))
    return [_CONTACT.c.day >= first, _CONTACT.c.day < next_month(last), _CONTACT.c.void.is_(False)]


def _by_site(conn: Connection, inside: list[ColumnElement[bool]]) -> dict[int, Deltas]:
    lines: dict[int, list[tuple[int, int, str | None]]] = {}
    given = select(_LINE.c.contact_id, _LINE.c.item_id, _LINE.c.quantity, _LINE.c.reason)
    held = select(_CONTACT.c.id).where(*inside)
    for contact, item, units, reason in conn.execute(given.where(_LINE.c.contact_id.in_(held))):
        lines.setdefault(contact, []).append((item, units, reason))
    found: dict[int, Deltas] = {}
    rows = select(_CONTACT.c.id, _CONTACT.c.team_id, *(_CONTACT.c[name] for name in Row._fields))
    for ident, team, *values in conn.execute(rows.where(*inside)):
        row = Row._make(values)
        deltas = found.setdefault(row.site_id or 0, Deltas())
        deltas.contact(row, tuple(lines.get(ident, ())), 0, team)
    return found


def _fill(conn: Connection, inner: Inner, site: str, deltas: Deltas) -> None:
    naloxone, codes = naloxone_ids(conn), {n: code for code, n in supplies.item_ids(conn).items()}
    for (month, dim, zone, value), (contacts, _people, amount) in deltas.month_tally().items():
        add_tally(inner, (month, str(zone), site), dim, value, (contacts, amount), naloxone)
    for (month, zone, _site, item), (units, contacts) in deltas.month_item().items():
        at = (month, str(zone), site)
        inner.add("units", ("item",), (*at, codes[item]), units)
        inner.say_yes(f"item.{codes[item]}", (), at, contacts)


def _referrals(conn: Connection, inner: Inner, months: Sequence[str]) -> None:
    names = referrals.type_codes(conn)
    statement = (
        select(
            _REFERRAL.c.offered_on,
            _REFERRAL.c.zone_id,
            _CONTACT.c.site_id,
            _REFERRAL.c.type_id,
            _REFERRAL.c.status,
        )
        .join_from(_REFERRAL, _CONTACT, _CONTACT.c.id == _REFERRAL.c.contact_id, isouter=True)
        .where(_REFERRAL.c.gone.is_(False))
    )
    for day, zone, site, kind, status in conn.execute(statement):
        if month_of(day) in months:
            inner.add(
                "referrals",
                ("type", "reached"),
                (month_of(day), str(zone), str(site or 0), names[kind], status),
                1,
            )
