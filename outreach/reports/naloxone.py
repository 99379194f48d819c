"""Naloxone: kits each month, doses, why it was given."""

from __future__ import annotations

from . import facts as count
from .charts import bars, line
from .facts import Facts
from .parts import Figure, Numbers, Pair, Section, Table, Words
from .reach import chosen_months, sorted_rows, twelve
from .rules import Cell, protect, protect_amounts
from .supplied import item_cells, used_items
from .words import kind_of, month, said, short

TOLD = (
    "A reversal is told by the person who gave the kit. Nobody is asked for it, and nothing depends on the answer; "
    "this programme does not record reversals yet, so none are printed here."
)


def naloxone(f: Facts, numbers: Numbers) -> Section:
    """Kits, doses, people trained, and why a kit was given."""
    kits, before = f.units(count.kits(f.now.items)), f.units(count.kits(f.then.items))
    doses, trained = f.units(count.doses(f.now.items)), f.units(count.counting(f.now.items, "trained"))
    lead = f"{said(kits, 'kits', f.threshold).capitalize()}, {said(doses, 'doses', f.threshold)} in kits and single."
    cells = _kit_months(f)
    chart = line(
        cells,
        chosen_months(f),
        f"this {kind_of(f.period.key)}",
        f"Line of naloxone kits each month, {twelve(f)}",
        200,
    )
    figure = Figure(numbers.figure(), f"Naloxone kits each month, {twelve(f)}", chart)
    head = ["Month", *(name for name, _ in cells)]
    months = Table(
        numbers.table(), "Naloxone kits each month", head, [("Kits", [c for _, c in cells])], css="wide12"
    )
    kinds = _naloxone_items(f, numbers)
    words = Words("What the numbers mean", [_against_before(f, before, trained), TOLD])
    return Section(
        "n", "Naloxone and overdose", lead, [figure, months, Pair([kinds], [words]), *_reasons(f, numbers)]
    )


def _against_before(f: Facts, before: Cell, trained: Cell) -> str:
    kits, people = said(before, "kits", f.threshold), said(trained, "people", f.threshold)
    return (
        f"In the {kind_of(f.before.key)} before, {kits} were handed out. {people.capitalize()} were trained to "
        "recognise an overdose and to use naloxone."
    )


def _kit_months(f: Facts) -> list[tuple[str, Cell]]:
    cells = {key: f.units(pair) for key, pair in f.kit_months}
    for span in (f.period, f.before):
        inside = [
            (key, pair) for key, pair in f.kit_months if f"{span.start:%Y-%m}" <= key <= f"{span.end:%Y-%m}"
        ]
        cells.update(
            zip([key for key, _ in inside], protect_amounts([p for _, p in inside], f.threshold), strict=True)
        )
    return [(month(key), cells[key]) for key, _ in f.kit_months]


def _naloxone_items(f: Facts, numbers: Numbers) -> Table:
    used = used_items(f)
    now, then = item_cells(f, used, f.now), item_cells(f, used, f.then)
    rows = [(f.items[code], [then[code], now[code]]) for code in used if code.startswith("NX")]
    return Table(
        numbers.table(),
        "Naloxone by kind",
        ["Kind", short(f.before.key), short(f.period.key)],
        rows,
        css="tight",
    )


def _reasons(f: Facts, numbers: Numbers) -> list[object]:
    tally, names = f.now.tally("reason"), f.names.get("reason", {})
    used = [value for value in names if tally.get(value, 0) or f.then.tally("reason").get(value, 0)]
    if not used:
        return []
    now = protect([tally.get(value, 0) for value in used], f.threshold)
    then = protect([f.then.tally("reason").get(value, 0) for value in used], f.threshold)
    rows = sorted_rows([(names[value], now[i], then[i]) for i, value in enumerate(used)])
    chart = bars(rows, "Sorted bars of why a kit was given", width=400, left=165)
    figure = Figure(
        numbers.figure(), "Why naloxone was given", chart, "The short upright line marks the period before."
    )
    head = ["Reason", short(f.before.key), short(f.period.key)]
    table = Table(
        numbers.table(),
        "Contacts, by why naloxone was given",
        head,
        [(n, [b, a]) for n, a, b in rows],
        css="tight",
    )
    return [Pair([figure], [table], "w64")]
