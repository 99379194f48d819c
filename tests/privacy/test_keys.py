"""Keys: made once, 14 months ahead, signed, private, exported, destroyed by rule."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from outreach.errors import (
    BadInputError,
    ConfigError,
    ConflictError,
    KeyInUseError,
    SealError,
    UnknownKeyError,
    UnreadableBackupError,
    WrongPassphraseError,
)
from outreach.privacy import backup_keys, key_export, ring
from outreach.privacy.keys import KeyStore, destroyable_on

TODAY = date(2026, 11, 20)
WORDS = "four quiet lamps here"


@pytest.fixture
def keys(tmp_path):
    store = KeyStore(tmp_path / "keys")
    store.create("org", TODAY)
    return store


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("outreach.privacy.sealed_file.SCRYPT", {"length": 32, "n": 2**4, "r": 8, "p": 1})


def test_a_pair_for_this_month_and_fourteen_more(keys):
    assert keys.months()[0] == "2026-11"
    assert keys.months()[-1] == "2028-01"
    assert len(keys.months()) == 15


def test_all_files_are_for_this_user_only(keys):
    assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys.folder.iterdir()} == {0o600}


def test_the_ring_is_signed_and_a_changed_byte_is_noticed(keys):
    found = keys.ring(TODAY)
    assert ring.read(found.data, found.signature, keys.signing_point()).version == 1
    with pytest.raises(SealError):
        ring.read(found.data.replace(b"2026-11", b"2026-10"), found.signature, keys.signing_point())
    with pytest.raises(SealError):
        ring.read(found.data, found.signature[:-1], keys.signing_point())


def test_the_ring_grows_each_month_and_its_version_with_it(keys):
    later = keys.ring(date(2026, 12, 1))
    assert later.version == 2
    assert later.newest == "2028-02"
    assert "2026-11" not in ring.points(later)
    assert keys.private("2026-11")
    assert keys.ring(date(2026, 12, 30)).version == 2


def test_creating_again_changes_nothing(keys):
    before = {path.name: path.read_bytes() for path in keys.folder.iterdir()}
    keys.create("org", TODAY)
    assert before == {path.name: path.read_bytes() for path in keys.folder.iterdir()}


def test_a_setup_that_was_cut_off_is_repaired_with_the_same_keys(keys):
    (keys.folder / "ring.json").unlink()
    kept = keys.private("2026-11").private_numbers()
    KeyStore(keys.folder).create("org", TODAY)
    assert KeyStore(keys.folder).private("2026-11").private_numbers() == kept


def test_many_at_once_make_one_set_of_keys(tmp_path):
    def make(_):
        store = KeyStore(tmp_path / "keys")
        store.create("org", TODAY)
        return store.ring(TODAY).data, store.code_key(2026)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(make, range(8)))) == 1


def test_without_keys_it_says_what_to_run(tmp_path):
    with pytest.raises(ConfigError, match="outreach init"):
        KeyStore(tmp_path / "none").ring(TODAY)


def test_a_key_is_kept_210_days_after_its_month(keys):
    assert destroyable_on("2026-11") == date(2026, 12, 1) + timedelta(days=210)
    with pytest.raises(KeyInUseError):
        keys.destroy("2026-11", destroyable_on("2026-11") - timedelta(days=1))
    keys.destroy("2026-11", destroyable_on("2026-11"))
    with pytest.raises(UnknownKeyError):
        keys.private("2026-11")


def test_a_key_destroyed_by_another_process_is_gone_here_too(keys):
    assert keys.private("2026-12")
    KeyStore(keys.folder).destroy("2026-12", TODAY, anyway=True)
    keys.look_again()
    with pytest.raises(UnknownKeyError):
        keys.private("2026-12")


def test_an_export_opens_with_its_passphrase_only(keys, quick):
    data = key_export.export(keys, WORDS)
    with pytest.raises(WrongPassphraseError):
        key_export.confirm(keys, data, "another passphrase", TODAY)
    with pytest.raises(WrongPassphraseError):
        key_export.confirm(keys, data[:-1], WORDS, TODAY)
    with pytest.raises(BadInputError):
        key_export.export(keys, "short")


def test_set_up_is_complete_only_with_an_export_of_every_key(keys, quick):
    assert key_export.confirmed_on(keys) is None
    data = key_export.export(keys, WORDS)
    key_export.confirm(keys, data, WORDS, TODAY)
    assert key_export.confirmed_on(keys) == TODAY
    keys.ring(date(2026, 12, 1))
    assert key_export.confirmed_on(keys) is None
    with pytest.raises(ConflictError):
        key_export.confirm(keys, data, WORDS, TODAY)


def test_destroying_a_key_asks_for_no_new_export(keys, quick):
    key_export.confirm(keys, key_export.export(keys, WORDS), WORDS, TODAY)
    keys.destroy("2026-11", destroyable_on("2026-11"))
    assert key_export.confirmed_on(keys) == TODAY


def test_an_export_brings_keys_to_another_machine(keys, quick, tmp_path):
    other = KeyStore(tmp_path / "other")
    assert key_export.restore(other, key_export.export(keys, WORDS), WORDS) > 15
    assert other.private("2027-03").private_numbers() == keys.private("2027-03").private_numbers()
    assert other.ring(TODAY).data == keys.ring(TODAY).data


def test_an_export_of_another_organisation_is_refused(keys, quick, tmp_path):
    other = KeyStore(tmp_path / "other")
    other.create("other", TODAY)
    with pytest.raises(ConflictError):
        key_export.restore(other, key_export.export(keys, WORDS), WORDS)


def test_each_backup_has_its_own_key_and_old_ones_lose_theirs(keys):
    first = backup_keys.key(keys, TODAY, "a")
    assert first != backup_keys.key(keys, TODAY, "b")
    assert first != backup_keys.key(keys, TODAY + timedelta(days=1), "a")
    assert first == backup_keys.key(keys, TODAY, "a")
    backup_keys.forget(keys, TODAY + timedelta(days=60))
    assert first == backup_keys.key(keys, TODAY, "a")
    backup_keys.forget(keys, TODAY + timedelta(days=61))
    with pytest.raises(UnreadableBackupError):
        backup_keys.key(keys, TODAY, "a")


def test_forgetting_keeps_the_keys_of_later_backups(keys):
    later = TODAY + timedelta(days=50)
    backup_keys.key(keys, TODAY, "a")
    held = backup_keys.key(keys, later, "b")
    backup_keys.forget(keys, TODAY + timedelta(days=90))
    assert backup_keys.key(keys, later, "b") == held


def test_the_ring_says_nothing_but_public_keys(keys):
    body = json.loads(keys.ring(TODAY).data)
    assert set(body) == {"v", "org", "version", "issued", "keys"}
    assert {key for entry in body["keys"] for key in entry} == {"id", "pub"}
