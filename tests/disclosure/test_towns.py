"""R9: of made-up towns an attacker who shares no code with the protection can prove nothing.

From protected tables, from the finished PDF, two funders who share what they hold, and quarters one after the other.
With complementary suppression switched off the same attack must succeed: that shows it bites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from time import process_time
from typing import Any

import pytest

from outreach.disclosure.attacker import Verdict, attack, attack_tables
from outreach.disclosure.cells import Key, Protected, Release
from outreach.disclosure.protect import protect
from outreach.errors import NothingToReportError, NotProvenError
from tests.disclosure.papers import QUARTERS, PaperTown, on_paper, release
from tests.disclosure.towns import Town, asked, published, town

SHORT, LONG = 12, 1000
PAPERS, MANY_PAPERS = (1, 2), 50  # in Spanish and in French


class Sum:
    """The figures of a run, printed as one line."""

    def __init__(self, name: str) -> None:
        self.name, self.attacks, self.cells, self.hidden, self.refused, self.provable = name, 0, 0, 0, 0, 0
        self.start, self.attack, self.bad = process_time(), 0.0, list[str]()

    def add(self, name: object, cells: Iterable[Protected], verdict: Verdict) -> None:
        marks = [cell.value is None for cell in cells]
        self.attacks += 1
        self.cells += len(marks)
        self.hidden += sum(marks)
        self.provable += len(verdict.found)
        self.attack += verdict.seconds
        if not verdict.safe:
            kinds = sorted({found.kind for found in verdict.found})
            self.bad.append(f"{name}: {kinds} {verdict.notes}")

    def close(self) -> None:
        """Prints the line; nothing may be provable and every attack must have come to its end."""
        print(  # noqa: T201 - the figures of R9
            f"\nR9 {self.name}: attacks {self.attacks}, cells {self.cells}, hidden {self.hidden}, "
            f"provable {self.provable}, refused {self.refused}, attack {self.attack:.0f} s, "
            f"all {process_time() - self.start:.0f} s CPU"
        )
        assert self.bad == []


def made(seed: int) -> tuple[Town, int]:
    """A town and a threshold; small ones more often than large ones."""
    return town(seed), (5, 11)[seed % 2]


def protected(
    of: Town, span: Sequence[str], k: int, earlier: Sequence[Release] = (), **how: Any
) -> tuple[dict[str, Any], Release, dict[Key, Protected]]:
    """One release: its attached figures, what the protection knows of it, its cells."""
    zones = how.pop("zones", ())
    wishes = asked(of, span, zones=zones, fine=how.pop("fine", True))
    cells = protect(wishes, of, earlier, k, 120, **how).cells
    terms = {one.key: one.terms for one in wishes if one.terms and one.key in cells}
    return published(cells, wishes, k), Release("", k, cells, terms), cells


def run(name: str, seeds: Iterable[int]) -> None:
    figures = Sum(name)
    for seed in seeds:
        of, k = made(seed)
        try:
            publication, _, cells = protected(of, of.time, k)
        except NotProvenError:
            figures.refused += 1
            continue
        figures.add(seed, cells.values(), attack_tables([publication], 120))
    figures.close()


def test_nothing_is_provable_from_the_protected_tables_of_towns() -> None:
    run("tables", range(SHORT))


@pytest.mark.long
def test_nothing_is_provable_from_the_protected_tables_of_a_thousand_towns() -> None:
    run("tables, long", range(LONG))


def releases(of: Town, k: int) -> Iterator[tuple[dict[str, Any], dict[Key, Protected]]]:
    """Three quarters, each told to one funder as a whole and to another about some zones, then the year to date."""
    earlier: list[Release] = []
    spans = [of.time[n : n + 3] for n in range(0, len(of.time), 3)]
    part = of.zones[: max(len(of.zones) * 2 // 3, 1)]
    for span in spans:
        for zones, fine in (((), True), (part, False)):
            publication, held, cells = protected(of, span, k, earlier, zones=zones, fine=fine)
            earlier.append(held)
            yield publication, cells
    publication, _, cells = protected(of, of.time, k, earlier, fine=False)
    yield publication, cells


def join(name: str, towns: Iterable[tuple[Town, int]]) -> None:
    """Attacked after each release, as a gate does: what was told later may explain away what could be proven before."""
    figures = Sum(name)
    for of, k in towns:
        told: list[dict[str, Any]] = []
        try:
            for publication, cells in releases(of, k):
                told.append(publication)
                figures.add((of.seed, k, len(told)), cells.values(), attack_tables(told, 300))
        except NotProvenError:
            figures.refused += 1
    figures.close()


def test_two_funders_and_three_quarters_together_prove_nothing() -> None:
    join("joined", [(town(3, quarters=3, contacts=900, zones=4), 5)])


@pytest.mark.long
def test_two_funders_and_three_quarters_of_many_towns_together_prove_nothing() -> None:
    join("joined, long", ((town(seed, quarters=3), (5, 11)[seed % 2]) for seed in range(40)))


def test_without_complementary_suppression_the_attack_succeeds() -> None:
    broken = 0
    for seed in range(4):
        of, k = made(seed)
        publication, _, _ = protected(of, of.time, k, suppress_more=False)
        verdict = attack_tables([publication])
        assert verdict.complete
        broken += bool(verdict.found)
    assert broken == 4


def test_quarters_protected_one_by_one_fall_when_they_are_put_together() -> None:
    """The join bites: each release alone is safe, the year to date gives them away."""
    of = town(3, quarters=3, contacts=900, zones=4)
    spans = [of.time[n : n + 3] for n in (0, 3, 6)]
    told = [protected(of, span, 5, fine=False)[0] for span in (*spans, of.time)]
    assert all(attack_tables([one]).safe for one in told)
    assert attack_tables(told).found


def papers(name: str, seeds: Iterable[int]) -> None:
    figures = Sum(name)
    for seed in seeds:
        k = (5, 11)[seed % 2]
        try:
            document = PaperTown(seed).document(
                "2026Q3", k, language=("en", "es", "fr", "pt", "ar")[seed % 5]
            )
        except (NotProvenError, NothingToReportError):
            figures.refused += 1
            continue
        figures.add(seed, document.cells.values(), attack(on_paper(document), seconds=120))
    figures.close()


def test_nothing_is_provable_from_the_finished_pdf_of_towns() -> None:
    papers("PDF", PAPERS)


@pytest.mark.long
def test_nothing_is_provable_from_the_finished_pdf_of_fifty_towns() -> None:
    papers("PDF, long", range(MANY_PAPERS))


@pytest.mark.long
def test_three_finished_quarters_for_two_funders_together_prove_nothing() -> None:
    figures = Sum("PDF joined, long")
    for seed in (3, 8, 11):
        earlier: list[Release] = []
        files: list[bytes] = []
        of = PaperTown(seed)
        for quarter in QUARTERS:
            for audience in ("funder:1", "funder:2"):
                document = of.document(quarter, 5, earlier, audience=audience)
                files.append(on_paper(document))
                earlier.append(release(document, f"{quarter} {audience}"))
                verdict = attack(files[-1], files[:-1], seconds=120)
                figures.add((seed, quarter, audience), document.cells.values(), verdict)
    figures.close()


def test_a_finished_pdf_without_complementary_suppression_is_refused() -> None:
    document = PaperTown(3).document("2026Q3", 5, suppress_more=False)
    verdict = attack(on_paper(document))
    assert verdict.complete
    assert verdict.found
