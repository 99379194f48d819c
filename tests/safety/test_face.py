"""The neutral face: chosen by an administrator, the same for every phone, and never a word about the work."""

from __future__ import annotations

import json
import re
from itertools import product

import pytest

from outreach.safety import face
from outreach.safety.face import ICONS, LEAVE, NAMES, START, USUAL, Face

CHOSEN = {"name": "Calendar", "icon": "calendar", "leave": "blank", "start": "services"}
WORK = ("outreach", "csrf", "token", "shift", "contact", "service", "guide", "harm", "needle")


def version(client):
    return re.search(r'"version":"(\w+)"', client.get("/sw.js").text)[1]


def choose(desk, **changes):
    return desk.ada.post("/organisation/face", data=CHOSEN | changes)


def test_the_usual_face_is_a_page_of_notes(conn):
    assert face.face(conn) == USUAL == Face("Notes", "notes", "clock", "shift")


def test_a_choice_is_kept_and_what_is_no_choice_any_more_is_the_usual_one(conn):
    face.save(conn, Face(**CHOSEN))
    assert face.face(conn) == Face(**CHOSEN)
    face.save(conn, Face("Outreach", "syringe", "https://example.org", "nowhere"))
    assert face.face(conn) == USUAL


def test_phones_get_name_icon_and_pages_with_a_new_version_of_the_shell(desk):
    before = version(desk.finn)
    assert choose(desk).status_code == 303
    page = desk.finn.get("/field/").text
    assert "<title>Calendar</title>" in page
    assert 'data-leave="blank" data-first="1"' in page
    facts = json.loads(desk.finn.get("/field/manifest.webmanifest").text)
    assert (facts["name"], facts["short_name"]) == ("Calendar", "Calendar")
    assert {icon["src"].rsplit("/", 1)[1].split("-")[0] for icon in facts["icons"]} == {"calendar"}
    assert version(desk.finn) != before


def test_no_face_names_the_work(desk):
    for name, icon, leave, start in zip(NAMES, [*ICONS, "notes"], [*LEAVE] * 2, [*START] * 2, strict=True):
        choose(desk, name=name, icon=icon, leave=leave, start=start)
        for path in ("/field/", "/field/manifest.webmanifest"):
            page = desk.finn.get(path).text.lower()
            assert not [word for word in WORK if word in page], (path, name)


@pytest.mark.parametrize("icon", ICONS)
def test_every_icon_is_there_in_every_size(desk, icon):
    choose(desk, icon=icon)
    facts = json.loads(desk.finn.get("/field/manifest.webmanifest").text)
    for one in facts["icons"]:
        with desk.finn.get(one["src"]) as answer:
            assert answer.status_code == 200
            assert answer.data.startswith(b"\x89PNG")
    assert f"icons/{icon}.svg" in desk.finn.get("/sw.js").text


@pytest.mark.parametrize("field", CHOSEN)
def test_anything_else_is_refused(desk, field):
    assert choose(desk, **{field: "https://example.org"}).status_code == 400
    assert "<title>Notes</title>" in desk.finn.get("/field/").text


def test_only_an_administrator_chooses(desk):
    assert desk.bo.get("/organisation/face").status_code == 403
    assert desk.bo.post("/organisation/face", data=CHOSEN).status_code == 403
    assert desk.ada.get("/organisation/face").status_code == 200


def test_names_and_icons_are_short_and_plain():
    assert all(len(name) <= 12 and name.isalpha() for name in NAMES)
    assert len(set(product(NAMES, ICONS))) >= 20
