"""Whom we reached: contacts by month, people as a range, setting; and who the people are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .charts import bars, line
from .facts import Facts, Half
from .parts import Figure, Numbers, Pair, Section, Table, Words
from .rules import Cell, largest_first, percent, protect, protect_grid
from .words import full_month, kind_of, month, people_label, said, short

OTHER = "Not recorded"
TAIL = ("Not asked", "Rather not say", "Other", OTHER)
DIVERSE = ("nonbinary", "trans_woman", "trans_man", "other", "no_say", "")


def reached(f: Facts, numbers: Numbers) -> Section:
    """Contacts over twelve months, people, first time or not, setting."""
    months, table = _by_month(f, numbers)
    blocks = [months, table, _people(f, numbers), _pair_setting(f, numbers)]
    return Section("r", "Whom we reached", _lead(f), blocks)


def _lead(f: Facts) -> str:
    shown = [
        (cell.value, f"{full_month(key)} {key[:4]}", cell.label)
        for (key, _), (_, cell) in zip(f.months, month_cells(f), strict=True)
        if cell.value is not None
    ]
    if len(shown) < 3:
        return "Contacts by month, by people, and by setting."
    most, least = max(shown), min(shown)
    busiest = f"The busiest of the last twelve months was {most[1]} with {most[2]} contacts"
    return f"{busiest}, the quietest {least[1]} with {least[2]}."


def month_cells(f: Facts) -> list[tuple[str, Cell]]:
    """Twelve months; those of a period whose total is printed are protected together."""
    cells = {key: f.band(contacts) for key, contacts in f.months}
    for span in (f.period, f.before):
        inside = [(key, n) for key, n in f.months if f"{span.start:%Y-%m}" <= key <= f"{span.end:%Y-%m}"]
        cells.update(
            zip([key for key, _ in inside], protect([n for _, n in inside], f.threshold), strict=True)
        )
    return [(month(key), cells[key]) for key, _ in f.months]


def chosen_months(f: Facts) -> tuple[int, int]:
    """Places of the period's first and last month among the twelve."""
    keys = [key for key, _ in f.months]
    inside = [
        place for place, key in enumerate(keys) if f"{f.period.start:%Y-%m}" <= key <= f"{f.period.end:%Y-%m}"
    ]
    return (inside[0], inside[-1]) if inside else (len(keys) - 1, len(keys) - 1)


def twelve(f: Facts) -> str:
    """ "October 2025 to September 2026" for the months of the lines."""
    first, last = f.months[0][0], f.months[-1][0]
    return f"{month(first)} {first[:4]} to {month(last)} {last[:4]}"


def _by_month(f: Facts, numbers: Numbers) -> tuple[Figure, Table]:
    cells = month_cells(f)
    words = f"this {kind_of(f.period.key)}"
    chart = line(cells, chosen_months(f), words, f"Line of contacts each month, {twelve(f)}")
    figure = Figure(numbers.figure(), f"Contacts each month, {twelve(f)}", chart)
    head = ["Month", *(name for name, _ in cells)]
    return figure, Table(
        numbers.table(), "Contacts each month", head, [("Contacts", [c for _, c in cells])], css="wide12"
    )


def _people(f: Facts, numbers: Numbers) -> Pair:
    k, codes, uncoded = f.threshold, f.band(f.now.codes), f.band(f.now.uncoded)
    share = percent(uncoded, f.band(f.now.contacts))
    much = f" ({share.label})" if share.value is not None else ""
    paragraphs = [
        f"{said(codes, 'different codes', k).capitalize()} were shown. "
        f"{said(uncoded, 'contacts', k).capitalize()}{much} had no code: giving one is always a choice.",
        f"Taken together, {people_label(codes, uncoded)} people, if each contact without a code was one new "
        "person. The truth lies between; a group counts as one."
        if uncoded.value is not None and codes.value is not None
        else "How many people that were at most cannot be printed.",
    ]
    rows = _seen(f)
    head = ["First time with us?", short(f.before.key), short(f.period.key)]
    foot = ("All contacts", [f.band(f.then.contacts), f.band(f.now.contacts)])
    table = Table(
        numbers.table(), "Contacts, by whether the person came for the first time", head, rows, foot
    )
    return Pair([Words("How many people", paragraphs)], [table])


def _seen(f: Facts) -> list[tuple[str, list[Cell]]]:
    order = [("First time", "1"), ("Been before", "2"), ("Not asked", "0")]
    columns = [
        protect([half.tally("seen").get(value, 0) for _, value in order], f.threshold)
        for half in (f.then, f.now)
    ]
    return [(name, [columns[0][i], columns[1][i]]) for i, (name, _) in enumerate(order)]


def one_way(f: Facts, dim: str) -> list[tuple[str, Cell, Cell]]:
    """Rows (name, now, before) of a table whose total is printed; values used in neither period are left out.

    What is left out must not be protected with the rest: a hidden row that is not printed would leave another
    hidden one alone with the total.
    """
    names = {**f.names.get(dim, {}), "": OTHER}
    used = [value for value in names if any(_count(half, dim, value, names) for half in (f.now, f.then))]
    counts = [[_count(half, dim, value, names) for value in used] for half in (f.now, f.then)]
    now, then = (protect(column, f.threshold) for column in counts)
    return [(names[value], now[i], then[i]) for i, value in enumerate(used)]


