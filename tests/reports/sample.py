"""A made-up edition, so that sections, pages and files can be tested without a store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from outreach.disclosure.cells import TIME, Key, key
from outreach.figures.inner import Inner
from outreach.figures.rules import parse_period
from outreach.reports.content.document import Document, Head
from outreach.reports.content.menu import Scene, asked, tables
from outreach.reports.content.scene import OUTCOMES, REASONS
from outreach.reports.content.truth import Truth
from outreach.reports.indicators.definitions import Definition, Pack, load
from outreach.reports.indicators.figures import ask, rows
from outreach.reports.indicators.target_rules import Estimate, Target
from tests.reports.made_up import OFFERED, protect, year

PACKAGE = Path(__file__).parents[2] / "outreach"
CODES = json.loads((PACKAGE / "contacts/codes.json").read_text())
CATALOGUE = json.loads((PACKAGE / "supplies/catalogue.json").read_text())
TYPES = json.loads((PACKAGE / "referrals/taxonomy.json").read_text())["types"]
MONTHS = ("2025-10", "2025-11", "2025-12", *(f"2026-{month:02}" for month in range(1, 10)))
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
MONTHLY = (1322, 1276, 1104, 1188, 1204, 1391, 1476, 1508, 1522, 1548, 1602, 1662)
CODES_SHOWN = {"2025Q4": 1021, "2026Q1": 1048, "2026Q2": 1176, "2026Q3": 1240}
INDICATORS = (
    "SSP.PEOPLE", "SSP.CONTACTS", "SSP.SYRINGES", "SSP.KITS", "SSP.REVERSALS", "SSP.REF.SUD.ATT", "SOR.TRAINED",
    "SSP.PER.PERSON",
)  # fmt: skip
TARGETS = {"SSP.CONTACTS": 4500, "SSP.KITS": 700, "SOR.TRAINED": 250}
NARRATIVE = {
    "context": "A stronger drug supply in August raised the need for naloxone and test strips.\n\n"
    "The van kept working every night.",
    "community": "“We asked for the van to come on Sundays. Now it does.”",
    "plan": "From November the counselling room is open one evening a week.",
}


def square(place: int, across: int = 4) -> list[list[list[float]]]:
    """A zone as one ring, on a grid."""
    x, y = 8.0 + place % across * 0.02, 50.0 - place // across * 0.012
    return [[[x, y], [x + 0.02, y], [x + 0.02, y + 0.012], [x, y + 0.012], [x, y]]]


def sample_document(
    *, town: Sequence[str] = TOWN, monthly: Sequence[int] = MONTHLY, **about: Any
) -> Document:
    """An edition of the made-up quarter: zones of which the last was not open, a year of months, hidden cells."""
    scene, told = _scene(tuple(town)), {**ABOUT, **about}
    truth = Truth(_inner(len(town), tuple(monthly)), _people_counted(sum(monthly[-3:])))
    specs = tables(scene)
    wanted = [*asked(specs, truth, scene.shut), *ask(_chosen(), scene, truth, specs)]
    made = Document(
        about=told,
        cells=protect(specs, wanted, int(told["threshold"])),
        terms={one.key: one.terms for one in wanted if one.terms},
        tables=specs,
        names=scene.names,
        narrative=NARRATIVE,
        zones=[
            {
                "id": str(i),
                "name": name,
                "rings": square(i - 1, 8 if len(town) > 20 else 3),
                "open": str(i) not in scene.shut,
            }
            for i, name in enumerate(town, 1)
        ],
        late=[{"period": "2026Q2", "measure": "contacts", "value": 38, "mark": ""}],
    )
    estimate = Estimate("pwid", 2100, 1700, 2600, 2025, "Regional study of 2025")
    targets = [Target("us-ssp", code, "2026Q3", value) for code, value in TARGETS.items()]
    return replace(made, indicators=rows(_chosen(), made, [estimate], targets))


def _chosen() -> list[tuple[Pack, Definition]]:
    return load().chosen((), [*(f"us-ssp:{code}" for code in INDICATORS), "who-unaids:GAM-NSP"])


@lru_cache(maxsize=8)
def _inner(zones: int, monthly: tuple[int, ...]) -> Inner:
    shares = {str(i): 30 / i for i in range(1, zones + 1)}
    return year(MONTHS, shares, monthly, closed=(str(zones),) if zones > 1 else ())


def _people_counted(contacts: int) -> dict[Key, int]:
    spans = {period: parse_period(period, date(2026, 10, 16)).months for period in CODES_SHOWN}
    return {key("codes", {TIME: spans[p]}): min(n, contacts // 3) for p, n in CODES_SHOWN.items()}


def _scene(town: tuple[str, ...]) -> Scene:
    quarters = [parse_period(period, date(2026, 10, 16)) for period in ABOUT["past"]]
    zones = tuple(Head((str(i),), name, "zone") for i, name in enumerate(town, 1))
    shut = frozenset({str(len(town))}) if len(town) > 1 else frozenset()
    return Scene(quarters[-1], quarters[-2], MONTHS, quarters, zones, shut, _all_names(), {}, OFFERED)


def _all_names() -> dict[str, dict[str, str]]:
    found = {dim: {str(e["code"]): e["name"] for e in CODES[dim]} for dim in ("setting", "age", "population")}
    found["population"]["not_asked"] = "Not asked"
    found["items"] = {e["code"]: e["name"] for e in CATALOGUE["items"]}
    found["types"] = {e["code"]: e["name"] for e in TYPES}
    found["unmet"] = {**found["types"], **found["items"], "other": "Other"}
    return {**found, "outcome": OUTCOMES, "reason": REASONS}
