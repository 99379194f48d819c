"""The demo programme: believable, repeatable, and its figures add up."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import Connection, func, select

from outreach.contacts.models import Contact
from outreach.database import reading, transaction
from outreach.demo import commands, programme, town
from outreach.demo.records import generate
from outreach.figures import rebuild
from outreach.figures import store as figures
from outreach.figures.rules import parse_period
from outreach.installation import make_organisation
from outreach.places.whereabouts import Known
from outreach.referrals import store as referrals
from outreach.referrals.opening import check_hours
from outreach.referrals.rules import TYPES
from outreach.supplies.rules import ITEMS
from outreach.sync import kinds, store
from outreach.team import devices

UNTIL = date(2026, 11, 19)
TODAY = UNTIL + timedelta(days=1)


@pytest.fixture(scope="module")
def year() -> list[list[object]]:
    """A small year's contact records."""
    return [made.record for made in generate(3, 2_000, UNTIL) if made.record[0] == "contact"]


def test_the_same_seed_makes_the_same_year() -> None:
    assert list(generate(3, 300, UNTIL)) == list(generate(3, 300, UNTIL))
    assert list(generate(3, 300, UNTIL)) != list(generate(4, 300, UNTIL))


def test_there_are_exactly_as_many_contacts_as_asked_for(year: list[list[object]]) -> None:
    assert len(year) == 2_000


def test_numbers_of_a_phone_have_no_gap() -> None:
    numbers: dict[int, list[int]] = {}
    for made in generate(3, 1_000, UNTIL):
        numbers.setdefault(made.phone, []).append(made.n)
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


def test_every_record_keeps_the_rules() -> None:
    known = Known(
        zones=range(1, len(town.ZONES) + 1),
        sites=range(1, len(town.SITES) + 1),
        items={code: place for place, code in enumerate(ITEMS)},
        types={code: (place, 1) for place, code in enumerate(TYPES)},
        services=range(1, len(town.SERVICES) + 1),
        first_day=UNTIL - timedelta(days=365),
        last_day=UNTIL,
        pseudonym=lambda code, day: b"p" * 16,
    )
    kinds_made = Counter(kinds.parse(made.record, known).kind for made in generate(5, 3_000, UNTIL))
    assert kinds_made["contact"] == 3_000
    assert kinds_made["amend"] > kinds_made["void"] > 5


def test_fridays_are_busier_than_sundays(year: list[list[object]]) -> None:
    days = Counter(date.fromisoformat(str(record[2])).weekday() for record in year)
    assert days[4] > 1.5 * days[6]


def test_zones_differ_and_people_come_back(year: list[list[object]]) -> None:
    zones = Counter(record[4] for record in year)
    assert zones[1] > 3 * zones[7]
    codes = Counter(record[12] for record in year if record[12])
    assert sum(count > 1 for count in codes.values()) > 50


def test_services_have_hours_that_can_be_read() -> None:
    assert len(town.SERVICES) >= 25
    assert all(check_hours(service.hours) for service in town.SERVICES)
    assert {code for service in town.SERVICES for code in service.types} == set(TYPES)


@pytest.fixture
def filled(app: Flask) -> Flask:
    """A store with a small demo year."""
    make_organisation(app)
    with app.app_context():
        programme.make(2, 600, TODAY)
    return app


def contacts(conn: Connection) -> int:
    statement = select(func.count()).select_from(Contact).where(Contact.void.is_(False))
    return int(conn.execute(statement).scalar_one())


def test_the_programme_adds_up(filled: Flask) -> None:
    with filled.app_context(), transaction() as conn:
        assert not any(compared.wrong for compared in rebuild.check(conn))
        total = sum(figures.summary(conn, parse_period(year)).contacts for year in ("2025", "2026"))
        assert total == contacts(conn)
        assert min(figures.stock(conn).values()) > -25
        for line in figures.ledger(conn, parse_period("2026Q3")):
            gone = line.handed_out + line.lost + line.expired - line.adjusted
            assert line.opening + line.received + line.transferred - gone == line.closing


def test_something_runs_out_and_something_is_overdue(filled: Flask) -> None:
    with filled.app_context(), reading() as conn:
        scarce = {left.code: left.low for left in figures.days_left(conn, TODAY, together=True)}
        assert scarce["DC01"] is not None
        assert scarce["DC01"] <= 14
        assert 1 <= referrals.overdue_count(conn, TODAY) <= 30
        funnel = figures.funnel(conn, parse_period("2026Q3")).values()
        offered, accepted, attended = (sum(step[n] for step in funnel) for n in range(3))
        assert offered > accepted > attended > 0


def test_a_revoked_phone_waits_and_a_silent_one_is_silent(filled: Flask) -> None:
    with filled.app_context(), reading() as conn:
        waiting = store.waiting(conn)
        assert {row.reason for row in waiting} == {"revoked"}
        phones = {row.name: row for row in devices.phones(conn)}
        assert phones["Magpie"].status == "revoked"
        assert phones["Lantern"].proof_on == TODAY - timedelta(days=16)
        assert phones["Comet"].held_count == phones["Comet"].top_n


def test_the_command_fills_an_empty_store_only(app: Flask) -> None:
    make_organisation(app)
    with app.app_context():
        first = CliRunner().invoke(commands.demo, ["--contacts", "100"])
        again = CliRunner().invoke(commands.demo, ["--contacts", "100"])
    assert "100 contacts" in first.output
    assert again.exit_code == 1
    assert "in use already" in again.output