def _count(half: Half, dim: str, value: str, names: Mapping[str, str]) -> int:
    if value:
        return half.tally(dim).get(value, 0)
    return half.contacts - sum(half.tally(dim).get(v, 0) for v in names if v)


def sorted_rows(rows: Sequence[tuple[str, Cell, Cell]]) -> list[tuple[str, Cell, Cell]]:
    """By size of this period; hidden rows stay in the order of the template, behind; what is not known is last."""
    own = [row for row in rows if row[0] not in TAIL]
    placed = largest_first([(place, row[1]) for place, row in enumerate(own)])
    return [own[place] for place, _ in placed] + [row for row in rows if row[0] in TAIL]


def _pair_setting(f: Facts, numbers: Numbers) -> Pair:
    rows = sorted_rows(one_way(f, "setting"))
    total = f.band(f.now.contacts)
    chart = bars(rows, f"Sorted bars of contacts by setting, {f.period.label}", width=400, left=130, size=12)
    figure = Figure(
        numbers.figure(), "Contacts by setting", chart, "The short upright line marks the period before."
    )
    cells = [(name, [now, percent(now, total)]) for name, now, _ in rows]
    table = Table(
        numbers.table(),
        "Contacts by setting",
        ["Setting", "Contacts", "Share"],
        cells,
        ("All contacts", [total, percent(total, total)]),
        css="tight",
    )
    return Pair([figure], [table], "w64")


def people(f: Facts, numbers: Numbers) -> Section:
    """Populations, age and gender, from contacts: one contact, one answer, nobody asked twice."""
    populations = _populations(f, numbers)
    age_gender = _age_gender(f, numbers)
    first = next((row for row in sorted_rows(_multi(f)) if row[1].value is not None), None)
    lead = (
        f"The group named most often: {first[0].lower()}, in {first[1].label} contacts."
        if first
        else "Too few answers to print."
    )
    return Section("w", "Who the people are", lead, [populations, *age_gender])


def _multi(f: Facts) -> list[tuple[str, Cell, Cell]]:
    """Populations are several choices: rows do not add up, so each is banded alone and there is no sum."""
    names = f.names.get("population", {})
    used = [v for v in names if f.now.tally("population").get(v, 0) or f.then.tally("population").get(v, 0)]
    return [
        (names[v], f.band(f.now.tally("population").get(v, 0)), f.band(f.then.tally("population").get(v, 0)))
        for v in used
    ]


def _populations(f: Facts, numbers: Numbers) -> Pair:
    rows = sorted_rows(_multi(f))
    chart = bars(rows, f"Sorted bars of contacts by group, {f.period.label}", width=400, left=165, size=12)
    note = (
        "The short upright line marks the period before. One person may belong to several groups, so the rows do "
        "not add up."
    )
    figure = Figure(numbers.figure(), "Contacts by group", chart, note)
    head = ["Group", short(f.before.key), short(f.period.key)]
    table = Table(
        numbers.table(),
        "Contacts by group",
        head,
        [(name, [then, now]) for name, now, then in rows],
        css="tight",
    )
    return Pair([figure], [table], "w64")


def _age_gender(f: Facts, numbers: Numbers) -> list[object]:
    ages, counts = _grid(f)
    cells, by_age, by_gender = protect_grid(counts, f.threshold)
    head = ["Age", "Women", "Men", "Gender diverse or not recorded", "All"]
    rows = [(name, [*cells[i], by_age[i]]) for i, name in enumerate(ages)]
    note = (
        "Trans, non-binary and other words and “not recorded” stand in one column, because apart they would be too "
        "small to print safely. People under 18 are counted in “Other or not recorded”, never in a row of their own."
    )
    age = bars(
        [(name, by_age[i], None) for i, name in enumerate(ages)],
        "Bars of contacts by age",
        width=300,
        left=100,
    )
    gender_names = ("Women", "Men", "Diverse or not recorded")
    gender = bars(
        [(name, by_gender[i], None) for i, name in enumerate(gender_names)],
        "Bars of contacts by gender",
        width=300,
        left=110,
    )
    charts = Pair(
        [Figure(numbers.figure(), "Contacts by age", age)],
        [Figure(numbers.figure(), "Contacts by gender", gender)],
    )
    foot = ("All", [*by_gender, f.band(f.now.contacts)])
    return [
        charts,
        Table(
            numbers.table(), f"Contacts by age and gender, {f.period.label}", head, rows, foot, note, "even"
        ),
    ]


def _grid(f: Facts) -> tuple[list[str], list[list[int]]]:
    """Ages × (women, men, other), the last row "other or not recorded" with everybody under 18."""
    names = {value: name for value, name in f.names.get("age", {}).items() if not _minor(value)}
    tally = f.now.tally("age_gender")
    used = [value for value in names if any(key.split("|")[0] == value for key in tally)]
    counts = [[0, 0, 0] for _ in [*used, ""]]
    for key, contacts in tally.items():
        age, _, gender = key.partition("|")
        row = used.index(age) if age in used else len(used)
        counts[row][{"woman": 0, "man": 1}.get(gender, 2)] += contacts
    counts[-1][2] += f.now.contacts - sum(sum(row) for row in counts)
    return [*(names[value] for value in used), "Other or not recorded"], counts


def _minor(age: str) -> bool:
    return age in {"u15", "u18", "15-17", "15-19"}
