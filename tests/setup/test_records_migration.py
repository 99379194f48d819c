"""A store of the first version learns the new kinds: what it told stays, seconds are told by team from then on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from outreach import migrations
from tests.stores import Stores, driver

OLD = """
INSERT INTO team (id, name) VALUES (1, 'North');
INSERT INTO device (id, uid, team_id, name, status, token_hash, ref_token_hash, enrolled_on, next_n, top_n, held_count,
    held_digest, day_items, "left", acked_seq, clone)
  VALUES (1, 'u', 1, 'Basil', 'active', {b}, {b}, '2025-01-01', 1, 1, 0, {b}, 0, 0, 0, {no});
INSERT INTO zone (id, name, polygon, active) VALUES (1, 'Canal', '[]', {yes});
INSERT INTO contact (id, device_id, n, uid, seq, rank_source, rank_n, void, team_id, day, part, zone_id, setting,
    people, seen, populations, topics, others, returned, secs)
  VALUES (1, 1, 1, {b}, 1, 0, 1, {no}, 1, '2026-11-02', 2, 1, 'street', 2, 0, 0, 0, 0, 0, 10);
INSERT INTO month_tally (month, dim, zone_id, value, contacts, people, amount)
  VALUES ('2026-11', 'secs', 1, '10', 1, 2, 0), ('2025-09', 'secs', 1, '15', 4, 4, 0);
INSERT INTO sealed (month, sealed_on, digest) VALUES ('2025-09', '2026-11-01', {b});
INSERT INTO referral_type (id, code, name, category, maps_to, follow_up_days, position, active)
  VALUES (1, 'T.HIV', 'HIV test', 'test', '', 14, 1, {yes});
INSERT INTO referral (id, contact_id, team_id, type_id, slip, mode, zone_id, offered_on, due_on, status, settled_on,
    gone)
  VALUES (1, 1, 1, 1, '7KQ42MP', 'warm', 1, '2026-11-02', '2026-11-16', 'attended', '2026-11-09', {no}),
    (2, 1, 1, 1, '0000001', 'warm', 1, '2026-11-02', '2026-11-16', 'offered', NULL, {no})
"""


@pytest.fixture
def url(database: str, tmp_path: Any, stores: Stores) -> Iterator[str]:
    """Address of a store without any table."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.sqlite'}"
        return
    yield driver(stores.cluster.create("older"))
    stores.cluster.drop("older")


@pytest.fixture
def old(url: str, database: str) -> Iterator[Connection]:
    """A store of the first version with a contact, its seconds and two referrals."""
    migrations.upgrade(url, "0001")
    words = {"yes": "1", "no": "0", "b": "x'00'"}
    if database == "postgresql":
        words = {"yes": "true", "no": "false", "b": "'\\x00'::bytea"}
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as conn:
        for line in OLD.split(";"):
            conn.execute(text(line.format(**words).replace(":", "\\:")))
    with engine.connect() as conn:
        yield conn
    engine.dispose()


def seconds(conn: Connection) -> list[tuple[str, str, int]]:
    rows = conn.execute(
        text("SELECT month, value, contacts FROM month_tally WHERE dim = 'secs' ORDER BY month")
    )
    return [tuple(row) for row in rows]


def test_what_an_older_store_told_stays(url: str, old: Connection) -> None:
    old.rollback()
    migrations.upgrade(url)
    assert seconds(old) == [("2025-09", "15", 4), ("2026-11", "1|10", 1)]
    said = old.execute(text("SELECT status, said, said_on FROM referral ORDER BY id")).all()
    assert [(status, word, str(day) if day else None) for status, word, day in said] == [
        ("attended", "attended", "2026-11-09"), ("offered", None, None),
    ]  # fmt: skip
    assert old.execute(text("SELECT tally FROM contact")).scalar() == 0
    old.rollback()
    migrations.downgrade(url, "0001")
    assert seconds(old) == [("2025-09", "15", 4), ("2026-11", "10", 1)]
