"""What we gave: by item, zone and month; needles out and back; naloxone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import facts as count
from .charts import bars, line
from .facts import Facts, Units
from .parts import Figure, Numbers, Pair, Section, Table, Words
from .reach import chosen_months, sorted_rows, twelve
from .rules import Cell, per_hundred, protect, protect_amounts
from .words import kind_of, listed, month, said, short

MOST = 8  # bars of the chart
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
    top = [f"{now.label} {name[0].lower()}{name[1:]}" for name, now, _ in shown[:3]]
    lead = f"Handed out most: {listed(top)}." if top else "No item was handed out often enough to be printed."
    chart = bars(shown[:MOST], f"Sorted bars of the items handed out most, {f.period.label}")
    figure = Figure(numbers.figure(), "Items handed out most", chart, "The short upright line marks the period before.")
    blocks = [figure, _item_table(f, rows, numbers), *_grouped(f, numbers), _needles(f)]
    return Section("g", "What we gave", lead, blocks)


def _items(f: Facts) -> list[tuple[str, Cell, Cell]]:
    """Items of the catalogue that were handed out in one of both periods. Units of items do not add up."""
    none = (0, 0)
    used = [code for code in f.items if f.now.items.get(code, none)[1] or f.then.items.get(code, none)[1]]
    rows = [(f.items[c], f.units(f.now.items.get(c, none)), f.units(f.then.items.get(c, none))) for c in used]
    return sorted_rows(rows)


def _item_table(f: Facts, rows: list[tuple[str, Cell, Cell]], numbers: Numbers) -> Table:
    shown = [(name, [then, now]) for name, now, then in rows if now.value is not None or then.value is not None]
    rest = [name for name, now, then in rows if now.value is None and then.value is None]
    note = "One unit is one usable item. Needles inside naloxone kits are not counted as needles."
    if rest:
        note += f" Handed out in fewer than {f.threshold} contacts, and therefore not printed: {listed(rest)}."
    head = ["Item", short(f.before.key), short(f.period.key)]
    return Table(numbers.table(), f"Items handed out, {f.period.label}", head, shown, None, note, "long")


def _grouped(f: Facts, numbers: Numbers) -> list[object]:
    zones = [(zone.name, f.now.zone_items.get(zone.id, {})) for zone in f.zones if zone.active or zone.id in f.now.zone_items]
    months = [(month(key), f.now.month_items.get(key, {})) for key, _ in f.months if f"{f.period.start:%Y-%m}" <= key <= f"{f.period.end:%Y-%m}"]
    by_zone = _group_table(f, zones, numbers, "Zone", f"Units handed out by zone, {f.period.label}")
    if len(months) < 2:
        return [by_zone]
    return [by_zone, _group_table(f, months, numbers, "Month", f"Units handed out by month, {f.period.label}")]


def _group_table(f: Facts, rows: list[tuple[str, Mapping[str, Units]]], numbers: Numbers, first: str, caption: str) -> Table:
    """Each column is protected against its own sum."""
    columns = [protect_amounts([group(items) for _, items in rows], f.threshold) for _, group in GROUPS]
    sums = [f.units(group(f.now.items)) for _, group in GROUPS]
    body = [(name, [column[i] for column in columns]) for i, (name, _) in enumerate(rows)]
    css = "even long" if len(rows) > 20 else "even"
    return Table(numbers.table(), caption, [first, *(name for name, _ in GROUPS)], body, ("All", sums), css=css)


def _needles(f: Facts) -> Words:
    out, back = f.units(count.needles(f.now.items)), f.units(f.now.returned)
    share = per_hundred(back, out)
    ways = [
        f"{f.units(f.now.returns[way]).label} {words}"
        for way, words in (("counted", "were counted"), ("litres", "were estimated from the volume of bins"), ("kilos", "were estimated from weight"))
        if way in f.now.returns
    ]
    ratio = f"{share.label} came back for every 100 handed out." if share.value is not None else ""
    words = f"{said(out, 'needles and syringes', f.threshold).capitalize()} went out and {said(back, 'used ones', f.threshold)} came back. {ratio}"
    method = f"Of the used ones, {listed(ways)}." if ways else ""
    return Words(
        "Needles out and back",
        [
            f"{words} {method}".strip(),
            "This is a description, not a target: used needles also go into public bins and to other services. "
            "A barrel and a loose needle make one syringe, so the larger of both numbers is counted, never their sum.",
        ],
    )


def naloxone(f: Facts, numbers: Numbers) -> Section:
    """Kits, doses, people trained, and why a kit was given."""
    kits, before = f.units(count.kits(f.now.items)), f.units(count.kits(f.then.items))
    doses, trained = f.units(count.doses(f.now.items)), f.units(count.counting(f.now.items, "trained"))
    lead = f"{said(kits, 'kits', f.threshold).capitalize()}, {said(doses, 'doses', f.threshold)} in kits and single."
    cells = _kit_months(f)
    chart = line(cells, chosen_months(f), f"this {kind_of(f.period.key)}", f"Line of naloxone kits each month, {twelve(f)}", 200)
    figure = Figure(numbers.figure(), f"Naloxone kits each month, {twelve(f)}", chart)
    head = ["Month", *(name for name, _ in cells)]
    months = Table(numbers.table(), "Naloxone kits each month", head, [("Kits", [c for _, c in cells])], css="wide12")
    kinds = _naloxone_items(f, numbers)
    words = Words(
        "What the numbers mean",
        [
            f"In the {kind_of(f.before.key)} before, {said(before, 'kits', f.threshold)} were handed out. {said(trained, 'people', f.threshold).capitalize()} "
            "were trained to recognise an overdose and to use naloxone.",
            "A reversal is told by the person who gave the kit. Nobody is asked for it, and nothing depends on the answer; this "
            "programme does not record reversals yet, so none are printed here.",
        ],
    )
    return Section("n", "Naloxone and overdose", lead, [figure, months, Pair([kinds], [words]), *_reasons(f, numbers)])


def _kit_months(f: Facts) -> list[tuple[str, Cell]]:
    cells = {key: f.units(pair) for key, pair in f.kit_months}
    for span in (f.period, f.before):
        inside = [(key, pair) for key, pair in f.kit_months if f"{span.start:%Y-%m}" <= key <= f"{span.end:%Y-%m}"]
        cells.update(zip([key for key, _ in inside], protect_amounts([p for _, p in inside], f.threshold), strict=True))
    return [(month(key), cells[key]) for key, _ in f.kit_months]


def _naloxone_items(f: Facts, numbers: Numbers) -> Table:
    codes = [code for code in f.items if code.startswith("NX")]
    pairs = [(f.now.items.get(code, (0, 0)), f.then.items.get(code, (0, 0))) for code in codes]
    now = protect_amounts([pair[0] for pair in pairs], f.threshold)
    then = protect_amounts([pair[1] for pair in pairs], f.threshold)
    rows = [(f.items[code], [then[i], now[i]]) for i, code in enumerate(codes) if any(p[1] for p in pairs[i])]
    return Table(numbers.table(), "Naloxone by kind", ["Kind", short(f.before.key), short(f.period.key)], rows, css="tight")


def _reasons(f: Facts, numbers: Numbers) -> list[object]:
    tally, names = f.now.tally("reason"), f.names.get("reason", {})
    used = [value for value in names if tally.get(value, 0) or f.then.tally("reason").get(value, 0)]
    if not used:
        return []
    now = protect([tally.get(value, 0) for value in used], f.threshold)
    then = protect([f.then.tally("reason").get(value, 0) for value in used], f.threshold)
    rows = sorted_rows([(names[value], now[i], then[i]) for i, value in enumerate(used)])
    chart = bars(rows, "Sorted bars of why a kit was given", width=400, left=165)
    figure = Figure(numbers.figure(), "Why naloxone was given", chart, "The short upright line marks the period before.")
    head = ["Reason", short(f.before.key), short(f.period.key)]
    table = Table(numbers.table(), "Contacts, by why naloxone was given", head, [(n, [b, a]) for n, a, b in rows], css="tight")
    return [Pair([figure], [table], "w64")]
