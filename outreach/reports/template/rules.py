"""What a report holds, for whom, when and about what: templates and funding sources. Neither Flask nor the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ...errors import InvalidTemplateError
from ...figures.rules import MONTHS, Period, fiscal_year, period_of, previous
from ...supplies.rules import ITEMS
from ..content.rules import PAPERS, Wish

PUBLIC, FUNDER = "public", "funder:"
PUBLIC_LEAST, FUNDER_LEAST, MOST_THRESHOLD = 11, 5, 100
LONGEST_NAME, LONGEST_SOURCE, LONGEST_CLOSING = 80, 200, 120
LANGUAGES = ("en", "fr", "es", "pt", "ar")

# Sections that may be chosen, in the order in which a good report has them. The cover, the words about reading the
# numbers, the methods and the statement on disclosure control are part of every report.
SECTIONS: Mapping[str, str] = {
    "key_figures": "Key figures",
    "changed": "What changed",
    "reach": "Whom we reached",
    "people": "Who the people are",
    "supplies": "What we gave",
    "naloxone": "Naloxone",
    "referrals": "Referrals",
    "zones": "Where we worked",
    "unmet": "Asked for, but not available",
    "narrative": "What we saw",
    "indicators": "Indicators",
    "quality": "Data quality",
    "give_back": "The page to give back",
}
EVERY: Mapping[str, str] = {
    "month": "Every month",
    "quarter": "Every quarter",
    "half": "Every half-year",
    "year": "Every year",
    "fiscal": "Every fiscal year",
}


@dataclass(frozen=True)
class Calendar:
    """Which periods are reported, and when each closes. `starts` is the first month of the fiscal year."""

    every: str = "quarter"
    starts: int = 1
    closing_days: int = 14

    def period(self, day: date) -> Period:
        """The period that a day lies in."""
        return fiscal_year(day, self.starts) if self._fiscal else period_of(day, self.kind)

    def before(self, period: Period) -> Period:
        """The period before one of this calendar."""
        return previous(period)

    def last_over(self, today: date) -> Period:
        """The last period that is over."""
        return previous(self.period(today))

    def closes(self, period: Period) -> date:
        """The day from which records of this period count as late."""
        return period.end + timedelta(days=self.closing_days)

    def closed(self, period: Period, today: date) -> bool:
        """Whether a period is closed: only then may its report be published."""
        return today >= self.closes(period)

    def fits(self, period: Period) -> bool:
        """Whether a period is one of this calendar."""
        return self.period(period.start).key == period.key

    @property
    def kind(self) -> str:
        """month, quarter, half, year or fiscal."""
        return "year" if self.every == "fiscal" and self.starts == 1 else self.every

    @property
    def words(self) -> str:
        """ "Every fiscal year from October, closed 14 days after its end"."""
        start = f" from {MONTHS[self.starts - 1]}" if self._fiscal else ""
        days = f"{self.closing_days} days" if self.closing_days != 1 else "1 day"
        return f"{EVERY[self.every]}{start}, closed {days} after its end"

    @property
    def _fiscal(self) -> bool:
        return self.kind == "fiscal"


@dataclass(frozen=True)
class Scope:
    """What a report is about; nothing named means everything. `funding` is the number of a funding source."""

    zones: tuple[int, ...] = ()
    sites: tuple[int, ...] = ()
    funding: int | None = None


@dataclass(frozen=True)
class FundingSource:
    """Money with rules: what it covers, what it may not buy, and since when an agreement on small numbers holds.

    A named funder is one of these: audience "funder:<id>".
    """

    id: int
    name: str
    zones: tuple[int, ...] = ()
    sites: tuple[int, ...] = ()
    not_eligible: tuple[str, ...] = ()  # item codes
    agreement_on: date | None = None
    source: str = ""  # where the rule on items is written

    @property
    def audience(self) -> str:
        """As it stands in a wish, an edition and the ledger."""
        return f"{FUNDER}{self.id}"


@dataclass(frozen=True)
class ReportTemplate:
    """How one kind of report is made. `packs` are indicator packs; `indicators` chooses and orders some of their
    indicators as "pack:code" (none: all of the packs)."""

    name: str
    audience: str = PUBLIC
    sections: tuple[str, ...] = tuple(SECTIONS)
    packs: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    threshold: int = PUBLIC_LEAST
    language: str = "en"
    paper: str = "A4"
    scope: Scope = field(default_factory=Scope)
    dhis2: str = ""  # name of the mapping its figures are pushed with; "" for none
    id: int = 0  # 0: not in the store

    @property
    def funder(self) -> int | None:
        """The number of the funding source it is made for; None for the public."""
        return int(self.audience.removeprefix(FUNDER)) if self.audience != PUBLIC else None

    def zones(self, source: FundingSource | None = None) -> tuple[int, ...]:
        """The zones it is about: its own, narrowed by those that its funding source covers; () means all."""
        covered = source.zones if source and source.id == self.scope.funding else ()
        if not self.scope.zones or not covered:
            return self.scope.zones or covered
        return tuple(zone for zone in self.scope.zones if zone in covered)


def wish(template: ReportTemplate, period: str, source: FundingSource | None = None) -> Wish:
    """What is asked for when a report is made with a template; `source` is the one its scope names.

    Raises InvalidTemplateError when its zones and those of its funding source have none in common.
    """
    zones = template.zones(source)
    if template.scope.zones and not zones:
        raise InvalidTemplateError(
            "None of the zones of this template is covered by its funding source: the report would be empty. "
            "Choose other zones, or another funding source.",
            code="zones",
        )
    return Wish(
        period=period, threshold=template.threshold, paper=template.paper, language=template.language,
        audience=template.audience, template=template.id, sections=template.sections, packs=template.packs,
        indicators=template.indicators, zones=zones, sites=template.scope.sites,
    )  # fmt: skip


DEFAULT = ReportTemplate("Report to the public", packs=("community",))


def check(template: ReportTemplate, sources: Sequence[FundingSource]) -> None:
    """Raises InvalidTemplateError (its code names the field) when a template cannot be used."""
    _check_words(template)
    _check_calendar(template.calendar)
    _check_audience(template, {source.id: source for source in sources})


def _check_words(template: ReportTemplate) -> None:
    if not 1 <= len(template.name.strip()) <= LONGEST_NAME:
        raise InvalidTemplateError(f"Give the template a name of 1 to {LONGEST_NAME} signs.", code="name")
    unknown = [code for code in template.sections if code not in SECTIONS]
    if unknown or not template.sections or len(set(template.sections)) < len(template.sections):
        raise InvalidTemplateError("Choose at least one section, each once.", code="sections")
    if template.language not in LANGUAGES:
        raise InvalidTemplateError("Choose a language from the list.", code="language")
    if template.paper not in PAPERS:
        raise InvalidTemplateError("Choose A4 or Letter.", code="paper")


def _check_calendar(calendar: Calendar) -> None:
    if calendar.every not in EVERY:
        raise InvalidTemplateError("Choose how often the report is made.", code="every")
    if not 1 <= calendar.starts <= 12:
        raise InvalidTemplateError("Choose the first month of the fiscal year.", code="starts")
    if not 0 <= calendar.closing_days <= LONGEST_CLOSING:
        raise InvalidTemplateError(
            f"A period closes 0 to {LONGEST_CLOSING} days after its end.", code="closing_days"
        )


def _check_audience(template: ReportTemplate, sources: Mapping[int, FundingSource]) -> None:
    if template.scope.funding is not None and template.scope.funding not in sources:
        raise InvalidTemplateError("Choose a funding source from the list.", code="funding")
    least = PUBLIC_LEAST
    if template.audience != PUBLIC:
        number = template.audience.removeprefix(FUNDER)
        source = sources.get(int(number)) if number.isascii() and number.isdigit() else None
        if source is None:
            raise InvalidTemplateError("Choose who the report is for from the list.", code="audience")
        least = FUNDER_LEAST if source.agreement_on else PUBLIC_LEAST
    if not least <= template.threshold <= MOST_THRESHOLD:
        why = "without an agreement on small numbers" if least == PUBLIC_LEAST else "under an agreement"
        raise InvalidTemplateError(
            f"Counts below {least} stay hidden {why}: choose {least} to {MOST_THRESHOLD}.", code="threshold"
        )


def check_source(source: FundingSource) -> None:
    """Raises InvalidTemplateError (its code names the field) when a funding source cannot be kept."""
    if not 1 <= len(source.name.strip()) <= LONGEST_NAME:
        raise InvalidTemplateError(f"Give it a name of 1 to {LONGEST_NAME} signs.", code="name")
    if any(code not in ITEMS for code in source.not_eligible):
        raise InvalidTemplateError("Choose items from the catalogue.", code="not_eligible")
    if len(source.source.strip()) > LONGEST_SOURCE:
        raise InvalidTemplateError(
            f"Say where the rule stands in at most {LONGEST_SOURCE} signs.", code="source"
        )


def not_paid(source: FundingSource, handed_out: Mapping[str, int | None]) -> list[str]:
    """Names of the items that were handed out though this money may not buy them; `handed_out` is units by item code.

    For a report only printed numbers may be given; a hidden one is None and says nothing.
    """
    return [
        str(ITEMS[code]["name"])
        for code in source.not_eligible
        if code in ITEMS and (handed_out.get(code) or 0) > 0
    ]


def not_funded_by(name: str) -> tuple[str, ...]:
    """Items that the catalogue says this kind of money may not buy ("SAMHSA")."""
    return tuple(code for code, entry in ITEMS.items() if name in entry.get("not_funded_by", ()))
