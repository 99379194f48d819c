"""The small world of fold and figure tests."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from . import world as worlds
from .world import World


@pytest.fixture
def world(conn: Connection) -> World:
    """Teams, phones, zones, stores and the catalogue, in the store of `conn`."""
    return worlds.make(conn)
