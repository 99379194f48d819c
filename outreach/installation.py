"""What a server needs before it can start: a private folder, a secret, its keys, its tables. All may be run again."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from uuid import uuid4

from flask import Flask

from . import clock, migrations
from .database import transaction
from .privacy.files import write_new
from .privacy.keys import KeyStore
from .referrals import store as referrals
from .supplies import store as supplies
from .team.meta import set_meta_once

PRIVATE_UMASK = 0o077


def make_private_folder(folder: Path) -> None:
    """`folder` for this user only, and everything made from now on too; closes what was left open."""
    os.umask(PRIVATE_UMASK)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o700 if path.is_dir() else 0o600)


def make_secret(folder: Path) -> None:
    """Draws the secret that signs forms and cookies, unless there is one."""
    write_new(folder / "secret", secrets.token_urlsafe(48).encode() + b"\n")


def make_tables(app: Flask) -> None:
    """Brings the store to the newest tables."""
    migrations.upgrade(app.config["SQLALCHEMY_DATABASE_URI"])


def make_organisation(app: Flask) -> None:
    """Gives the organisation its identity, its keys, the catalogue and the referral types, unless it has them."""
    with app.app_context(), transaction() as conn:
        org = set_meta_once(conn, "org", str(uuid4()))
        set_meta_once(conn, "org_name", "Outreach programme")
        set_meta_once(conn, "epoch", secrets.token_hex(16))
        supplies.fill_catalogue(conn)
        referrals.fill_taxonomy(conn)
    today = clock.programme_day(app.config["TIMEZONE"], app.config["DAY_ENDS_HOUR"])
    KeyStore(Path(app.instance_path) / "keys").create(org, today)


def empty_store() -> None:
    """Takes everything out of the store but the organisation's identity. For a demo that was cut off."""
    with transaction() as conn:
        for table in reversed(migrations.TABLES.sorted_tables):
            if table.name != "meta":
                conn.execute(table.delete())
