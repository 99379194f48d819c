"""Key figures: five to nine numbers, each with its unit, what it means, the period before, and its target."""

from __future__ import annotations

from collections.abc import Mapping

from ...printing.charts import bullet
from ..parts import KeyFigure, Keys, Section
from ..rules import Cell
from ..speech import sentence
from ..spoken import Spoken
from .annex import aim, goal

GIVEN = ("needles", "returned", "kits", "trained", "condoms")
ATTENDED = ("attended",)


def key_figures(s: Spoken) -> Section:
    """Contacts, people, what was given, reversals told, referrals attended."""
    contacts, before = s.both("contacts")
    more = s.compared(contacts, before)
    words = s.amount(contacts, "contacts")
    lead = s.say("keys.leadMore", contacts=words, more=more) if more else s.say("keys.lead", contacts=words)
    legend, figures = [("bar", s.say("legend.thisPeriod")), ("tick", s.say("legend.before"))], _figures(s)
    if any(figure.target for figure in figures):
        legend.append(("dash", s.say("legend.target")))
    return Section("key_figures", s.say("keys.title"), sentence(lead), [Keys(legend, figures)])


def _figures(s: Spoken) -> list[KeyFigure]:
    found = [_figure(s, "contacts", *s.both("contacts"), s.say("keys.contacts"))]
    if s.total("codes").mark != "none":
        found.append(_people(s))
    for unit in GIVEN:
        now, then = s.both(unit)
        if {now.mark, then.mark} != {"none"} and (now.value, then.value) != (0, 0):
            found.append(_figure(s, unit, now, then, s.say(f"keys.{unit}")))
    if s.total("reversals").mark != "none":
        found.append(_figure(s, "reversals", *s.both("reversals"), s.say("keys.reversals")))
    return [*found, _attended(s)]


def _attended(s: Spoken) -> KeyFigure:
    offered = s.amount(s.total("referrals"), "referrals")
    words = s.say("keys.attended", offered=offered)
    return _figure(
        s, "attended", *s.both("referrals", reached=ATTENDED), words, "referrals", reached=ATTENDED
    )


def _figure(
    s: Spoken, unit: str, now: Cell, then: Cell, words: str, measure: str = "", **where: tuple[str, ...]
) -> KeyFigure:
    before = s.say("keys.before", before=s.speech.short(s.then), value=then.label)
    goal, target = _target(s, measure or unit, where)
    alt = s.say("keys.chart", what=now.label, before=before)
    chart = bullet(now, then, target=goal, script=s.script, alt=f"{alt}. {target}".rstrip(". ") + ".")
    big = s.speech.foreign(now.label)
    return KeyFigure(big, s.say(f"units.{unit}.name"), words, chart, before, target)


def _people(s: Spoken) -> KeyFigure:
    codes, then = s.both("codes")
    uncoded = s.total("contacts", coded="no")
    words = s.say("keys.peopleCodes")
    upto = None
    if codes.value is not None and uncoded.value is not None:
        upto = s.worded(Cell(codes.value + uncoded.value, ""))
        words = sentence(s.say("keys.people", uncoded=s.amount(uncoded, "contacts")))
    before = s.say("keys.before", before=s.speech.short(s.then), value=s.people(s.then))
    said = s.say("keys.chartRange", low=codes.label, high=upto.label) if upto else codes.label
    alt = s.say("keys.chart", what=said, before=before)
    chart = bullet(codes, then, upto, script=s.script, alt=alt)
    big = s.speech.foreign(s.people(s.now))
    return KeyFigure(big, s.say("units.people.name"), words, chart, before)


def _target(s: Spoken, measure: str, where: Mapping[str, tuple[str, ...]]) -> tuple[int | None, str]:
    """What the funder agreed on for the same number, if its indicators hold it."""
    row = goal(s, measure, **where)
    value = aim(row) if row else None
    if row is None or value is None:
        return None, ""
    words = "keys.targetReached" if row["reached"] else "keys.targetMissed"
    return int(value), s.say(words, value=int(value)) if row["reached"] is not None else ""
