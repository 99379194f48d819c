"""Zones and places."""

from __future__ import annotations

import io
import json

import pytest

from outreach.places import store as places

RING = [[0.3, 53.4], [0.4, 53.4], [0.4, 53.5], [0.3, 53.4]]


def geojson(name="Old Docks", ring=RING):
    feature = {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def send(desk, content):
    return desk.bo.post("/zones/import", data={"file": (io.BytesIO(content), "zones.geojson")})


def names(desk):
    return set(desk.run(places.zone_names).values())


def test_zones_are_a_map_and_a_table(desk):
    desk.log(desk.phone(), {"people": 3}, {"zone": desk.town.other_zone})
    page = desk.bo.get("/zones").text
    assert "2 contacts, October to December 2026, running." in page
    assert '<th scope="row">Harbour</th><td class="num">1</td><td class="num">3</td>' in page
    assert page.count('role="img"') == 2


def test_a_period_without_contacts_says_so(desk):
    assert "No contacts in this period." in desk.bo.get("/zones?period=2025Q4").text


def test_zones_come_as_csv(desk):
    desk.log(desk.phone(), {"people": 3})
    assert '"Harbour","1","3"' in desk.bo.get("/zones.csv").text


def test_outlines_are_imported_and_renew_zones_of_the_same_name(desk):
    for _ in range(2):
        assert send(desk, geojson()).status_code == 303
    assert "1 zone imported." in desk.bo.get("/zones/edit").text
    assert names(desk) == {"Harbour", "Station", "Old Docks"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose a GeoJSON file"),
        (b"x", "not GeoJSON"),
        (b"\xff\xfe", "not GeoJSON"),
        (b"[]", "FeatureCollection"),
        (geojson(name=""), "property `name`"),
        (geojson(ring=RING[:3]), "4 to 500 points"),
        (geojson(ring=[[0, 0], [999, 0], [1, 1], [0, 0]]), "longitude"),
        (b" " * 950_000, "larger than 900 kB"),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason_and_changes_nothing(desk, content, words):
    answer = send(desk, content)
    assert answer.status_code == 400
    assert words in answer.text
    assert names(desk) == {"Harbour", "Station"}


def test_a_file_beyond_what_a_request_may_have_is_refused(desk):
    kind = "multipart/form-data; boundary=x"
    assert desk.bo.post("/zones/import", data=b" " * 1_200_000, content_type=kind).status_code == 413


def test_a_zone_is_renamed_and_retired(desk):
    desk.bo.post(f"/zones/{desk.town.zone}", data={"name": "Canal"})
    assert names(desk) == {"Canal", "Station"}
    desk.bo.post(f"/zones/{desk.town.zone}", data={"name": "Canal", "word": "retire"})
    assert [zone["name"] for zone in desk.run(places.zones)] == ["Station"]


@pytest.mark.parametrize(
    ("name", "words"), [("", "needs a name"), ("x" * 41, "needs a name"), ("Station", "another zone")]
)
def test_a_wrong_name_changes_nothing(desk, name, words):
    desk.bo.post(f"/zones/{desk.town.zone}", data={"name": name})
    assert words in desk.bo.get("/zones/edit").text
    assert names(desk) == {"Harbour", "Station"}


def test_a_zone_that_is_not_there_is_not_found(desk):
    assert desk.bo.post("/zones/999", data={"name": "X"}).status_code == 404


def test_a_place_is_added_renamed_and_taken_out_of_use(desk):
    sent = {"name": "Drop-in", "kind": "dropin", "zone": desk.town.zone, "team": desk.town.team}
    assert desk.bo.post("/places", data=sent).status_code == 303
    assert desk.bo.post("/places", data=sent).status_code == 400
    desk.bo.post(f"/places/{desk.van}", data={"name": "The bus"})
    assert {one["name"] for one in desk.run(places.sites, desk.town.team)} == {"Dock Street", "Drop-in"}


def test_another_teams_place_does_not_exist(desk):
    assert "South store" not in desk.bo.get("/zones/edit").text
    assert (
        desk.bo.post(f"/places/{desk.other_store}", data={"name": "Mine", "active": "y"}).status_code == 404
    )
    sent = {"name": "Ours", "kind": "van", "zone": 0, "team": desk.town.other_team}
    assert desk.bo.post("/places", data=sent).status_code == 400
