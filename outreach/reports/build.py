"""A report from figures to PDF, in steps that a progress bar can follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from flask import current_app

from ..clock import programme_day
from ..database import reading
from ..errors import NothingToReportError
from . import cover, keys, methods, naloxone, places, reach, referred, supplied
from .facts import Facts
from .gather import gather
from .parts import Content, Numbers, Section
from .render import to_pdf
from .rules import Wish
from .words import day, short

DRAFT = "Draft — not for publication"
RUNNING = "Draft, still running — not for publication"
SECTIONS: tuple[tuple[str, Callable[[Facts, Numbers], Section]], ...] = (
    ("Key figures", keys.key_figures),
    ("What changed", keys.changed),
    ("Whom we reached", reach.reached),
    ("Who the people are", reach.people),
    ("What we gave", supplied.gave),
    ("Naloxone", naloxone.naloxone),
    ("Referrals", referred.referrals),
    ("Where we worked", places.zones),
    ("Methods", methods.methods),
)
STEPS = len(SECTIONS) + 3  # reading the figures, the page, the PDF


Progress = Callable[[int, str], None]
Beat = Callable[[], None]


def make(wish: Wish, progress: Progress, alive: Beat = lambda: None) -> tuple[bytes, list[str]]:
    """The PDF, and what WeasyPrint complained about.

    `progress(step, name)` is called before each of STEPS steps; `alive()` every two seconds while the PDF is drawn.
    Whatever they raise stops the work. Raises BadInputError, NothingToReportError or ReportFailedError.
    """
    progress(1, "Reading the figures")
    with reading() as conn:
        facts = gather(conn, wish.period, wish.threshold, today())
    check(facts)
    content = compose(facts, progress)
    progress(STEPS - 1, "Laying out")
    html = to_html(content)
    progress(STEPS, "Drawing the PDF")
    return to_pdf(html, wish.paper, alive)


def today() -> date:
    """The programme's day."""
    return programme_day(current_app.config["TIMEZONE"], current_app.config["DAY_ENDS_HOUR"])


def check(facts: Facts) -> None:
    """Raises NothingToReportError when everything would be hidden anyway."""
    if facts.now.contacts < facts.threshold:
        raise NothingToReportError(
            f"There are fewer than {facts.threshold} contacts in {facts.period.label}: every number would be hidden. "
            "Choose a longer period, or wait until the phones have synced."
        )


def compose(facts: Facts, progress: Progress = lambda _step, _name: None) -> Content:
    """All sections of a report."""
    numbers = Numbers()
    made = list(_sections(facts, numbers, progress))
    draft = RUNNING if facts.running else DRAFT
    return Content(
        organisation=facts.organisation,
        name=f"{facts.organisation}: {facts.period.label}",
        running_foot=f"{facts.period.label} · figures as at {day(facts.as_at)}",
        draft=draft,
        created=facts.as_at.isoformat(),
        cover=cover.cover(facts),
        sections=made,
    )


def _sections(facts: Facts, numbers: Numbers, progress: Progress) -> Iterator[Section]:
    for step, (name, section) in enumerate(SECTIONS, 2):
        progress(step, name)
        yield section(facts, numbers)


def to_html(content: Content) -> str:
    """The finished page that pdf.py draws. Every word is escaped by the template.

    Not by `render_template`: that adds what pages of the desk know, and there is no request here.
    """
    return current_app.jinja_env.get_template("reports/print.html").render(report=content)


def file_name(period: str) -> str:
    """A neutral name for the file: it says what it is and nothing about who made it."""
    return f"report-{short(period).replace(' ', '-').lower()}-draft.pdf"
