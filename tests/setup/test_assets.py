"""Built assets: their addresses follow their bytes, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from outreach import assets, clock
from outreach.assets import Assets, build
from outreach.errors import ConfigError

DAY = 86_400


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A small folder of sources."""
    for name, text in {
        "css/tokens.css": ":root { --ink: #123 }",
        "css/field-form.css": ".form { color: var(--ink) }",
        "css/desk-tokens.css": ":root { --desk: 1 }",
        "css/desk-table.css": "td { padding: calc(1px + 2px) }",
        "css/report.css": "@page { size: A4 }",
        "js/field-app.js": 'import "./sync/engine.js";',
        "js/map.js": 'import "./sync/engine.js";',
        "js/sync/engine.js": "export const two = 2;",
        "fonts/letters-1.0/letters.woff2": "letters",
    }.items():
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "static"


def made(static: Path) -> Assets:
    return build(static, static.parent)


def test_tokens_come_first_and_reports_stay_out(static: Path) -> None:
    css = {name: (static.parent / url.lstrip("/")).read_text() for name, url in made(static).css.items()}
    assert css["field.css"] == ":root{--ink:#123}.form{color:var(--ink)}"
    assert css["desk.css"] == ":root{--ink:#123}\n:root{--desk:1}\ntd{padding:calc(1px + 2px)}".replace(
        "\n", ""
    )


def test_modules_keep_their_names_so_that_imports_work(static: Path) -> None:
    found = made(static)
    assert re.fullmatch(r"/static/v/[0-9a-f]{16}/", found.base)
    assert found.url("js/sync/engine.js") == found.base + "js/sync/engine.js"
    copied = static.parent / found.url("js/map.js").lstrip("/")
    assert copied.read_text() == 'import "./sync/engine.js";'


def test_building_again_gives_the_same(static: Path) -> None:
    before = made(static)
    assets._known.clear()
    assert made(static) == before


def test_a_later_start_packs_nothing_again(static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[bytes] = []
    monkeypatch.setattr(assets.zopfli, "compress", lambda body: packed.append(body) or b"packed")
    made(static)
    first = len(packed)
    assets._known.clear()  # as in a new process
    made(static)
    assert (first > 0, len(packed)) == (True, first)


@pytest.mark.parametrize(
    "name", ["js/sync/engine.js", "css/field-form.css", "fonts/letters-1.0/letters.woff2"]
)
def test_one_changed_byte_changes_the_version(static: Path, name: str) -> None:
    before = made(static).version
    (static / name).write_text((static / name).read_text().replace("2", "3").replace("ink", "tan") + "\n")
    assert made(static).version != before


@pytest.mark.parametrize("name", ["css/report.css", "css/notes.txt"])
def test_a_file_that_no_browser_loads_changes_nothing(static: Path, name: str) -> None:
    before = made(static)
    (static / name).write_text("something else")
    assert made(static) == before


def test_touching_a_file_changes_nothing(static: Path) -> None:
    before = made(static)
    os.utime(static / "js/field-app.js", (0, 0))
    assert made(static) == before


def test_css_changes_leave_the_modules_where_they_are(static: Path) -> None:
    before = made(static).base
    (static / "css/field-form.css").write_text(".form { color: red }")
    assert made(static).base == before


def test_each_file_is_listed_with_its_own_hash(static: Path) -> None:
    for file in made(static).files:
        content = (static.parent / file.url.lstrip("/")).read_bytes()
        assert file.sha256 == hashlib.sha256(content).hexdigest()
        assert file.integrity == "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def test_the_build_before_stays_for_phones_that_ask_for_it(static: Path) -> None:
    bases = []
    for number in range(5):
        (static / "js/field-app.js").write_text(f"// {number}")
        bases.append(made(static).base)
        age = clock.now().timestamp() - (40 + 5 - number) * DAY
        os.utime(static.parent / bases[-1].lstrip("/"), (age, age))
    (static / "js/field-app.js").write_text("// last")
    bases.append(made(static).base)
    left = [base for base in bases if (static.parent / base.lstrip("/")).exists()]
    assert left == bases[-3:]


def test_an_asset_that_is_not_there_is_named(static: Path) -> None:
    with pytest.raises(ConfigError, match=r"js/nothing\.js"):
        made(static).url("js/nothing.js")


def test_every_asset_is_served_and_kept_for_ever(client: FlaskClient) -> None:
    with client.application.app_context():
        files = assets.built().files
    for file in files:
        response = client.get(file.url)
        assert hashlib.sha256(response.data).hexdigest() == file.sha256
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        response.close()
