"""The shell is the same for everybody; vendored files are what they say."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from outreach.assets import built
from tests.conftest import build_app, close

STATIC = Path(__file__).parents[2] / "outreach" / "static"
VENDORED = (STATIC / "vendor", Path(__file__).parents[1] / "vendor")
PAGES = ("/field/", "/field/manifest.webmanifest", "/sw.js")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    app = build_app(tmp_path, {"DATABASE_URL": ""})
    yield app.test_client()
    close(app)


@pytest.mark.parametrize("page", PAGES)
def test_it_is_checked_each_time_and_sets_no_cookie(client: FlaskClient, page: str) -> None:
    response = client.get(page)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("page", PAGES)
def test_a_signed_in_member_gets_the_same_bytes(client: FlaskClient, page: str) -> None:
    plain = client.get(page).data
    client.set_cookie("session", "somebody")
    assert client.get(page, headers={"Authorization": "Device a.b"}).data == plain


def test_the_shell_names_nothing_of_the_work(client: FlaskClient) -> None:
    page = client.get("/field/").get_data(as_text=True).lower()
    assert "<title>notes</title>" in page
    assert not [word for word in ("outreach", "csrf", "token", "shift", "contact") if word in page]


def test_the_home_screen_shows_a_neutral_name_and_icon(client: FlaskClient) -> None:
    facts = client.get("/field/manifest.webmanifest").get_json(force=True)
    assert (facts["name"], facts["short_name"], facts["display"]) == ("Notes", "Notes", "standalone")
    assert {icon["purpose"] for icon in facts["icons"]} == {"any", "maskable"}
    for icon in facts["icons"]:
        with client.get(icon["src"]) as response:
            assert response.status_code == 200


def test_the_service_worker_can_be_read_in_one_sitting() -> None:
    source = (STATIC / "sw.js").read_text("utf-8").splitlines()
    assert len(source) <= 150
    assert max(map(len, source)) <= 120


@pytest.mark.parametrize("folder", VENDORED, ids=["served", "tests"])
def test_vendored_files_are_the_ones_that_were_taken_over(folder: Path) -> None:
    for library in json.loads((folder / "vendor.json").read_text("utf-8")):
        assert {"name", "version", "licence", "integrity"} <= set(library)
        for entry in library["files"]:
            content = (folder / library["folder"] / entry["file"]).read_bytes()
            assert entry["sha384"] == "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


@pytest.mark.parametrize("folder", VENDORED, ids=["served", "tests"])
def test_nothing_is_vendored_that_is_not_listed(folder: Path) -> None:
    libraries = json.loads((folder / "vendor.json").read_text("utf-8"))
    listed = {
        (folder / one["folder"] / entry["file"]).resolve() for one in libraries for entry in one["files"]
    }
    found = {path.resolve() for path in folder.rglob("*") if path.is_file() and path.name != "vendor.json"}
    assert found <= listed


def test_the_script_goes_out_gzipped_to_who_takes_it(client: FlaskClient) -> None:
    with client.application.app_context():
        address = built().url("js/field-app.js")
    with client.get(address, headers={"Accept-Encoding": "gzip"}) as packed, client.get(address) as plain:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(packed.data) == plain.data
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert "immutable" in packed.headers["Cache-Control"]
