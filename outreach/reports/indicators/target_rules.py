"""What a programme aims for, and how many people there are thought to be. Neither Flask nor the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...contacts.rules import CODES
from ...errors import BadInputError, InvalidTemplateError
from ...figures.rules import Period, parse_period
from .counts import POPULATIONS
from .definitions import ADDS, Definition

MOST, LONGEST_SOURCE = 1_000_000_000, 200
POPULATION_NAMES: Mapping[str, str] = {
    entry["code"]: entry["name"] for entry in CODES["population"] if entry["code"] in POPULATIONS
}


@dataclass(frozen=True)
class Target:
    """What one indicator is to come to in a period, in the indicator's own unit."""

    pack: str
    code: str
    period: str
    value: float
    id: int = 0


@dataclass(frozen=True)
class Aim:
    """The target that holds for a report. `of` is the longer period whose target was shared out over its months."""

    value: float
    period: str
    of: str = ""

    def told(self) -> dict[str, Any]:
        """As it is frozen."""
        return {"value": self.value, "period": self.period, "of": self.of}


@dataclass(frozen=True)
class Estimate:
    """A size estimate: people of a population in the whole area, or in some zones of it."""

    population: str
    people: int
    low: int | None
    high: int | None
    year: int
    source: str
    zones: tuple[int, ...] = ()
    id: int = 0

    def told(self) -> dict[str, Any]:
        """As it is frozen: a number without its source and year says nothing."""
        return {
            "population": self.population, "people": self.people, "low": self.low, "high": self.high,
            "year": self.year, "source": self.source,
        }  # fmt: skip


def aim(targets: Iterable[Target], one: Definition, period: Period) -> Aim | None:
    """The target of this period; else its share of a longer one's, for numbers that may be added up."""
    mine = [target for target in targets if target.code == one.code]
    for target in mine:
        if target.period == period.key:
            return Aim(target.value, period.key)
    if one.period not in ADDS or one.shown != "number":
        return None
    longer = [(parse_period(target.period), target) for target in mine]
    around = [pair for pair in longer if pair[0].start <= period.start and period.end <= pair[0].end]
    if not around:
        return None
    whole, target = min(around, key=lambda pair: len(pair[0].months))
    return Aim(round(target.value * len(period.months) / len(whole.months)), period.key, whole.key)


def progress(
    target: Aim | None, better: str, value: float | None, low: int | None, high: int | None
) -> dict[str, Any]:
    """Whether the target is reached (None: not known), and how far in whole per cent, from printed numbers only."""
    if target is None or better == "neither":
        return {"reached": None, "progress": None}
    least, most = (value, value) if value is not None else (low, high)
    reached = None
    if least is not None and (least >= target.value if better == "more" else least > target.value):
        reached = better == "more"
    elif most is not None and (most < target.value if better == "more" else most <= target.value):
        reached = better != "more"
    done = None if value is None else int(100 * value // target.value)
    return {"reached": reached, "progress": done}


def estimate_for(
    estimates: Sequence[Estimate], population: str, scope: Mapping[str, Sequence[str]], start: str
) -> Estimate | None:
    """The newest estimate of a population for exactly the places of a report, not made after the period began its
    year; an estimate of another area would give a rate that means nothing."""
    zones = tuple(sorted(int(zone) for zone in scope.get("zone", ())))
    year = int(start[:4])
    fits = [e for e in estimates if e.population == population and e.zones == zones and e.year <= year]
    return max(fits, key=lambda e: (e.year, e.id), default=None) if "site" not in scope else None


def check_target(target: Target) -> None:
    """Raises InvalidTemplateError; its code names the field."""
    try:
        kind = parse_period(target.period).kind
    except BadInputError:
        kind = "days"
    if kind == "days":
        raise InvalidTemplateError(
            "A period looks like 2026, 2026H1, 2026Q3, 2026-10 or 2026FY10.", code="period"
        )
    if not 0 < target.value <= MOST:
        raise InvalidTemplateError("A target is a number above zero.", code="value")


def check_estimate(estimate: Estimate, this_year: int) -> None:
    """Raises InvalidTemplateError; its code names the field."""
    if estimate.population not in POPULATIONS:
        raise InvalidTemplateError("Choose a group from the list.", code="population")
    if not 1 <= estimate.people <= MOST:
        raise InvalidTemplateError("An estimate is a whole number above zero.", code="people")
    low, high = estimate.low or estimate.people, estimate.high or estimate.people
    if not 1 <= low <= estimate.people <= high <= MOST:
        raise InvalidTemplateError("The estimate lies between its lowest and its highest number.", code="low")
    if not 2000 <= estimate.year <= this_year:
        raise InvalidTemplateError(f"The year is 2000 to {this_year}.", code="year")
    if not 1 <= len(estimate.source.strip()) <= LONGEST_SOURCE:
        raise InvalidTemplateError(
            "Say where the estimate comes from: without a source nobody can judge the rate.", code="source"
        )
