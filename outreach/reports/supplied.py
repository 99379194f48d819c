"""What we gave: by item, zone and month; needles out and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from . import facts as count
from .charts import bars
from .facts import Facts, Half, Units
from .parts import Figure, Numbers, Pair, Section, Table, Words
from .reach import sorted_rows
from .rules import Cell, per_hundred, protect_amounts
from .words import full_month, listed, said, short

NOT_A_TARGET = (
    "This is a description, not a target: used needles also go into public bins and to other services. A barrel and a "
    "loose needle make one syringe, so the larger of both numbers is counted, never their sum."
)
WAYS = {
    "counted": "were counted",
    "litres": "were estimated from the volume of bins",
    "kilos": "were estimated from weight",
}
ONE_COLUMN = 16  # items; more of them stand in two columns
MOST = 8  # bars of the chart
SUMMED = (
    ("NS01", "NS02", "NS03"),
    ("NX01", "NX02", "NX10", "NX11"),
    ("SX01", "SX02"),
    ("ST01", "ST02", "ST03"),
)
GROUPS: tuple[tuple[str, Callable[[Mapping[str, Units]], Units]], ...] = (
    ("Needles and syringes", count.needles),
    ("Condoms", lambda items: count.counting(items, "condoms")),
    ("Naloxone kits", count.kits),
    ("Self-tests", lambda items: count.counting(items, "self-tests")),
)


def gave(f: Facts, numbers: Numbers) -> Section:
    """Items, zones, months, and needles that came back."""
    rows = _items(f)
    shown = [row for row in rows if row[1].value is not None]
    sums = [(name, f.units(group(f.now.items))) for name, group in GROUPS]
    top = [f"{cell.label} {name[0].lower()}{name[1:]}" for name, cell in sums if cell.value is not None]
    lead = f"{listed(top)} were handed out." if top else "No item was handed out often enough to be printed."
    blocks = [*_grouped(f, numbers), _needles(f), _most(f, shown, numbers), *_item_table(f, rows, numbers)]
    return Section("g", "What we gave", lead, blocks)


def _most(f: Facts, shown: Sequence[tuple[str, Cell, Cell]], numbers: Numbers) -> Figure:
    """A chart that begins a new page when its table is long, so that both can be seen together."""
    chart = bars(shown[:MOST], f"Sorted bars of the items handed out most, {f.period.label}")
    note = "The short upright line marks the period before."
    css = "fresh" if len(shown) > ONE_COLUMN else ""
    return Figure(numbers.figure(), "Items handed out most", chart, note, css=css)


def _items(f: Facts) -> list[tuple[str, Cell, Cell]]:
    """Items of the catalogue that were handed out in one of both periods. Units of items do not add up."""
    used = used_items(f)
    now, then = item_cells(f, used, f.now), item_cells(f, used, f.then)
    return sorted_rows([(f.items[code], now[code], then[code]) for code in used])


def used_items(f: Facts) -> list[str]:
    """Codes handed out in one of both periods, in the order of the catalogue."""
    return [code for code in f.items if f.now.items.get(code, (0, 0))[1] or f.then.items.get(code, (0, 0))[1]]


def item_cells(f: Facts, used: Sequence[str], half: Half) -> dict[str, Cell]:
    """Units of items; those that add up to a printed sum (needles, kits, condoms) are protected together."""
    pairs = {code: half.items.get(code, (0, 0)) for code in used}
    cells = {code: f.units(pair) for code, pair in pairs.items()}
    for summed in SUMMED:
        codes = [code for code in used if code in summed]
        cells.update(zip(codes, protect_amounts([pairs[code] for code in codes], f.threshold), strict=True))
    return cells


def _item_table(f: Facts, rows: list[tuple[str, Cell, Cell]], numbers: Numbers) -> list[object]:
    """One table, or two side by side when there are many items."""
    shown = [
        (name, [then, now]) for name, now, then in rows if now.value is not None or then.value is not None
    ]
    rest = [name for name, now, then in rows if now.value is None and then.value is None]
    note = "One unit is one usable item. Needles inside naloxone kits are not counted as needles."
    note += f" Withheld in both periods: {listed(rest)}." if rest else ""
    head = ["Item", short(f.before.key), short(f.period.key)]
    caption = f"Items handed out, {f.period.label}"
    if len(shown) <= ONE_COLUMN:
        return [Table(numbers.table(), caption, head, shown, None, note, "long")]
    half = (len(shown) + 1) // 2
    parts = ((caption, shown[:half]), ("Items handed out, continued", shown[half:]))
    columns = [Table(numbers.table(), name, head, part, css="tight small") for name, part in parts]
    return [Pair(columns[:1], columns[1:]), Words("", [note])]


def _grouped(f: Facts, numbers: Numbers) -> list[object]:
    zones = [
        (zone.name, f.now.zone_items.get(zone.id, {}))
        for zone in f.zones
        if zone.active or zone.id in f.now.zone_items
    ]
    months = [
        (full_month(key), f.now.month_items.get(key, {}))
        for key, _ in f.months
        if f"{f.period.start:%Y-%m}" <= key <= f"{f.period.end:%Y-%m}"
    ]
    by_zone = _group_table(f, zones, numbers, "Zone", f"Units handed out by zone, {f.period.label}")
    if len(months) < 2:
        return [by_zone]
    return [
        by_zone,
        _group_table(f, months, numbers, "Month", f"Units handed out by month, {f.period.label}"),
    ]


def _group_table(
    f: Facts, rows: list[tuple[str, Mapping[str, Units]]], numbers: Numbers, first: str, caption: str
) -> Table:
    """Each column is protected against its own sum."""
    columns = [protect_amounts([group(items) for _, items in rows], f.threshold) for _, group in GROUPS]
    sums = [f.units(group(f.now.items)) for _, group in GROUPS]
    body = [(name, [column[i] for column in columns]) for i, (name, _) in enumerate(rows)]
    css = "even long" if len(rows) > 20 else "even"
    return Table(
        numbers.table(), caption, [first, *(name for name, _ in GROUPS)], body, ("All", sums), css=css
    )


def _needles(f: Facts) -> Words:
    out, back = f.units(count.needles(f.now.items)), f.units(f.now.returned)
    share = per_hundred(back, out)
    ratio = f" {share.label} came back for every 100 handed out." if share.value is not None else ""
    went = f"{said(out, 'needles and syringes', f.threshold).capitalize()} went out"
    words = f"{went} and {said(back, 'used ones', f.threshold)} came back.{ratio}{_ways(f)}"
    return Words("Needles out and back", [words, NOT_A_TARGET])


def _ways(f: Facts) -> str:
    """How the used needles were counted; the ways add up to a printed sum, so they are protected together."""
    ways = list(f.now.returns)
    cells = protect_amounts([f.now.returns[way] for way in ways], f.threshold)
    named = [
        f"{c.label} {WAYS[way]}"
        for way, c in zip(ways, cells, strict=True)
        if way in WAYS and c.value is not None
    ]
    return f" Of the used ones, {listed(named)}." if named else ""
