"""Made-up towns down to the finished PDF: the product's own menu, protection, sections and drawing."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from flask import Flask

from outreach.disclosure.cells import TIME, Key, Release, key, months
from outreach.disclosure.protect import protect
from outreach.figures.inner import Inner
from outreach.figures.rules import Period, parse_period
from outreach.reports import build
from outreach.reports.content.document import Document, Head
from outreach.reports.content.menu import Scene, asked, tables
from outreach.reports.content.truth import Truth
from tests.reports import sample
from tests.reports.made_up import CALL, OFFERED, spread, year

MONTHS = months("2025-01", "2026-09")
QUARTERS = ("2026Q1", "2026Q2", "2026Q3")
TODAY = date(2026, 10, 16)
NAMES = ("North", "Market", "Old Docks", "Canal", "Riverside", "Ring Road", "Hill", "Station", "Mill", "Fair")


@dataclass
class PaperTown:
    """A programme from a seed; `closed` is a zone in which it does not work."""

    seed: int
    inner: Inner = field(init=False)
    zones: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        rng = random.Random(self.seed)
        count = rng.randint(3, 9)
        self.zones = NAMES[:count]
        size = int(10 ** rng.uniform(1.3, 3.1))
        monthly = [max(int(size * rng.uniform(0.6, 1.4)), 1) for _ in MONTHS]
        shares = {str(i): rng.gammavariate(0.8, 10) + 0.2 for i in range(1, count + 1)}
        self.inner = year(MONTHS, shares, monthly, self.seed, closed=(str(count),))
        self.monthly = dict(zip(MONTHS, monthly, strict=True))
        _call_for_each(rng, self.inner)

    def document(
        self,
        quarter: str,
        k: int,
        earlier: Sequence[Release] = (),
        *,
        suppress_more: bool = True,
        **about: Any,
    ) -> Document:
        """The protected edition of a quarter."""
        scene = self._scene(quarter)
        truth = Truth(self.inner, self._people(scene.past))
        specs = tables(scene)
        wanted = asked(specs, truth, scene.shut)
        pattern = protect(wanted, truth, earlier, k, 120, suppress_more=suppress_more)
        return Document(
            about={
                **sample.ABOUT,
                **_spans(scene),
                "threshold": k,
                "phones": {"in_use": 3, "proven": 3},
                **about,
            },
            cells=pattern.cells,
            terms={one.key: one.terms for one in wanted if one.terms and one.key in pattern.cells},
            tables=[spec for spec in specs if spec.id not in pattern.dropped],
            names=scene.names,
            zones=[
                {
                    "id": str(i),
                    "name": name,
                    "rings": sample.square(i - 1, 3),
                    "open": str(i) not in scene.shut,
                }
                for i, name in enumerate(self.zones, 1)
            ],
        )

    def _people(self, spans: Sequence[Period]) -> dict[Key, int]:
        found = {}
        for span in spans:
            contacts = sum(self.monthly[month] for month in span.months)
            found[key("codes", {TIME: span.months})] = contacts // 3
        return found

    def _scene(self, quarter: str) -> Scene:
        period = parse_period(quarter, TODAY)
        past = [parse_period(name, TODAY) for name in _before(quarter)]
        zones = tuple(Head((str(i),), name, "zone") for i, name in enumerate(self.zones, 1))
        line = MONTHS[: MONTHS.index(period.months[-1]) + 1][-12:]
        names = sample._all_names()
        return Scene(
            period, past[-2], line, past, zones, frozenset({str(len(self.zones))}), names, {}, OFFERED
        )


def _call_for_each(rng: random.Random, inner: Inner) -> None:
    """As many answers about the ambulance as there are reversals."""
    told = inner.tables.get("reversals", {})
    dims = ("time", "zone", "call")
    calls = Counter(told.pop(dims, ()))
    calls.clear()
    for (month, zone, _), n in told.get(("time", "zone", "outcome"), {}).items():
        for value, count in spread(rng, CALL, n).items():
            calls[month, zone, value] += count
    told[dims] = calls


def _before(quarter: str) -> list[str]:
    """Four quarters, the last being this one."""
    last = int(quarter[:4]) * 4 + int(quarter[5:]) - 1
    return [f"{n // 4}Q{n % 4 + 1}" for n in range(last - 3, last + 1)]


def _spans(scene: Scene) -> dict[str, Any]:
    def told(period: Period) -> dict[str, str]:
        return {"key": period.key, "start": period.start.isoformat(), "end": period.end.isoformat()}

    return {
        "period": told(scene.period), "before": told(scene.before), "past": [p.key for p in scene.past],
        "months": list(scene.months),
    }  # fmt: skip


def release(document: Document, name: str) -> Release:
    """An edition as the protection knows what was published."""
    return Release(name, document.threshold, document.cells, document.terms)


def on_paper(document: Document) -> bytes:
    """The finished PDF with its attached files."""
    app = Flask("outreach", template_folder="templates")
    with app.app_context():
        pdf, complaints = build.draw(replace(document), "A4")
    assert complaints == []
    return pdf
