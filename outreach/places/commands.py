"""Commands about places: `outreach zones import FILE` and `outreach zones list`."""

from __future__ import annotations

from pathlib import Path

import click

from ..database import reading, transaction
from ..errors import BadInputError
from ..team import audit
from . import rules, store

LARGEST = 2_000_000


@click.group()
def zones() -> None:
    """Zones: named areas drawn by a coordinator."""


@zones.command("import")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_zones(path: Path) -> None:
    """Adds zones from a GeoJSON FeatureCollection of Polygons with a property `name`.

    A zone of the same name gets the new shape. Nothing is changed when one zone is wrong.
    """
    if path.stat().st_size > LARGEST:
        raise BadInputError("This file is too large for zones.")
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise BadInputError("This file is not text.") from None
    found = rules.read_zones(text)
    with transaction() as conn:
        for name, polygon in found:
            store.save_zone(conn, name, polygon)
        audit.record(conn, "command", "zones imported", f"{len(found)} zones")
    click.echo(f"{len(found)} zones are in use: {', '.join(name for name, _ in found)}.")


@zones.command("list")
def list_zones() -> None:
    """Prints the zones in use with their centre."""
    with reading() as conn:
        for zone in store.zones(conn):
            longitude, latitude = zone["centre"]
            click.echo(f"{zone['id']:>4}  {zone['name']:<40}  {longitude:.5f}, {latitude:.5f}")


@zones.command("retire")
@click.argument("name")
def retire(name: str) -> None:
    """Offers a zone to phones no longer; what was recorded in it stays."""
    with transaction() as conn:
        number = next((zone["id"] for zone in store.zones(conn) if zone["name"] == name), None)
        if number is None:
            raise BadInputError(f"No zone in use is called {name}.")
        store.retire_zone(conn, number)
        audit.record(conn, "command", "zone retired", f"zone:{number}")
    click.echo(f"{name} is retired.")


commands = [zones]
