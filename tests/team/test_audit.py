"""The hash-chained log."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import delete, func, select, update

from outreach.database import transaction
from outreach.team import audit
from outreach.team.models import Audit

TABLE = Audit.__table__


def fill(conn, rows=5):
    for number in range(rows):
        audit.record(conn, "member:1", "tested", f"row {number}")


def test_an_untouched_log_is_unbroken(conn):
    fill(conn)
    verdict = audit.verify(conn)
    assert (verdict.rows, verdict.broken_at) == (5, None)
    assert verdict.head == audit.head(conn)


def test_an_empty_log_is_unbroken(conn):
    assert audit.verify(conn) == audit.Verdict(0, bytes(32), None)


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "member:2"},
        {"action": "nothing"},
        {"subject": ""},
        {"hash": bytes(32)},
        {"previous": bytes(32)},
    ],
)
def test_any_change_is_found_at_its_row(conn, change):
    fill(conn)
    conn.execute(update(TABLE).where(TABLE.c.id == 3).values(change))
    assert audit.verify(conn).broken_at in (3, 4)


def test_a_row_taken_out_is_found(conn):
    fill(conn)
    conn.execute(delete(TABLE).where(TABLE.c.id == 3))
    assert audit.verify(conn).broken_at == 4


def test_words_cannot_move_from_one_field_to_the_next(conn):
    audit.record(conn, "member:1", "signed in", "x")
    first = audit.head(conn)
    conn.execute(delete(TABLE))
    audit.record(conn, "member:1s", "igned in", "x")
    assert audit.head(conn) != first


def test_a_chain_of_many_batches_is_followed_to_the_end(conn):
    fill(conn, 1001)
    assert audit.verify(conn).rows == 1001


def test_two_writers_at_once_do_not_fork_the_chain(app):
    def write():
        for _ in range(5):
            with app.app_context(), transaction() as conn:
                audit.record(conn, "command", "raced", "")

    writers = [threading.Thread(target=write) for _ in range(3)]
    [writer.start() for writer in writers]
    [writer.join() for writer in writers]
    with app.app_context(), transaction() as conn:
        assert audit.verify(conn) == audit.Verdict(15, audit.head(conn), None)
        assert conn.execute(select(func.count(TABLE.c.previous.distinct()))).scalar() == 15


def test_the_log_page_shows_who_did_what(people, run):
    run(audit.record, f"member:{people.ids['bo']}", "exported", "supplies")
    page = people.browser("ada").get("/log").text
    assert "Bo" in page
    assert "exported" in page


def test_the_log_page_says_whether_the_chain_is_whole(people, run):
    run(fill)
    ada = people.browser("ada")
    assert "Unbroken." in ada.post("/log/check").text
    run(lambda conn: conn.execute(update(TABLE).where(TABLE.c.id == 2).values(subject="changed")))
    assert "Broken at row 2." in ada.post("/log/check").text


def test_an_empty_log_says_so(people):
    assert "Nothing is logged yet." in people.browser("ada").get("/log").text


def test_older_entries_are_one_link_away(people, run):
    run(fill, 60)
    ada = people.browser("ada")
    assert 'href="/log?before=11"' in ada.get("/log").text
    assert "row 9" in ada.get("/log?before=11").text


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "1'"])
def test_a_bad_row_number_is_a_clear_400(people, before):
    answer = people.browser("ada").get("/log", query_string={"before": before})
    assert answer.status_code == 400
    assert "number of a row" in answer.text
