"""Templates of reports and funding sources in the store."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from ...errors import ConflictError, InvalidTemplateError, NotFoundError
from . import rules as template_rules
from .models import Funding, Template
from .rules import Calendar, FundingSource, ReportTemplate, Scope

_TEMPLATE: Table = Template.__table__
_FUNDING: Table = Funding.__table__


def templates(conn: Connection, retired: bool = False) -> list[ReportTemplate]:
    """Templates in use by name; with `retired` those that are not."""
    rows = conn.execute(
        select(_TEMPLATE).where(_TEMPLATE.c.active.is_(not retired)).order_by(_TEMPLATE.c.name)
    )
    return [_template(row) for row in rows]


def template(conn: Connection, number: int) -> ReportTemplate:
    """One template, also a retired one; number 0 is the one that every programme has. Raises NotFoundError."""
    if number == 0:
        return template_rules.DEFAULT
    row = conn.execute(select(_TEMPLATE).where(_TEMPLATE.c.id == number)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such template of reports.")
    return _template(row)


def version(conn: Connection, number: int) -> int:
    """How often a template was changed, from 1 on; 0 for one that is not there."""
    found = conn.execute(select(_TEMPLATE.c.version).where(_TEMPLATE.c.id == number)).scalar()
    return int(found or 0)


def save(conn: Connection, one: ReportTemplate, expected: int = 0) -> int:
    """Adds a template (id 0) or changes one whose version is `expected`; its number.

    Raises InvalidTemplateError, or ConflictError when somebody else has changed it meanwhile.
    """
    template_rules.check(one, sources(conn))
    values = _values(one)
    try:
        with conn.begin_nested():
            if not one.id:
                made = conn.execute(insert(_TEMPLATE).values(values).returning(_TEMPLATE.c.id))
                return int(made.scalar_one())
            here = (_TEMPLATE.c.id == one.id, _TEMPLATE.c.version == expected)
            changed = conn.execute(update(_TEMPLATE).where(*here).values(values | {"version": expected + 1}))
    except IntegrityError:
        raise InvalidTemplateError(
            "Another template has this name. Choose another one.", code="name"
        ) from None
    if not changed.rowcount:
        raise ConflictError("Somebody else has changed this template. Look at it again, then change it.")
    return one.id


def use(conn: Connection, number: int, active: bool) -> None:
    """Retires a template, or takes it into use again. Editions made with it stay as they are."""
    conn.execute(update(_TEMPLATE).where(_TEMPLATE.c.id == number).values(active=active))


def sources(conn: Connection, retired: bool = False) -> list[FundingSource]:
    """Funding sources in use by name; with `retired` those that are not."""
    rows = conn.execute(select(_FUNDING).where(_FUNDING.c.active.is_(not retired)).order_by(_FUNDING.c.name))
    return [_source(row) for row in rows]


def source(conn: Connection, number: int) -> FundingSource:
    """One funding source, also a retired one. Raises NotFoundError."""
    row = conn.execute(select(_FUNDING).where(_FUNDING.c.id == number)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such funding source.")
    return _source(row)


def save_source(conn: Connection, one: FundingSource) -> int:
    """Adds a funding source (id 0) or changes one; its number. Raises InvalidTemplateError."""
    template_rules.check_source(one)
    values = {
        "name": one.name.strip(), "zones": _list(sorted(one.zones)), "sites": _list(sorted(one.sites)),
        "not_eligible": _list(one.not_eligible), "source": one.source.strip(), "agreement_on": one.agreement_on,
        "active": True,
    }  # fmt: skip
    _keep_agreement(conn, one)
    try:
        with conn.begin_nested():
            if one.id:
                conn.execute(update(_FUNDING).where(_FUNDING.c.id == one.id).values(values))
                return one.id
            return int(conn.execute(insert(_FUNDING).values(values).returning(_FUNDING.c.id)).scalar_one())
    except IntegrityError:
        raise InvalidTemplateError("Another funding source has this name.", code="name") from None


def use_source(conn: Connection, number: int, active: bool) -> None:
    """Retires a funding source, or takes it into use again. Raises InvalidTemplateError while templates need it."""
    names = [one.name for one in templates(conn) if number in (one.funder, one.scope.funding)]
    if names and not active:
        raise InvalidTemplateError(
            f"These templates need it: {', '.join(names)}. Change or retire them first."
        )
    conn.execute(update(_FUNDING).where(_FUNDING.c.id == number).values(active=active))


def _keep_agreement(conn: Connection, one: FundingSource) -> None:
    if one.id and one.agreement_on is None:
        low = [
            t.name
            for t in templates(conn)
            if t.funder == one.id and t.threshold < template_rules.PUBLIC_LEAST
        ]
        if low:
            raise InvalidTemplateError(
                f"These templates show counts below {template_rules.PUBLIC_LEAST}: {', '.join(low)}. "
                "Raise their threshold first.",
                code="agreement_on",
            )


def _values(one: ReportTemplate) -> dict[str, Any]:
    calendar, scope = one.calendar, one.scope
    return {
        "name": one.name.strip(), "audience": one.audience, "sections": _list(one.sections), "packs": _list(one.packs),
        "indicators": _list(one.indicators), "every": calendar.every, "starts": calendar.starts,
        "closing_days": calendar.closing_days, "threshold": one.threshold, "language": one.language,
        "paper": one.paper, "zones": _list(sorted(scope.zones)), "sites": _list(sorted(scope.sites)),
        "funding_id": scope.funding, "dhis2": one.dhis2,
    }  # fmt: skip


def _template(row: Row[Any]) -> ReportTemplate:
    held: Any = row._mapping
    lists = {
        name: tuple(json.loads(held[name])) for name in ("sections", "packs", "indicators", "zones", "sites")
    }
    return ReportTemplate(
        name=held["name"], audience=held["audience"], sections=lists["sections"], packs=lists["packs"],
        indicators=lists["indicators"], calendar=Calendar(held["every"], held["starts"], held["closing_days"]),
        threshold=held["threshold"], language=held["language"], paper=held["paper"],
        scope=Scope(lists["zones"], lists["sites"], held["funding_id"]), dhis2=held["dhis2"], id=held["id"],
    )  # fmt: skip


def _source(row: Row[Any]) -> FundingSource:
    held: Any = row._mapping
    return FundingSource(
        id=held["id"], name=held["name"], zones=tuple(json.loads(held["zones"])),
        sites=tuple(json.loads(held["sites"])), not_eligible=tuple(json.loads(held["not_eligible"])),
        agreement_on=held["agreement_on"], source=held["source"],
    )  # fmt: skip


def _list(values: object) -> str:
    return json.dumps(list(values), ensure_ascii=False)  # type: ignore[call-overload]
