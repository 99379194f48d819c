"""The commands: backup, keys, tidy, retry."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from outreach.privacy import key_export
from outreach.privacy.current import keys
from outreach.sync import commands
from outreach.team.meta import meta
from tests.sync.conftest import TODAY

WORDS = "four quiet lamps here"


@pytest.fixture
def call(app, town, monkeypatch):
    monkeypatch.setenv("OUTREACH_PASSPHRASE", WORDS)
    monkeypatch.setattr("outreach.privacy.sealed_file.SCRYPT", {"length": 32, "n": 2**4, "r": 8, "p": 1})
    by_name = {command.name: command for command in commands.commands}

    def run_command(name, *words, said=None):
        with app.app_context():
            return CliRunner().invoke(
                by_name[name], [str(word) for word in words], input=said, catch_exceptions=False
            )

    return run_command


def test_a_backup_is_made_checked_and_put_back(call, app, phone, contact, run):
    phone.send([phone.seal(contact())])
    assert "up to 1" in call("backup", "make").output
    (path,) = commands_folder(app).glob("*.backup")
    assert "latest receipt is 1" in call("backup", "check", path).output
    assert call("backup", "restore", path, said="n\n").exit_code == 1
    assert "up to receipt 1" in call("backup", "restore", path, said="y\n").output
    assert path.stat().st_mode & 0o777 == 0o600


def commands_folder(app):
    with app.app_context():
        return commands.folder()


def test_an_export_is_written_once_and_confirmed(call, app, tmp_path):
    path = tmp_path / "keys.export"
    assert call("keys", "export", path).exit_code == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert "every key" in call("keys", "confirm", path).output
    with app.app_context():
        assert key_export.confirmed_on(keys()) == TODAY
    assert "0 files" in call("keys", "import", path).output


def test_destroying_a_young_key_names_the_phones_that_may_need_it(call, app, phone):
    answer = call("keys", "destroy", "2026-11", "--anyway", said="n\n")
    assert "Phone 1" in answer.output
    with app.app_context():
        assert "2026-11" in keys().months()
    assert call("keys", "destroy", "2026-11", "--anyway", said="y\n").exit_code == 0
    with app.app_context():
        assert "2026-11" not in keys().months()


def test_tidy_and_retry_say_what_they_did(call, phone, contact, run):
    phone.send([phone.seal(contact(), key_id="2024-01")])
    assert "0 sealed bodies and 0 old backups" in call("tidy").output
    assert "0 items count now" in call("retry-quarantine").output
    assert run(meta, "org")
