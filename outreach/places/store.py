"""Zones and sites in the store."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, insert, select, update

from .models import Site, Zone
from .rules import Ring, centre

ZONE, SITE = Zone.__table__, Site.__table__


def zone_ids(conn: Connection) -> frozenset[int]:
    """Ids of all zones, retired ones too."""
    return frozenset(conn.execute(select(ZONE.c.id)).scalars())


def site_ids(conn: Connection) -> frozenset[int]:
    """Ids of all sites, retired ones too."""
    return frozenset(conn.execute(select(SITE.c.id)).scalars())


def zones(conn: Connection) -> list[dict[str, Any]]:
    """Active zones by name: id, name, polygon (rings of [longitude, latitude]) and centre."""
    rows = conn.execute(select(ZONE).where(ZONE.c.active).order_by(ZONE.c.name)).mappings()
    return [_zone(row["id"], row["name"], json.loads(row["polygon"])) for row in rows]


def _zone(ident: int, name: str, polygon: list[Ring]) -> dict[str, Any]:
    return {"id": ident, "name": name, "polygon": polygon, "centre": list(centre(polygon[0]))}


def zone_names(conn: Connection) -> dict[int, str]:
    """Names of all zones, retired ones too: old figures keep their names."""
    return dict(conn.execute(select(ZONE.c.id, ZONE.c.name)).all())


def site_names(conn: Connection) -> dict[int, str]:
    """Names of all sites, retired ones too."""
    return dict(conn.execute(select(SITE.c.id, SITE.c.name)).all())


def sites(conn: Connection, team: int | None = None) -> list[dict[str, Any]]:
    """Active sites by name: id, name, kind, team and zone id. `team`: only this team's."""
    statement = select(SITE).where(SITE.c.active).order_by(SITE.c.name)
    if team is not None:
        statement = statement.where(SITE.c.team_id == team)
    return [
        {"id": r["id"], "name": r["name"], "kind": r["kind"], "team": r["team_id"], "zone": r["zone_id"]}
        for r in conn.execute(statement).mappings()
    ]


def save_zone(conn: Connection, name: str, polygon: list[Ring]) -> int:
    """Makes a zone, or gives the zone of this name a new shape (and takes it into use again); its id."""
    found = conn.execute(select(ZONE.c.id).where(ZONE.c.name == name)).scalar()
    shape = {"polygon": json.dumps(polygon), "active": True}
    if found is not None:
        conn.execute(update(ZONE).where(ZONE.c.id == found).values(shape))
        return int(found)
    return int(conn.execute(insert(ZONE).values(name=name, **shape).returning(ZONE.c.id)).scalar_one())


def retire_zone(conn: Connection, zone: int) -> None:
    """Phones are no longer offered this zone; what was recorded in it stays."""
    conn.execute(update(ZONE).where(ZONE.c.id == zone).values(active=False))


def save_site(conn: Connection, name: str, kind: str, team: int, zone: int | None) -> int:
    """Makes a site; its id."""
    values = {"name": name, "kind": kind, "team_id": team, "zone_id": zone, "active": True}
    return int(conn.execute(insert(SITE).values(values).returning(SITE.c.id)).scalar_one())
