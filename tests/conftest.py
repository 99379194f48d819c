"""Fixtures for all tests: the same server on SQLite and on PostgreSQL, a frozen clock, live servers, browsers.

Store tests take `conn` (rolled back at the end). Tests of pages and of the API take `client`, and `run` to look
into the store or fill it beside the client: `run(store.find_zone, 3)`. Never use `conn` and `client` together:
on SQLite the open transaction of `conn` would make the request wait.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Connection
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from outreach import clock as time_source
from outreach import create_app
from outreach.database import db, transaction
from tests.stores import Cluster, Stores

pytest_plugins = ("tests.browsers",)

# Friday evening, in the middle of a shift: 21:00 UTC on 20 November 2026.
FRIDAY = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
SECRET = "a-secret-for-tests-only-0123456789abcdef"

# The longest files begin: one that is left to the end keeps one core busy while the others have nothing to do.
LONGEST = (
    "simulation/test_simulation.py",
    "field/test_accessible.py",
    "dashboards/test_accessible.py",
    "test_javascript.py",
    "field/test_other_accessible.py",
    "disclosure/",
    "guides/test_on_the_phone.py",
    "field/",
    "browser/",
    "safety/test_phone_screens.py",
    "languages/test_switch.py",
    "setup/",
    "endtoend/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Orders the files by LONGEST; `./dev test` has xdist keep that order."""
    tests = Path(__file__).parent
    items.sort(key=lambda item: _place(item.path.relative_to(tests).as_posix()))


def _place(path: str) -> int:
    return next((place for place, one in enumerate(LONGEST) if path.startswith(one)), len(LONGEST))


class Clock:
    """The server's clock, standing still until a test moves it."""

    def __init__(self) -> None:
        self.now = FRIDAY

    def set(self, moment: datetime) -> None:
        """Jump to `moment` (aware)."""
        self.now = moment

    def move(self, **amount: float) -> None:
        """Go on by e.g. `days=1, minutes=5`."""
        self.now += timedelta(**amount)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Time stands at FRIDAY; `clock.move(days=1)` and `clock.set(…)` change it."""
    frozen = Clock()
    monkeypatch.setattr(time_source, "_frozen", FRIDAY)

    def follow(self: Clock, name: str, value: datetime) -> None:
        object.__setattr__(self, name, value)
        monkeypatch.setattr(time_source, "_frozen", value)

    monkeypatch.setattr(Clock, "__setattr__", follow)
    return frozen


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own DATABASE_URL must never be emptied by a test."""
    for name in [n for n in os.environ if n.startswith("OUTREACH_") or n == "DATABASE_URL"]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """Makes empty stores with all tables, quickly; the PostgreSQL cluster starts when first asked for."""
    with Cluster() as cluster:
        made = Stores(tmp_path_factory.mktemp("template"), cluster)
        yield made
        made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Each test that needs a store runs on both databases."""
    return str(request.param)


@pytest.fixture
def instance(tmp_path: Path, stores: Stores) -> Path:
    """A private folder as `outreach init` leaves it, with an empty SQLite store."""
    folder = tmp_path / "instance"
    shutil.copytree(stores.template(), folder)
    return folder


@pytest.fixture
def make_app(instance: Path, stores: Stores, database: str) -> Iterator[Callable[..., Flask]]:
    """`make_app(NOTEBOOK=False)`: a server with other settings over this test's store."""
    url = stores.empty_postgresql() if database == "postgresql" else ""
    made: list[Flask] = []

    def make(**settings: Any) -> Flask:
        made.append(build_app(instance, {"DATABASE_URL": url, **settings}))
        return made[-1]

    yield make
    for app in made:
        close(app)


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The server as it is by default, without rate limits and CSRF tokens (their own tests switch them on)."""
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of `app` that keeps cookies."""
    return app.test_client()


@pytest.fixture
def conn(app: Flask) -> Iterator[Connection]:
    """A write transaction for store tests, inside an app context, rolled back at the end."""
    with app.app_context(), db.engine.connect() as connection:
        connection = connection.execution_options(outreach_begin="BEGIN IMMEDIATE")
        yield connection
        connection.rollback()


@pytest.fixture
def run(app: Flask) -> Callable[..., Any]:
    """`run(function, *args)` calls `function(conn, *args)` in its own committed transaction."""

    def call(function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        with app.app_context(), transaction() as connection:
            return function(connection, *args, **named)

    return call


class Client(FlaskClient):
    """Closes what it sent: Werkzeug's test client leaves the temporary file of a large upload open."""

    def open(self, *args: Any, **more: Any) -> TestResponse:
        answer = super().open(*args, **more)
        answer.request.environ["wsgi.input"].close()
        return answer


class CompiledOnce(BytecodeCache):
    """Templates compiled by one test's server serve the next ones too: compiling took most of a page's test."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledOnce()


def _routes_compiled_once() -> None:
    """The same for routes: Werkzeug writes and compiles a function for each, most of what starting a server costs."""
    compile_builder, held = Rule._compile_builder, {}

    def once(rule: Rule, append_unknown: bool = True) -> Any:
        converters = ((name, type(each)) for name, each in rule._converters.items())
        key = append_unknown, tuple(rule._trace), repr(rule.defaults), tuple(converters)
        if key not in held:
            held[key] = compile_builder(rule, append_unknown)
        return held[key]

    Rule._compile_builder = once


_routes_compiled_once()


def build_app(instance: Path, settings: Mapping[str, Any]) -> Flask:
    """One server for tests; `settings` win over the defaults."""
    app = create_app({"SECRET_KEY": SECRET, "RATE_LIMIT": False, **settings}, instance)
    app.jinja_env.bytecode_cache = COMPILED
    app.test_client_class = Client
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


def close(app: Flask) -> None:
    """Gives back the connections: an open one would hold locks in the next test's store."""
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
