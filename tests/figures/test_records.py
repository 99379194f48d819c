"""Figures of records that are no contact: by value, month and zone, also of a part of a month and of erased months."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from outreach import entries
from outreach.errors import InvalidRecordError
from outreach.figures import erasing, rebuild, records, sealing
from outreach.figures import store as figures
from outreach.figures.rules import parse_period
from outreach.safety.record_models import Incident
from outreach.supplies.record_models import ShiftLine
from outreach.sync import kinds
from outreach.sync.fold import fold

from .world import TODAY, World, pseudonym, rows

NOVEMBER = parse_period("2026-11")


def told(conn: Connection, world: World, *records_told: tuple[str, dict[str, Any]]) -> None:
    start = world.seq
    fold(
        conn,
        [world.first(start + n, world.record(kind, **f)) for n, (kind, f) in enumerate(records_told, 1)],
    )


def test_needles_collected_are_no_returns(conn: Connection, world: World) -> None:
    told(conn, world, ("cleanup", {}), ("cleanup", {"day": "2026-10-02", "zone": 2}), ("contact", {}))
    assert figures.summary(conn, NOVEMBER).returned == 0
    year = parse_period("2026")
    assert {k: v.amount for k, v in records.tally(conn, year, "cleanup", "month").items()} == {
        "2026-10": 12,
        "2026-11": 12,
    }
    assert records.tally(conn, year, "cleanup", "zone")["2"].amount == 12
    assert records.tally(conn, year, "cleanup", zone=1)["counted"].contacts == 1


def test_a_part_of_a_month_is_the_sum_of_its_days(conn: Connection, world: World) -> None:
    days = [{"day": f"2026-11-{day:02}", "people": day} for day in (3, 10, 17)]
    told(conn, world, *(("unmet", fields) for fields in days))
    part = records.tally(conn, parse_period("14d", TODAY), "unmet")
    assert part["NX10|none_left"][:2] == (2, 27)
    assert records.tally(conn, NOVEMBER, "unmet")["NX10|none_left"][:2] == (3, 30)


def test_reversals_are_told_by_month_and_zone_only(conn: Connection, world: World) -> None:
    told(conn, world, ("reversal", {}), ("reversal", {"zone": 2, "outcome": None, "doses": 3}))
    week = parse_period("7d", TODAY)
    assert records.sums(conn, week, "reversal", ("month", "zone")) == records.sums(
        conn, NOVEMBER, "reversal", ("month", "zone")
    )
    assert records.tally(conn, NOVEMBER, "reversal")["not_asked"].amount == 3
    assert records.tally(conn, NOVEMBER, "reversal_call")["1"].contacts == 2


def test_incidents_are_told_by_type_and_consent(conn: Connection, world: World) -> None:
    told(conn, world, ("incident", {"types": ["threat", "robbery"]}), ("incident", {"about": "worker"}))
    assert {k: v.contacts for k, v in records.tally(conn, NOVEMBER, "incident_type").items()} == {
        "threat": 2,
        "robbery": 1,
    }
    assert records.tally(conn, NOVEMBER, "incident_may")["alert"].contacts == 2
    assert records.tally(conn, NOVEMBER, "incident")["worker"].contacts == 1


def test_a_shift_tells_what_was_missing_and_why(conn: Connection, world: World) -> None:
    told(conn, world, ("shift", {}), ("shift", {"workers": 3}))
    assert records.tally(conn, NOVEMBER, "shift")["street"] == (2, 5, 4)
    item = world.known.items["SX01"]
    assert records.tally(conn, NOVEMBER, "shift_why")[f"{item}|forgot"].amount == 4
    assert len(rows(conn, ShiftLine)) == 2


def test_a_tally_counts_its_people_and_is_no_unasked_contact(conn: Connection, world: World) -> None:
    told(conn, world, ("tally", {}), ("contact", {"seen": 0}))
    found = figures.summary(conn, NOVEMBER)
    assert (found.contacts, found.people, found.returned, found.handed_out) == (2, 41, 50, 215)
    assert figures.not_asked(conn, NOVEMBER) == {
        "seen": (1, 1), "age": (0, 1), "gender": (0, 1), "population": (0, 1),
    }  # fmt: skip
    assert figures.not_asked(conn, parse_period("3d", TODAY))["age"] == (0, 1)


def test_seconds_are_told_by_team(conn: Connection, world: World) -> None:
    fold(conn, [world.first(n, world.contact(secs=n * 5), phone=n % 2) for n in range(1, 6)])
    assert figures.seconds(conn, NOVEMBER).median == 15
    assert figures.seconds(conn, NOVEMBER, team=1)[:2] == (10, 20)
    assert figures.seconds(conn, parse_period("3d", TODAY), team=2) == (15, 25, 3)
    assert figures.seconds(conn, NOVEMBER, team=3).median is None


OLD = "2025-09-15"


@pytest.fixture
def old(conn: Connection, world: World) -> World:
    """One record of each kind of fourteen months ago, and one of today."""
    every = [name for name in kinds.KINDS if name not in kinds.CHANGES and name != "contact"]
    told(conn, world, *((kind, {"day": OLD}) for kind in every), *((kind, {}) for kind in every))
    return world


def test_rows_of_an_old_month_are_erased_and_its_totals_stay(conn: Connection, old: World) -> None:
    month = parse_period("2025-09")
    before = {dim: records.tally(conn, month, dim) for dim in ("cleanup", "unmet", "reversal", "shift_why")}
    assert sealing.erase_old_rows(conn, TODAY, 13) == ["2025-09"]
    assert {dim: records.tally(conn, month, dim) for dim in before} == before
    assert conn.execute(select(func.count()).select_from(entries.TABLE)).scalar() == 9
    for kind in kinds.KINDS.values():
        if kind.rows:
            assert len(rows_of(conn, kind.rows)) == 1
    assert sealing.broken(conn) == []
    assert not any(compared.wrong for compared in rebuild.check(conn))


def rows_of(conn: Connection, of: Any) -> list[Any]:
    return list(conn.execute(select(of.table)))


def test_an_old_month_of_other_records_alone_is_sealed_too(conn: Connection, world: World) -> None:
    told(conn, world, ("reversal", {"day": OLD}))
    assert sealing.erase_old_rows(conn, TODAY, 13) == ["2025-09"]
    with pytest.raises(InvalidRecordError, match="quarantine"):
        kinds.parse(world.record("cleanup", day=OLD), kinds.known(conn, TODAY, pseudonym))


def test_the_text_of_an_incident_is_erased_before_its_row(conn: Connection, world: World) -> None:
    text = ["7d9f4c1e-02ab-4c55-8e19-3a6b0d2f7e81", "A" * 1474]
    story = {"consents": [True, False, False, False], "narrative": text}
    told(conn, world, *(("incident", {**story, "day": day}) for day in ("2025-10-31", "2025-11-01")))
    assert erasing.erase_narratives(conn, TODAY, 12) == 1
    left = conn.execute(select(Incident.month, Incident.narrative).order_by(Incident.month)).all()
    assert [(month, narrative is None) for month, narrative in left] == [
        ("2025-10", True),
        ("2025-11", False),
    ]
    assert not any(compared.wrong for compared in rebuild.check(conn))
    assert erasing.erase_narratives(conn, date(2026, 12, 1), 12) == 1
