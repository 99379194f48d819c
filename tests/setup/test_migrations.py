"""The steps in outreach/migrations lead to exactly the tables of the models, on both databases, with data inside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, insert, inspect, select, text
from sqlalchemy.pool import NullPool

from outreach import migrations
from outreach.errors import ConfigError
from outreach.team.models import Meta, Team
from tests.stores import Stores, driver

REVISIONS = [
    step.revision for step in ScriptDirectory(str(Path(migrations.__file__).parent)).walk_revisions()
]


@pytest.fixture
def url(database: str, tmp_path: Path, stores: Stores) -> Iterator[str]:
    """Address of a store without any table."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.sqlite'}"
        return
    yield driver(stores.cluster.create("migrated"))
    stores.cluster.drop("migrated")


@pytest.fixture
def look(url: str) -> Iterator[Callable[[Callable[[Connection], Any]], Any]]:
    """`look(function)` calls it with a connection to the store and commits."""
    engine = create_engine(url, poolclass=NullPool)

    def call(function: Callable[[Connection], Any]) -> Any:
        with engine.begin() as conn:
            return function(conn)

    yield call
    engine.dispose()


def differences(conn: Connection) -> list[Any]:
    context = MigrationContext.configure(conn, opts={"compare_type": True})
    return list(compare_metadata(context, migrations.TABLES))


def test_the_steps_lead_to_the_models(url: str, look: Any) -> None:
    migrations.upgrade(url)
    assert look(differences) == []


def test_running_them_again_changes_nothing(url: str, look: Any) -> None:
    migrations.upgrade(url)
    look(lambda conn: conn.execute(insert(Team.__table__), {"name": "North"}))
    migrations.upgrade(url)
    assert look(lambda conn: conn.execute(select(Team.name)).scalars().all()) == ["North"]


@pytest.mark.parametrize("start", REVISIONS)
def test_a_store_of_any_older_version_keeps_its_data(url: str, look: Any, start: str) -> None:
    migrations.upgrade(url, start)
    look(lambda conn: conn.execute(insert(Meta.__table__), {"key": "org_name", "value": "Night van"}))
    migrations.upgrade(url)
    assert look(lambda conn: conn.execute(select(Meta.value)).scalars().all()) == ["Night van"]
    assert look(differences) == []


def test_the_steps_can_be_taken_back(url: str, look: Any) -> None:
    migrations.upgrade(url)
    migrations.downgrade(url, "base")
    assert look(lambda conn: inspect(conn).get_table_names()) == ["alembic_version"]


def test_a_store_of_a_newer_version_is_left_alone(url: str, look: Any) -> None:
    migrations.upgrade(url)
    look(lambda conn: conn.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(ConfigError, match="newer version"):
        migrations.upgrade(url)


def test_checks_and_options_are_those_of_the_models_too(tmp_path: Path) -> None:
    """Alembic compares columns and keys only. SQLite keeps each table's own words: all of them must be the same."""
    by_steps, by_models = (f"sqlite:///{tmp_path / name}" for name in ("steps.sqlite", "models.sqlite"))
    migrations.upgrade(by_steps)
    engine = create_engine(by_models, poolclass=NullPool)
    migrations.TABLES.create_all(engine)
    assert _words(by_steps) == _words(by_models)


def _words(url: str) -> dict[str, list[str]]:
    """Name of each table and index → the words that make it, sorted: their order means nothing."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as conn:
        rows = conn.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
    return {
        name: sorted(re.findall(r"\w+", sql))
        for name, sql in rows
        if not name.startswith(("alembic", "sqlite"))
    }
