"""A report from an edition to its PDF, in steps that a progress bar can follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from flask import current_app

from ..clock import programme_day
from .content.document import Document
from .content.parts import Content, Section
from .content.sections import (
    annex,
    changed,
    cover,
    give,
    given,
    keys,
    methods,
    naloxone,
    needs,
    people,
    places,
    quality,
    reach,
    told,
)
from .content.sections import referrals as referred
from .content.spoken import Spoken
from .exports import files as exports
from .printing import render
from .printing.attach import Attachment

Maker = Callable[[Spoken], Section]
# The names of sections are those of report templates.
SECTIONS: dict[str, Maker] = {
    "key_figures": keys.key_figures,
    "changed": changed.changed,
    "reach": reach.reached,
    "people": people.people,
    "supplies": given.gave,
    "naloxone": naloxone.naloxone,
    "referrals": referred.referrals,
    "unmet": needs.needs,
    "zones": places.zones,
    "indicators": annex.indicators,
    "narrative": told.told,
    "methods": methods.methods,
    "quality": quality.quality,
}
KNOWN = (*SECTIONS, "give_back")
Progress = Callable[[int, str], None]
Beat = Callable[[], None]


def draw(
    document: Document, paper: str, progress: Progress = lambda _step, _name: None, alive: Beat = lambda: None
) -> tuple[bytes, list[str]]:
    """The PDF of an edition in its own language with its figures inside, and what WeasyPrint complained about."""
    order = ordered(document, paper, progress)
    progress(3, "Drawing the PDF")
    return render.drawn(order, alive)


def ordered(document: Document, paper: str, progress: Progress = lambda _step, _name: None) -> bytes:
    """The same up to the drawing: the page with everything that goes into the PDF."""
    progress(1, "Writing the sections")
    content = compose(document)
    progress(2, "Laying out")
    html = to_html(content)
    return render.ordered(html, paper, attachments(document, content.language), content.language)


def today() -> date:
    """The programme's day."""
    return programme_day(current_app.config["TIMEZONE"], current_app.config["DAY_ENDS_HOUR"])


def compose(document: Document, language: str = "", always: Sequence[str] = ()) -> Content:
    """The chosen sections of an edition and those of `always`, in its own language or in another one."""
    s = Spoken(document, language or None)
    names = [*chosen(document), *always]
    when, day = s.when, s.speech.day(document.about["as_at"])
    kind = cover.state(s)
    return Content(
        organisation=s.speech.foreign(str(document.about["organisation"])),
        name=f"{document.about['organisation']}: {when}",
        running_foot=" · ".join([when, *_edition(s), s.say("page.asAt", day=day)]),
        draft="" if kind == "published" else s.say(f"page.{kind}"),
        created=str(document.about.get("published") or document.about["as_at"]),
        cover=cover.cover(s),
        sections=_sections(s, names),
        language=s.speech.lang,
        direction="rtl" if s.speech.right else "ltr",
        words=page_words(s),
        give=give.give(s) if "give_back" in names else None,
    )


def chosen(document: Document) -> Sequence[str]:
    """The sections that were asked for, in their order; those that hold nothing are left out, methods and quality
    never: they stand last."""
    asked = document.about.get("sections") or (*SECTIONS, "give_back")
    empty = {
        "indicators": not document.indicators,
        "narrative": not any(text.strip() for text in document.narrative.values()),
        "unmet": not any(spec.id == "unmet" for spec in document.tables),
    }
    others = [name for name in asked if name != "quality"]
    order = dict.fromkeys(asked if "methods" in asked else [*others, "methods", "quality"])
    return [name for name in {**order, "quality": None} if name in KNOWN and not empty.get(name)]


def _sections(s: Spoken, names: Sequence[str]) -> list[Section]:
    """In the order of the report. Without "what changed" the words about reading the numbers stand in the first."""
    made = [SECTIONS[name](s) for name in names if name in SECTIONS]
    if "changed" not in names:
        made[0] = Section(made[0].key, made[0].title, made[0].lead, [changed.legend(s), *made[0].blocks])
    return made


def _edition(s: Spoken) -> list[str]:
    if cover.state(s) != "published":
        return []
    edition, number = s.about.get("edition"), s.about.get("number")
    words = [s.say("page.edition", n=str(edition))] if edition else []
    return [*words, *([str(number)] if number else [])]


def page_words(s: Spoken) -> dict[str, str]:
    """What the page itself says around its parts."""
    names = ("inThis", "subtitle", "seePage", "of")
    found = {name: s.say(f"page.{name}") for name in names}
    return {**found, "table": s.say("page.table", n="").strip(), "figure": s.say("page.figure", n="").strip()}


def attachments(document: Document, language: str) -> list[Attachment]:
    """The same figures for machines."""
    say = Spoken(document, language).say
    table, payload = exports.to_csv(document, language), exports.dhis2_file(document)
    return [
        Attachment("figures.json", "application/json", say("page.figuresFile"), document.to_json().encode()),
        Attachment("figures.csv", "text/csv", say("page.tableFile"), table),
        *([Attachment("dhis2.json", "application/json", say("export.dhis2"), payload)] if payload else []),
    ]


def to_html(content: Content) -> str:
    """The finished page that pdf.py draws. Every word is escaped by the template.

    Not by `render_template`: that adds what pages of the desk know, and there is no request here.
    """
    return current_app.jinja_env.get_template("reports/print.html").render(report=content)
