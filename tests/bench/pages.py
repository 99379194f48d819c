"""P5: the coordinators' pages over a million contacts: time inside the database, and of the whole answer."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from time import perf_counter

from flask import Flask
from flask.testing import FlaskClient

from outreach import create_app
from outreach.database import db
from outreach.team import access
from outreach.team.rules import ADMINISTRATOR, allowed

from . import bigstore
from .run import Run
from .sqltime import Spent, counting
from .table import Row, p95

SHOWN = 5  # pages told in the table; all of them stand in bench.json
FILTERS = ("", "?period={quarter}", "?period={year}", "?period={year}&zone={zone}")


@dataclass(frozen=True)
class Page:
    """One page: median ms inside the database of its slowest filter, statements, and all server times in ms."""

    name: str
    database: float
    statements: int
    server: list[float]


def measure(run: Run) -> list[Row]:
    """One row for each database; both hold the same rows."""
    folder = bigstore.instance(run)
    rows = [_row(run, "SQLite", create_app({"DATABASE_URL": ""}, folder))]
    with bigstore.postgresql(run) as url:
        rows.append(_row(run, "PostgreSQL", create_app({"DATABASE_URL": url}, folder)))
    return rows


def _row(run: Run, name: str, app: Flask) -> Row:
    client = _signed_in(app)
    with app.app_context(), counting(db.engine) as spent:
        pages = [_page(run, client, path, spent, app) for path in _paths(app)]
    with app.app_context():
        naive, rolled = bigstore.naive_and_rolled(db.engine)
        db.engine.dispose()
    held = bigstore.contacts(bigstore.instance(run))
    slowest = max(pages, key=lambda page: page.database)
    whole = p95([each for page in pages for each in page.server])
    dearest = sorted(pages, key=lambda page: -page.database)[:SHOWN]
    told = "; ".join(
        f"{p.name} {p.database:.1f} ms in {p.statements}, p95 {p95(p.server):.0f} ms" for p in dearest
    )
    return Row(
        f"P5 {name}" if name == "SQLite" else "P5 PG",
        f"each page: all its queries (slowest of {len(FILTERS)} filters) and server time p95, {held:,} contacts",
        f"naive SQL, 12 months × zone × item: {naive:,.0f} ms",
        f"the same from the month rollup: {rolled:.1f} ms",
        f"slowest {slowest.database:.1f} ms ({slowest.name}); p95 of all {whole:.0f} ms. Dearest: {told}",
        "queries ≤ 25 ms a page; p95 ≤ 100 ms",
        slowest.database <= 25 and max(p95(page.server) for page in pages) <= 100 and not run.quick,
        {"pages": {p.name: [p.database, p.statements, p95(p.server)] for p in pages}, "naive_ms": naive},
    )


def _page(run: Run, client: FlaskClient, path: str, spent: Spent, app: Flask) -> Page:
    database, statements, server = 0.0, 0, []
    for query in bigstore.filters(app, FILTERS):
        times = []
        for turn in range(4 if run.quick else 12):
            spent.reset()
            started = perf_counter()
            answer = client.get(path + query)
            took = (perf_counter() - started) * 1000
            if answer.status_code != 200:
                raise AssertionError(f"{path}{query} answered {answer.status_code}")
            if turn:  # the first one warms the cache
                times.append(spent.seconds * 1000)
                server.append(took)
                statements = max(statements, spent.statements)
        database = max(database, median(times))
    return Page(path, database, statements, server)


def _paths(app: Flask) -> list[str]:
    """Every page of the desk that an administrator may open and that takes no argument in its path."""
    desk = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("dashboards.")]
    rules = [rule for rule in desk if allowed(rule.endpoint, ADMINISTRATOR)]
    return sorted({rule.rule for rule in rules if "GET" in (rule.methods or ()) and not rule.arguments})


def _signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    with app.test_request_context():
        token = access.start_session(bigstore.member(app))
        client.set_cookie(access.cookie_name(), token)
    return client
