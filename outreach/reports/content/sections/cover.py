"""The first page: the answer in two sentences, the contents, and the data of the edition."""

from __future__ import annotations

from datetime import date
from itertools import starmap

from ...printing.lights import nights
from ..parts import Cover
from ..rules import Cell
from ..speech import sentence
from ..spoken import Spoken

GIVEN = ("needles", "kits", "condoms")
MOST_GIVEN = 2


def cover(s: Spoken) -> Cover:
    """The answer in two sentences, a light for each night, and the data of this edition."""
    first, last, until = (_day(day) for day in (*_ends(s), s.about["as_at"]))
    words = s.say("cover.nights", (last - first).days + 1)
    return Cover(
        kind=_kind(s),
        title=sentence(s.when),
        nights=nights(first, last, until, words, s.script),
        nights_words=words,
        sentences=[words for words in (_first(s), _second(s)) if words],
        facts=_edition(s),
    )


def _ends(s: Spoken) -> tuple[str, str]:
    return str(s.about["period"]["start"]), str(s.about["period"]["end"])


def _day(day: str) -> date:
    return date.fromisoformat(day)


def strong(words: str) -> str:
    """Marks words that the template prints bold."""
    return f"**{words}**"


def state(s: Spoken) -> str:
    """draft, running or published."""
    if s.about.get("running"):
        return "running"
    return "published" if s.about.get("state") == "published" else "draft"


def _kind(s: Spoken) -> str:
    key, length = str(s.about["period"]["key"]), len(s.now)
    kind = "fiscal" if "FY" in key else {1: "month", 3: "quarter", 6: "half"}.get(length, "year")
    words = s.say(f"kinds.{kind}")
    funder = s.about.get("funder")
    return s.say("kinds.to", kind=words, funder=funder) if funder else words


def _first(s: Spoken) -> str:
    contacts = strong(s.amount(s.total("contacts"), "contacts"))
    pairs = [(s.total(unit), unit) for unit in GIVEN]
    shown = [(cell, unit) for cell, unit in pairs if cell.mark != "none" and cell.value != 0][:MOST_GIVEN]
    given = s.speech.listed([strong(words) for words in starmap(s.amount, shown)])
    told = s.total("reversals")
    more = f" {s.say('cover.told', told.value, n=strong(told.label))}" if told.value else ""
    if not given:
        return s.say("cover.madeOnly", contacts=contacts) + more
    if s.total("codes").value is None:
        return s.say("cover.made", contacts=contacts, given=given) + more
    people = strong(s.say("units.people.n", 1000, n=s.people(s.now)))
    return s.say("cover.madeWith", contacts=contacts, people=people, given=given) + more


def _second(s: Spoken) -> str:
    offered, attended = s.total("referrals"), s.total("referrals", reached=("attended",))
    unmet = s.total("unmet")
    found = []
    if offered.value:
        said = s.amount(offered, "referrals")
        found.append(s.say("cover.seen", offered=said, attended=strong(_plain(s, attended))))
    if unmet.value:
        found.append(s.say("cover.unmet", unmet.value, n=strong(unmet.label)))
    return " ".join(found)


def _plain(s: Spoken, cell: Cell) -> str:
    return s.say("marks.fewer", k=s.k) if cell.mark == "few" else cell.label


def _edition(s: Spoken) -> list[tuple[str, str]]:
    day, about = s.speech.day, s.about
    stands = {"draft": s.say("cover.draft"), "running": s.say("cover.draftRunning")}.get(state(s))
    number = s.say("cover.final", n=str(about.get("edition", 1)))
    found = [
        (s.say("cover.grant"), s.speech.foreign(str(about.get("grant") or ""))),
        (s.say("cover.edition"), number) if stands is None else (s.say("cover.status"), stands),
        (
            s.say("cover.period"),
            s.say("time.days", first=day(about["period"]["start"]), last=day(about["period"]["end"])),
        ),
        (s.say("cover.closed"), day(about["closed"])) if about.get("closed") else ("", ""),
        (s.say("cover.published"), day(about["published"])) if about.get("published") else ("", ""),
        (s.say("cover.asAt"), day(about["as_at"])),
        (s.say("cover.number"), str(about.get("number") or "")),
        (s.say("cover.compared"), s.speech.span(s.then)),
        (s.say("cover.phones"), _phones(s)),
        (s.say("cover.small"), f"{s.say('cover.smallWords', k=s.k)} {s.say('page.seePage')}"),
    ]
    return [(name, words) for name, words in found if words]


def _phones(s: Spoken) -> str:
    phones = s.about.get("phones")
    if not phones:
        return ""
    if not phones["in_use"]:  # enrolled today: none could prove anything about a day that is over
        return s.say("cover.phonesNone")
    return s.say("cover.phonesDone", done=phones["proven"], all=phones["in_use"])
