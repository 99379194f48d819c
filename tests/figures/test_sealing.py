"""Retention: old contacts are erased, their totals stay and are proven by a digest."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection, update

from outreach.contacts.models import Contact
from outreach.errors import InvalidRecordError
from outreach.figures import models, rebuild, sealing
from outreach.figures import store as figures
from outreach.figures.rules import parse_period
from outreach.referrals.models import Referral
from outreach.supplies.models import Line, Stock
from outreach.sync import kinds
from outreach.sync.fold import fold

from .world import TODAY, World, pseudonym, rows, slip


@pytest.fixture
def old(conn: Connection, world: World) -> World:
    """One contact of fourteen months ago, one of thirteen months ago (kept), one of today; the same person."""
    days = ("2025-09-15", "2025-10-15", "2026-11-20")
    for n, day in enumerate(days, 1):
        given = world.contact(day=day, code="AAAA1111", referrals=[["T.HIV", slip(n), "warm", None]])
        fold(conn, [world.first(n, given)])
    return world


def test_rows_older_than_the_retention_are_erased(conn: Connection, old: World) -> None:
    assert sealing.erase_old_rows(conn, TODAY, 13) == ["2025-09"]
    assert len(rows(conn, Contact)) == len(rows(conn, Referral)) == 2
    assert len({row[0] for row in rows(conn, Line)}) == 2
    assert sealing.erase_old_rows(conn, TODAY, 13) == []


def test_totals_of_an_erased_month_stay(conn: Connection, old: World) -> None:
    period = parse_period("2025-09")
    before = figures.summary(conn, period)
    sealing.erase_old_rows(conn, TODAY, 13)
    assert figures.summary(conn, period) == before
    assert figures.people_range(conn, parse_period("2025Q3")) == (1, 0)


def test_day_rollups_and_pseudonyms_of_an_erased_month_go(conn: Connection, old: World) -> None:
    sealing.erase_old_rows(conn, TODAY, 13)
    assert min(row[0] for row in rows(conn, models.DayContact)) == date(2025, 10, 15)
    periods = {row[0] for row in rows(conn, models.PersonPeriod)}
    assert periods == {"2025", "2025-10", "2025Q4", "2026", "2026-11", "2026Q4"}


def test_a_rebuild_leaves_sealed_months_alone(conn: Connection, old: World) -> None:
    sealing.erase_old_rows(conn, TODAY, 13)
    before = {model: rows(conn, model) for model in (models.MonthTally, models.PeriodPeople, Stock)}
    assert not any(compared.wrong for compared in rebuild.check(conn))
    conn.execute(
        update(models.MonthTally.__table__).where(models.MonthTally.month == "2026-11").values(people=99)
    )
    assert any(compared.wrong for compared in rebuild.rebuild(conn))
    assert {model: rows(conn, model) for model in before} == before


def test_a_changed_total_breaks_its_seal(conn: Connection, old: World) -> None:
    sealing.erase_old_rows(conn, TODAY, 13)
    assert sealing.broken(conn) == []
    conn.execute(
        update(models.MonthTally.__table__).where(models.MonthTally.month == "2025-09").values(people=99)
    )
    assert sealing.broken(conn) == ["2025-09"]


def test_a_record_for_a_sealed_month_is_refused(conn: Connection, old: World) -> None:
    sealing.erase_old_rows(conn, TODAY, 13)
    known = kinds.known(conn, TODAY, pseudonym)
    with pytest.raises(InvalidRecordError) as refused:
        kinds.parse(old.contact(day="2025-09-30"), known)
    assert refused.value.code == "day_sealed"
    assert kinds.parse(old.contact(day="2025-10-01"), known).contact


def test_a_void_of_an_erased_contact_changes_nothing(conn: Connection, old: World) -> None:
    sealing.erase_old_rows(conn, TODAY, 13)
    before = figures.summary(conn, parse_period("2025-09"))
    fold(conn, [old.void(9, 1)])
    assert figures.summary(conn, parse_period("2025-09")) == before
    assert sealing.broken(conn) == []


def test_the_stock_of_a_site_still_adds_up(conn: Connection, old: World) -> None:
    before = figures.stock(conn)
    sealing.erase_old_rows(conn, TODAY, 13)
    assert figures.stock(conn) == before
    assert not any(compared.wrong for compared in rebuild.check(conn))
