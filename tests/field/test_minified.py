"""Small scripts are used only where they were made from the sources that stand there."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from outreach import minified
from outreach.assets import build

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "outreach" / "static"


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A copy of the sources with what was made from them."""
    for folder in ("js", "vendor", "icons", "made"):
        shutil.copytree(STATIC / folder, tmp_path / "static" / folder)
    return tmp_path / "static"


def app(static: Path) -> str:
    found = build(static, static.parent)
    return (static.parent / found.url("js/field-app.js").lstrip("/")).read_text("utf-8")


def test_what_is_committed_was_made_from_these_sources() -> None:
    assert minified.scripts(STATIC) is not None, "run ./dev minify and commit outreach/static/made"


def test_it_was_made_by_the_tools_that_are_pinned() -> None:
    facts = json.loads((STATIC / "made/made.json").read_text("utf-8"))
    tools = b"".join(
        (ROOT / "tests/minify" / name).read_bytes() for name in ("make.mjs", "package-lock.json")
    )
    assert facts["tools"] == hashlib.sha256(tools).hexdigest(), "run ./dev minify"


def test_phones_get_the_small_ones(static: Path) -> None:
    assert app(static) == (static / "made/js/field-app.js").read_text("utf-8")


def test_after_a_change_of_a_source_phones_get_the_sources(
    static: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with (static / "js/ui/words.js").open("a") as file:
        file.write("globalThis.changed = true;\n")
    assert "globalThis.changed = true;" in app(static)
    assert "./dev minify" in caplog.text


def test_a_small_script_that_was_changed_by_hand_is_not_used(static: Path) -> None:
    with (static / "made/js/field-app.js").open("a") as file:
        file.write("globalThis.changed = true;\n")
    assert "globalThis.changed" not in app(static)


def test_without_small_scripts_the_sources_do(static: Path) -> None:
    shutil.rmtree(static / "made")
    assert "export const W" not in app(static)
    assert "const $m0 = " in app(static)
