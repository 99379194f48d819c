"""A made-up programme as plain facts, so that pages and protection can be tested without a store."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from outreach.disclosure.cells import TIME, Key, key, months
from outreach.figures.inner import Inner
from outreach.figures.rules import Period, parse_period
from outreach.reports.document import Document, Head
from outreach.reports.facts import Facts, Half, Past, Phones, Zone
from outreach.reports.menu import Scene, asked, tables
from outreach.reports.scene import OUTCOMES, REASONS
from outreach.reports.truth import Truth
from tests.reports.made_up import protect, year

PACKAGE = Path(__file__).parents[2] / "outreach"
CODES = json.loads((PACKAGE / "contacts/codes.json").read_text())
CATALOGUE = json.loads((PACKAGE / "supplies/catalogue.json").read_text())
TYPES = json.loads((PACKAGE / "referrals/taxonomy.json").read_text())["types"]
MONTHS = ("2025-10", "2025-11", "2025-12", *(f"2026-{month:02}" for month in range(1, 10)))
Q3 = Period("2026Q3", date(2026, 7, 1), date(2026, 9, 30), "July to September 2026")
Q2 = Period("2026Q2", date(2026, 4, 1), date(2026, 6, 30), "April to June 2026")
NAMES = (
    "Station North",
    "Market Quarter",
    "Old Docks",
    "Canal Side",
    "Riverside East",
    "Southgate",
    "Mill Lane",
    "Fairground",
)
ZONES = (1168, 1042, 861, 640, 490, 402, 206, 3)
TOWN = ("Station North", "Market Quarter", "Old Docks", "Canal Side", "Riverside East", "Ring Road")
ABOUT: dict[str, Any] = {
    "organisation": "Eastmere Harm Reduction", "audience": "funder:1", "funder": "Lindqvist Foundation",
    "grant": "LF-2026-0417", "language": "en", "threshold": 5, "state": "published", "running": False,
    "period": {"key": "2026Q3", "start": "2026-07-01", "end": "2026-09-30"},
    "before": {"key": "2026Q2", "start": "2026-04-01", "end": "2026-06-30"},
    "past": ["2025Q4", "2026Q1", "2026Q2", "2026Q3"], "months": list(MONTHS),
    "number": "EHR-2026-Q3-1", "edition": 1, "as_at": "2026-10-10", "closed": "2026-10-10",
    "published": "2026-10-16", "phones": {"in_use": 14, "proven": 13}, "earlier": 6,
    "head": "5f0c1ab2", "verify": "https://figures.eastmere.example/verify",
}  # fmt: skip
INDICATORS: list[dict[str, Any]] = [
    {
        "code": "LF-01", "title": "Contacts", "unit": "contacts", "numerator": "contacts|time=2026-07..2026-09",
        "denominator": "", "value": 4812, "mark": "", "target": 4500, "reached": True, "version": "1.0",
        "source": "Lindqvist Foundation, guide of 2026", "verifiable": True, "disaggregations": [],
    },
    {
        "code": "LF-07", "title": "HIV self-tests handed out", "unit": "kits",
        "numerator": "self-tests|time=2026-07..2026-09", "denominator": "", "value": 140, "mark": "",
        "target": 240, "reached": False, "version": "1.0", "source": "Lindqvist Foundation, guide of 2026",
        "verifiable": True, "disaggregations": [],
    },
    {
        "code": "LF-09", "title": "Referrals to food that were attended", "unit": "referrals",
        "numerator": "referrals|reached=attended|time=2026-07..2026-09|type=S.FOOD", "denominator": "",
        "value": None, "mark": "few", "target": None, "reached": None, "version": "1.1",
        "source": "Lindqvist Foundation, guide of 2026", "verifiable": False, "disaggregations": [],
    },
]  # fmt: skip
NARRATIVE = {
    "context": "A stronger drug supply in August raised the need for naloxone and test strips.\n\n"
    "The van kept working every night.",
    "community": "“We asked for the van to come on Sundays. Now it does.”",
    "plan": "From November the counselling room is open one evening a week.",
}
ITEMS = {
    "NS01": (51240, 2900),
    "NS02": (6400, 610),
    "NS03": (10000, 590),
    "IP03": (38900, 2400),
    "SX01": (18640, 1500),
    "SX03": (11380, 1200),
    "SM01": (8270, 700),
    "NX10": (618, 590),
    "NX11": (124, 120),
    "NX01": (40, 3),
    "DC01": (1935, 800),
    "ST01": (206, 190),
    "WC01": (271, 240),
    "IN02": (388, 388),
    "HY02": (12, 2),
}
FUNNEL = {
    "T.HIV": (164, 121, 88),
    "H.WOUND": (138, 104, 71),
    "D.OAT": (112, 71, 34),
    "S.SHEL": (98, 66, 21),
    "M.SWAFF": (64, 38, 22),
    "L.LEGAL": (41, 26, 15),
    "G.VIOL": (27, 14, 3),
    "S.FOOD": (3, 2, 1),
    "R.PEER": (2, 2, 2),
}
AGES = {"u18": 3, "18-24": 560, "25-29": 820, "30-39": 1490, "40-49": 1110, "50+": 410, "not_asked": 419}
GENDERS = (("woman", 0.36), ("man", 0.56), ("nonbinary", 0.02), ("trans_woman", 0.03), ("not_asked", 0.03))


def half(share: float = 1.0, contacts: int = 4812) -> Half:
    """One period; `share` makes another, smaller one."""

    def cut(n: int) -> int:
        return int(n * share)

    zones = [cut(n) for n in ZONES]
    contacts = sum(zones)
    ages = _spread(dict(AGES), contacts)
    age_gender = {
        f"{a}|{g}": n for a, total in ages.items() for g, n in _spread(dict(GENDERS), total).items()
    }
    items = {code: (cut(units), cut(n)) for code, (units, n) in ITEMS.items()}
    tallies = {
        "seen": _spread({"1": 1, "2": 4, "0": 0.6}, contacts),
        "setting": _spread(
            {"street": 2204, "van": 1187, "dropin": 846, "venue": 318, "home": 142, "prison": 2}, contacts
        ),
        "age": ages,
        "population": {
            "pwid": cut(2702),
            "sw": cut(814),
            "pwud": cut(668),
            "msm": cut(161),
            "tg": cut(33),
            "other": 2,
            "not_asked": cut(310),
        },
        "age_gender": age_gender,
        "gender": _spread(dict(GENDERS), contacts),
        "zone": {str(i): n for i, n in enumerate(zones, 1)},
        "reason": {
            "first": cut(301),
            "passed_on": cut(142),
            "used": cut(118),
            "lost": cut(71),
            "expired": cut(46),
            "stolen": 4,
        },
        "asked": {"0": cut(101), "4": contacts - cut(101)},
    }
    return Half(
        contacts=contacts,
        codes=cut(1240),
        uncoded=cut(612),
        returned=(cut(41880), cut(1300)),
        tallies=tallies,
        items=items,
        funnel={code: (cut(a), cut(b), cut(c)) for code, (a, b, c) in FUNNEL.items()},
        zone_items={i: _part(items, n / contacts) for i, n in enumerate(zones, 1)},
        month_items={month: _part(items, 1 / 3) for month in ("2026-07", "2026-08", "2026-09")},
        returns={"counted": (cut(29400), cut(900)), "litres": (cut(12480), cut(400))},
    )


def _spread(weights: dict[str, float], total: int) -> dict[str, int]:
    whole = sum(weights.values())
    found = {name: int(total * weight / whole) for name, weight in weights.items()}
    first = next(iter(found))
    found[first] += total - sum(found.values())
    return found


def _part(items: dict[str, tuple[int, int]], share: float) -> dict[str, tuple[int, int]]:
    return {code: (round(units * share), round(n * share)) for code, (units, n) in items.items()}


def square(place: int, across: int = 4) -> list[list[list[float]]]:
    """A zone as one ring, on a grid."""
    x, y = 8.0 + place % across * 0.02, 50.0 - place // across * 0.012
    return [[[x, y], [x + 0.02, y], [x + 0.02, y + 0.012], [x, y + 0.012], [x, y]]]


def facts(**changes: Any) -> Facts:
    """A quarter with everything in it."""
    zones = [Zone(i, name, square(i - 1), True) for i, name in enumerate(NAMES, 1)]
    zones.append(Zone(9, "Ring Road", square(8), False))
    months = [1322, 1276, 1104, 1188, 1204, 1391, 1476, 1508, 1522, 1548, 1602, 1662]
    kits = [171, 168, 152, 188, 197, 214, 209, 221, 225, 236, 248, 258]
    nights = [(Q3.start + timedelta(days=i), 0 if i in (29, 60) else 50) for i in range(92)]
    made = Facts(
        organisation="Eastmere Harm Reduction",
        threshold=5,
        as_at=date(2026, 10, 16),
        running=False,
        period=Q3,
        before=Q2,
        now=half(),
        then=half(0.93),
        months=list(zip(MONTHS, months, strict=True)),
        kit_months=[(month, (n, n)) for month, n in zip(MONTHS, kits, strict=True)],
        nights=nights,
        past=past(),
        zones=zones,
        items={entry["code"]: entry["name"] for entry in CATALOGUE["items"]},
        types={t["code"]: t["name"] for t in TYPES},
        names=names(),
        phones=Phones(14, 13),
    )
    return replace(made, **changes)


def past() -> list[Past]:
    """Four quarters, each a little larger."""
    quarters = [parse_period(key, date(2026, 10, 16)) for key in ("2025Q4", "2026Q1", "2026Q2", "2026Q3")]
    found = []
    for quarter, share in zip(quarters, (0.8, 0.85, 0.93, 1.0), strict=True):
        one = half(share)
        offered, accepted, attended = (
            sum(steps[place] for steps in one.funnel.values()) for place in range(3)
        )
        found.append(
            Past(quarter, one.contacts, one.codes, (offered, accepted, attended), one.returned, one.items)
        )
    return found


def names() -> dict[str, dict[str, str]]:
    """Words for codes, as gather.py reads them."""
    found = {
        dim: {str(e["code"]): e["name"] for e in CODES[dim]}
        for dim in ("setting", "age", "gender", "population", "seen")
    }
    found["population"]["not_asked"] = "Not asked"
    found["reason"] = {
        "first": "First kit",
        "used": "Used to reverse an overdose",
        "lost": "Lost",
        "stolen": "Stolen",
        "confiscated": "Taken away",
        "expired": "Expired",
        "passed_on": "Passed on",
        "no_say": "Rather not say",
    }
    return found


def sample_document(**about: Any) -> Document:
    """An edition of the made-up quarter: six zones of which one was not open, a year of months, hidden cells."""
    truth = Truth(_inner(), _people_counted())
    scene = _scene()
    specs = tables(scene, truth)
    wanted = asked(specs, truth, scene.shut)
    return Document(
        about={**ABOUT, **about},
        cells=protect(specs, wanted, int(about.get("threshold", ABOUT["threshold"]))),
        terms={one.key: one.terms for one in wanted if one.terms},
        tables=specs,
        indicators=INDICATORS,
        names=scene.names,
        narrative=NARRATIVE,
        zones=[
            {"id": str(i), "name": name, "rings": square(i - 1, 3), "open": str(i) not in scene.shut}
            for i, name in enumerate(TOWN, 1)
        ],
        changes=[],
        late=[{"period": "2026Q2", "measure": "contacts", "value": 38, "mark": ""}],
    )


@lru_cache(maxsize=1)
def _inner() -> Inner:
    monthly = [1322, 1276, 1104, 1188, 1204, 1391, 1476, 1508, 1522, 1548, 1602, 1662]
    return year(MONTHS, {"1": 30, "2": 26, "3": 21, "4": 14, "5": 9, "6": 1}, monthly, closed=("6",))


def _people_counted() -> dict[Key, int]:
    spans = {("2025-10", "2025-12"): 1021, ("2026-01", "2026-03"): 1048, ("2026-04", "2026-06"): 1176,
             ("2026-07", "2026-09"): 1240}  # fmt: skip
    return {key("codes", {TIME: months(*ends)}): n for ends, n in spans.items()}


def _scene() -> Scene:
    quarters = [parse_period(period, date(2026, 10, 16)) for period in ABOUT["past"]]
    zones = tuple(Head((str(i),), name, "zone") for i, name in enumerate(TOWN, 1))
    return Scene(quarters[-1], quarters[-2], MONTHS, quarters, zones, frozenset({"6"}), _all_names(), {})


def _all_names() -> dict[str, dict[str, str]]:
    found = {dim: {str(e["code"]): e["name"] for e in CODES[dim]} for dim in ("setting", "age", "population")}
    found["population"]["not_asked"] = "Not asked"
    found["items"] = {e["code"]: e["name"] for e in CATALOGUE["items"]}
    found["types"] = {e["code"]: e["name"] for e in TYPES}
    found["unmet"] = {**found["types"], **found["items"], "other": "Other"}
    return {**found, "outcome": OUTCOMES, "reason": REASONS}
