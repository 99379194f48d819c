"""One night of twelve contacts of different kinds, and what the figures must be, worked out here on its own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .phone_app import Contact
from .programme import ROOT

_CATALOGUE = json.loads((ROOT / "outreach" / "supplies" / "catalogue.json").read_text())
STEP = {item["short"]: item["step"] for item in _CATALOGUE["items"]}
SHORT = {item["code"]: item["short"] for item in _CATALOGUE["items"]}
NAME = {item["short"]: item["name"] for item in _CATALOGUE["items"]}
PACKS = {pack["name"]: {SHORT[code]: qty for code, qty in pack["lines"]} for pack in _CATALOGUE["bundles"]}
PER_LITRE = 100

USUAL = Contact(packs=("Usual",), seen="Been before", age="25 to 29", gender="Woman")
NEEDLES = Contact(
    plus={"Condoms": 1, "Needles 1 ml": 4}, seen="First time", age="30 to 39", gender="Man", back=15
)
GROUP = Contact(packs=("Night",), people=5)
TALK = Contact(topics=("Overdose", "Rights"))
SLIP = Contact(seen="First time", age="18 to 24", gender="Trans woman", referrals=("HIV test",))
TWO_SLIPS = Contact(gender="Non-binary", referrals=("Housing", "Legal help"))
CODED = Contact(packs=("Needles",), seen="Been before", code="7KD2M4QX")
FOR_OTHERS = Contact(packs=("Needles", "Needles"), others=2, about=("Injects",))
REVERSED = Contact(amounts={"Naloxone spray": 2}, why={"Naloxone spray": "Used on somebody"})
FULL_BIN = Contact(plus={"Needles 1 ml": 2}, litres="0.5")
YOUNG = Contact(amounts={"Wound kits": 1}, seen="First time", age="Under 18", gender="Rather not say")
REPEATED = Contact(amounts={"Wound kits": 1})  # "same as last": the supplies, nothing about the person

LOGGED = (USUAL, NEEDLES, GROUP, TALK, SLIP, TWO_SLIPS, CODED, FOR_OTHERS, REVERSED, FULL_BIN, YOUNG)
CORRECTED = replace(NEEDLES, plus={"Condoms": 1, "Needles 1 ml": 2})


@dataclass
class Figures:
    """What must be read everywhere."""

    contacts: int = 0
    people: int = 0
    first_time: int = 0
    been_before: int = 0
    returned: int = 0
    others: int = 0
    coded: int = 0
    items: Counter[str] = field(default_factory=Counter)
    referrals: Counter[str] = field(default_factory=Counter)


def figures(contacts: Sequence[Contact]) -> Figures:
    """The figures of these contacts by plain adding up."""
    sums = Figures()
    for contact in contacts:
        sums.contacts += 1
        sums.people += contact.people
        sums.first_time += contact.seen == "First time"
        sums.been_before += contact.seen == "Been before"
        sums.returned += contact.back + round(float(contact.litres or 0) * PER_LITRE)
        sums.others += contact.others
        sums.coded += bool(contact.code)
        sums.items.update(_given(contact))
        sums.referrals.update(contact.referrals)
    return sums


def _given(contact: Contact) -> Counter[str]:
    units: Counter[str] = Counter(contact.amounts)
    for pack in contact.packs:
        units.update(PACKS[pack])
    for item, taps in contact.plus.items():
        units[item] += taps * STEP[item]
    times = 1 if contact.together else contact.people
    return Counter({item: count * times for item, count in units.items()})


BEFORE = figures((*LOGGED, REPEATED))
AFTER = figures([CORRECTED if each is NEEDLES else each for each in (*LOGGED, REPEATED) if each is not TALK])
