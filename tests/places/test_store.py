"""Zones and sites in the store, and the command that imports zones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import Connection

from outreach.database import reading
from outreach.errors import OutreachError
from outreach.places import commands, store

RING = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]]


def test_a_zone_has_its_shape_and_its_centre(conn: Connection) -> None:
    number = store.save_zone(conn, "Canal", [RING])
    assert store.zones(conn) == [{"id": number, "name": "Canal", "polygon": [RING], "centre": [1.0, 1.0]}]


def test_a_zone_of_the_same_name_is_drawn_anew(conn: Connection) -> None:
    first = store.save_zone(conn, "Canal", [RING])
    assert store.save_zone(conn, "Canal", [[[0, 0], [1, 0], [1, 1], [0, 0]]]) == first
    assert len(store.zones(conn)) == 1


def test_a_retired_zone_keeps_its_name(conn: Connection) -> None:
    number = store.save_zone(conn, "Canal", [RING])
    store.retire_zone(conn, number)
    assert store.zones(conn) == []
    assert store.zone_names(conn) == {number: "Canal"}
    assert number in store.zone_ids(conn)


def imported(app: Flask, path: Path) -> str:
    with app.app_context():
        result = CliRunner().invoke(commands.zones, ["import", str(path)])
    if isinstance(result.exception, OutreachError):
        return result.exception.message
    assert result.exception is None
    return result.output


def test_zones_are_imported_from_a_file(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "zones.geojson"
    shape = {"type": "Polygon", "coordinates": [RING]}
    features = [{"type": "Feature", "properties": {"name": n}, "geometry": shape} for n in ("Canal", "Docks")]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert imported(app, path) == "2 zones are in use: Canal, Docks.\n"
    with app.app_context(), reading() as conn:
        assert [zone["name"] for zone in store.zones(conn)] == ["Canal", "Docks"]


@pytest.mark.parametrize(
    ("content", "words"), [(b"\xff\xfe", "not text"), (b"{}", "FeatureCollection"), (b"", "JSON")]
)
def test_a_bad_file_changes_nothing(app: Flask, tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "zones.geojson"
    path.write_bytes(content)
    assert words in imported(app, path)
    with app.app_context(), reading() as conn:
        assert store.zones(conn) == []
