"""The steps in outreach/migrations lead to exactly the tables of the models, on both databases, with data inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, create_engine, insert, inspect, select
from sqlalchemy.pool import NullPool

from outreach import migrations
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


def test_check_constraints_are_in_the_store_too(url: str, look: Any) -> None:
    migrations.upgrade(url)
    constraints = [c for table in migrations.TABLES.tables.values() for c in table.constraints]
    wanted = {c.name for c in constraints if isinstance(c, CheckConstraint)}
    assert look(_checks) == wanted


def _checks(conn: Connection) -> set[str | None]:
    found = inspect(conn)
    return {
        check["name"] for table in found.get_table_names() for check in found.get_check_constraints(table)
    }
