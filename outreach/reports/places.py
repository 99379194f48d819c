"""Where we worked: the map of zones and its table."""

from __future__ import annotations

from .facts import Facts, Half
from .parts import Figure, Numbers, Section, Table
from .rules import SHUT, Cell, classes, largest_first, number, percent, protect
from .words import listed, short
from .zone_map import NAMED, zone_map

LONG = 20  # rows; a longer table may break over pages


def zones(f: Facts, numbers: Numbers) -> Section:
    """Contacts by zone. A closed zone without a record is "not open"; every other small number is banded."""
    used = [
        zone for zone in f.zones if zone.active or _contacts(f.now, zone.id) or _contacts(f.then, zone.id)
    ]
    now, then = _cells(f, f.now), _cells(f, f.then)
    shown = [zone for zone, _ in largest_first([(zone, now[zone.id]) for zone in used])]
    total = f.band(f.now.contacts)
    bounds = classes(now.values(), f.threshold)
    shapes = [(zone.name, zone.rings, now[zone.id]) for zone in shown]
    chart = zone_map(shapes, bounds, f"Map of {len(shown)} zones with their contacts, {f.period.label}")
    note = "Zones are drawn by the team. The map shows no streets and no places where people meet."
    figure = Figure(
        numbers.figure(), f"Contacts by zone, {f.period.label}", chart, note, _legend(bounds, now), "mapfig"
    )
    label = (lambda i, name: f"{i}. {name}") if len(shown) > NAMED else (lambda i, name: name)
    rows = [
        (label(i, zone.name), [then[zone.id], now[zone.id], percent(now[zone.id], total)])
        for i, zone in enumerate(shown, 1)
    ]
    head = ["Zone", f"Contacts, {short(f.before.key)}", f"Contacts, {short(f.period.key)}", "Share"]
    foot = ("All zones", [f.band(f.then.contacts), total, percent(total, total)])
    table = Table(
        numbers.table(), "Contacts by zone", head, rows, foot, css="even long" if len(rows) > LONG else "even"
    )
    return Section("z", "Where we worked", _lead(f, now), [figure, table])


def _contacts(half: Half, zone: int) -> int:
    return half.tally("zone").get(str(zone), 0)


def _cells(f: Facts, half: Half) -> dict[int, Cell]:
    """Protected counts of one period. Only of a zone that was closed do we know that nobody worked there."""
    shut = [zone.id for zone in f.zones if not zone.active and not _contacts(half, zone.id)]
    open_zones = [zone.id for zone in f.zones if zone.id not in shut]
    cells = protect([_contacts(half, zone) for zone in open_zones], f.threshold)
    return {**dict(zip(open_zones, cells, strict=True)), **dict.fromkeys(shut, SHUT)}


def _legend(bounds: list[int], now: dict[int, Cell]) -> list[tuple[str, str]]:
    ends = [*(f"to {number(bound - 1)}" for bound in bounds[1:]), "and more"]
    found = (
        [(f"q{i}", f"{number(low)} {end}") for i, (low, end) in enumerate(zip(bounds, ends, strict=True), 1)]
        if bounds
        else []
    )
    if any(cell.hidden for cell in now.values()):
        found.append(("hat", "hidden"))
    if any(cell.mark == "shut" for cell in now.values()):
        found.append(("outl", "not open"))
    return found


def _lead(f: Facts, now: dict[int, Cell]) -> str:
    printed = sorted(
        ((now[zone.id].value or 0, zone.name) for zone in f.zones if now[zone.id].value), reverse=True
    )
    if len(printed) < 3 or f.now.contacts < 100:
        return "Contacts in the zones that the team has drawn."
    top = printed[:2] if len(printed) < 6 else printed[:3]
    share = round(100 * sum(value for value, _ in top) / f.now.contacts)
    return f"{listed([name for _, name in top])} account for {share} % of all contacts."
