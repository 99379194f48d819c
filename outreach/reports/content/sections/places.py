"""Where we worked: the map of zones and its table."""

from __future__ import annotations

from ...printing.zone_map import NAMED, zone_map
from ..parts import Pair, Section, Table
from ..rules import MIN_BASE, Cell, classes
from ..spoken import Row, Spoken, sorted_rows, used

BESIDE = 10  # zones; the table of more of them stands below the map
LONG = 20  # rows; a longer table may break over pages


def zones(s: Spoken) -> Section:
    """Contacts by zone; needles and kits by zone."""
    rows = sorted_rows(used(s.rows("zones")))
    if not rows:
        return Section("zones", s.say("places.title"), s.say("places.lead"), [])
    rings = {str(zone["id"]): zone["rings"] for zone in s.document.zones}
    bounds = classes([row.now for row in rows], s.k)
    shapes = [(row.name, rings.get(row.code, []), row.now) for row in rows]
    beside = len(rows) <= BESIDE
    chart = zone_map(
        shapes, bounds, s.say("places.chart", len(rows)), 360 if beside else 520, script=s.script
    )
    css = "" if beside else "mapfig"
    figure = s.figure(
        s.say("places.map", span=s.when), chart, s.say("places.mapNote"), _legend(s, bounds, rows), css
    )
    label = (lambda i, name: f"{i}. {name}") if len(rows) > NAMED else (lambda i, name: name)
    names = {row.code: label(i, row.name) for i, row in enumerate(rows, 1)}
    table, sums = _contacts(s, rows, names, beside), _sums(s, rows, names)
    blocks: list[object] = [Pair([figure], [table], "w64")] if beside else [figure, table]
    return Section("zones", s.say("places.title"), _lead(s, rows), [*blocks, *sums])


def _contacts(s: Spoken, rows: list[Row], names: dict[str, str], beside: bool) -> Table:
    total, then = s.both("contacts")
    heads = s.periods if beside else [s.say("places.contacts", when=when) for when in s.periods]
    lines = [(names[row.code], [row.then, row.now, s.share(row.now, total)]) for row in rows]
    head = [s.say("columns.zone"), *heads, s.say("columns.share")]
    foot = (s.say("places.all"), [then, total, s.share(total, total)])
    return s.table(s.say("places.table"), head, lines, foot, css="tight small" if beside else _css(rows))


def _sums(s: Spoken, rows: list[Row], names: dict[str, str]) -> list[Table]:
    spec = s.specs.get("zone_sums")
    if spec is None:
        return []
    heads = {head.categories[0]: head for head in spec.down}
    lines: list[tuple[str, list[Cell]]] = [
        (names[row.code], [s.cell(spec.at(measure, heads[row.code])) for measure in spec.measures])
        for row in rows
        if row.code in heads
    ]
    head = [s.say("columns.zone"), *(s.say(f"places.{measure}") for measure in spec.measures)]
    return [s.table(s.say("places.sums", span=s.when), head, lines, css=_css(rows))]


def _css(rows: list[Row]) -> str:
    return "even long" if len(rows) > LONG else "even"


def _legend(s: Spoken, bounds: list[int], rows: list[Row]) -> list[tuple[str, str]]:
    number = s.speech.number
    found = []
    for place, low in enumerate(bounds, 1):
        last = place == len(bounds)
        high = "" if last else number(bounds[place] - 1)
        words = s.say("legend.classAnd", low=low) if last else s.say("legend.classTo", low=low, high=high)
        found.append((f"q{place}", words))
    if any(row.now.hidden for row in rows):
        found.append(("hat", s.say("legend.hidden")))
    if any(row.now.mark == "shut" for row in rows):
        found.append(("outl", s.say("marks.shut")))
    return found


def _lead(s: Spoken, rows: list[Row]) -> str:
    printed = [(row.now.value, row.name) for row in rows if row.now.value]
    total = s.total("contacts").value
    if len(printed) < 3 or total is None or total < MIN_BASE:
        return s.say("places.lead")
    top = printed[:2] if len(printed) < 6 else printed[:3]
    share = round(100 * sum(value for value, _ in top) / total)
    names = s.speech.listed([name for _, name in top])
    return s.say("places.leadTop", zones=names, share=s.speech.percent(share))
