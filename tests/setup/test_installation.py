"""`outreach init` makes everything private, once."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach import config
from outreach.cli import cli
from outreach.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]


def outreach(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--instance", str(folder), *words])


def contents(folder: Path) -> dict[str, str]:
    files = [p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(("-wal", "-shm"))]
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A private folder right after `outreach init`."""
    assert outreach(tmp_path / "instance", "init").exit_code == 0
    return tmp_path / "instance"


def test_everything_is_for_its_owner_only(made: Path) -> None:
    modes = {p.stat().st_mode & 0o777 for p in [made, *made.rglob("*")] if p.is_dir()}
    assert modes == {0o700}
    assert {p.stat().st_mode & 0o777 for p in made.rglob("*") if p.is_file()} == {0o600}


def test_a_folder_left_open_is_closed(made: Path) -> None:
    (made / "secret").chmod(0o644)
    made.chmod(0o755)
    outreach(made, "init")
    assert (made / "secret").stat().st_mode & 0o777 == 0o600
    assert made.stat().st_mode & 0o777 == 0o700


def test_doing_it_again_changes_nothing(made: Path) -> None:
    before = contents(made)
    assert outreach(made, "init").exit_code == 0
    assert contents(made) == before


def test_a_set_up_that_was_cut_off_is_completed(made: Path) -> None:
    (made / "outreach.sqlite").unlink()
    (made / "keys" / "ring.json").unlink()
    assert outreach(made, "init").exit_code == 0
    assert (made / "outreach.sqlite").exists()
    assert (made / "keys" / "ring.json").exists()


def test_without_it_a_command_says_what_to_do(tmp_path: Path) -> None:
    result = outreach(tmp_path, "member", "list")
    assert result.exit_code == 1
    assert result.output == "Error: There is no secret for this server yet. Run `outreach init` first.\n"


def test_a_short_secret_is_refused(made: Path) -> None:
    (made / "secret").write_text("short\n")
    with pytest.raises(ConfigError):
        config.load(made)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not valid JSON"),
        ('{"COLOUR": 1}', "unknown settings: COLOUR"),
        ('{"TIMEZONE": "Moon"}', "IANA"),
        ('{"DAY_ENDS_HOUR": 14}', "between 0 and 12"),
    ],
)
def test_a_wrong_setting_is_named(made: Path, text: str, said: str) -> None:
    (made / "config.json").write_text(text)
    result = outreach(made, "member", "list")
    assert result.exit_code == 1
    assert said in result.output


def test_environment_wins_over_the_file(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (made / "config.json").write_text(json.dumps({"TIMEZONE": "Europe/Lisbon", "IDLE_MINUTES": 3}))
    monkeypatch.setenv("OUTREACH_TIMEZONE", "Asia/Tokyo")
    loaded = config.load(made)
    assert (loaded["TIMEZONE"], loaded["IDLE_MINUTES"]) == ("Asia/Tokyo", 3)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text()
    assert re.findall(r"\w+://|@ |file:|(?:^|\s)/\w+", text) == []
    pinned = re.findall(r"^\w[^\n]*==[^\n]*\\\n", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^\w", text, re.MULTILINE))
