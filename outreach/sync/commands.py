"""Commands for those who run the server: backups, keys, and what is erased in time."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click
from flask import current_app

from ..clock import programme_day
from ..database import reading, transaction
from ..errors import BadInputError
from ..figures import sealing
from ..privacy import key_export
from ..privacy.current import keys, opener
from ..privacy.keys import destroyable_on
from ..team import audit, devices
from . import backup, make_vectors, quarantine, retention, store

_file = click.Path(path_type=Path, dir_okay=False)
_held = click.Path(path_type=Path, dir_okay=False, exists=True)


def today() -> date:
    """The programme's date."""
    return programme_day(current_app.config["TIMEZONE"], current_app.config["DAY_ENDS_HOUR"])


def folder() -> Path:
    """Where backups lie unless another place is named."""
    return Path(current_app.instance_path) / "backups"


@click.group("backup")
def backup_group() -> None:
    """Make, check and put back encrypted backups."""


@backup_group.command("make")
@click.option("--folder", "place", type=click.Path(path_type=Path, file_okay=False), help="Another folder.")
def make_backup(place: Path | None) -> None:
    """Writes an encrypted backup; phones may forget what it covers after seven days."""
    made = backup.make(place or folder(), keys(), today())
    gone = backup.tidy(place or folder(), keys(), today())
    click.echo(
        f"{made.path} covers receipts up to {made.seq}." + (f" {gone} old ones deleted." if gone else "")
    )


@backup_group.command("check")
@click.argument("path", type=_held)
def check_backup(path: Path) -> None:
    """Reads a backup to its last byte and tests what is in it."""
    click.echo(f"This backup is sound. Its latest receipt is {backup.check(path, keys())}.")


@backup_group.command("restore")
@click.argument("path", type=_held)
@click.confirmation_option(prompt="This replaces everything in the store. Is the server stopped?")
def restore_backup(path: Path) -> None:
    """Puts a backup in place of the store. Phones then send again what they keep."""
    newest = backup.restore(path, keys())
    click.echo(f"Restored up to receipt {newest}. Run `outreach migrate`, then start the server again.")


@click.group("keys")
def keys_group() -> None:
    """Export, confirm, bring back and destroy keys."""


def _passphrase(again: bool) -> str:
    given = os.environ.get("OUTREACH_PASSPHRASE")  # for programs; a person is asked
    return given or str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=again))


@keys_group.command("export")
@click.argument("path", type=_file)
def export_keys(path: Path) -> None:
    """Writes all keys into one passphrase-encrypted file. Keep it away from this machine."""
    if path.exists():
        raise BadInputError("That file exists already. Choose another name.")
    data = key_export.export(keys(), _passphrase(again=True))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    with transaction() as conn:
        audit.record(conn, "command", "exported keys", "passphrase-encrypted file")
    click.echo("Written. Take it away from here, then show that it opens: outreach keys confirm FILE")


@keys_group.command("confirm")
@click.argument("path", type=_held)
def confirm_export(path: Path) -> None:
    """Shows that an export opens and holds every key."""
    key_export.confirm(keys(), path.read_bytes(), _passphrase(again=False), today())
    with transaction() as conn:
        audit.record(conn, "command", "confirmed an export of keys", "it opens and is complete")
    click.echo("This export opens and holds every key.")


@keys_group.command("import")
@click.argument("path", type=_held)
def import_keys(path: Path) -> None:
    """Brings back keys of an export that are missing here, and reads what waited for them."""
    count = key_export.restore(keys(), path.read_bytes(), _passphrase(again=False))
    click.echo(f"{count} files brought back.")


@keys_group.command("destroy")
@click.argument("month")
@click.option("--anyway", is_flag=True, help="Also a key that phones may still need.")
def destroy_key(month: str, anyway: bool) -> None:
    """Destroys a month's private key: nothing sealed to it can be opened again. MONTH is like 2026-01."""
    if month in keys().months() and anyway and today() < destroyable_on(month):
        with reading() as conn:
            late = [phone.name for phone in devices.unproven_since(conn, destroyable_on(month))]
        click.echo("Phones whose last proof is older, and what they may still hold would be lost:")
        click.echo("\n".join(f"  {name}" for name in late) or "  none")
        click.confirm("Destroy it anyway?", abort=True)
    keys().destroy(month, today(), anyway=anyway)
    opener().forget()
    with transaction() as conn:
        audit.record(conn, "command", "destroyed a key", f"month {month}")
    click.echo(f"The key of {month} is destroyed. Exports that hold it should be destroyed too.")


@click.command("tidy")
def tidy() -> None:
    """Daily: erases sealed bodies, old backups and old contacts; makes the key ring longer."""
    keys().ring(today())
    erased = retention.erase_bodies(today())
    gone = backup.tidy(folder(), keys(), today())
    click.echo(f"{erased} sealed bodies and {gone} old backups erased.")
    for month in sealing.erase_old_rows_now():
        click.echo(f"The contacts of {month} are erased; its totals are sealed.")


@click.command("retry-quarantine")
def retry() -> None:
    """Looks again at what waits because a key, a rule or a place was missing."""
    with transaction() as conn:
        waiting = {device for device, _ in store.waiting_counts(conn)}
        counted = sum(
            quarantine.release(conn, device, quarantine.MENDABLE, today()) for device in sorted(waiting)
        )
    click.echo(f"{counted} items count now.")


@click.command("make-vectors", hidden=True)
def vectors() -> None:
    """Writes the protocol's test vectors; unchanged code writes the same bytes."""
    make_vectors.write()


commands = [backup_group, keys_group, tidy, retry, vectors]
