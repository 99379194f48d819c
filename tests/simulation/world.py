"""The server side of a run: the real app over a real SQLite file, its backups and restores, and its clock."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from outreach import clock, create_app, installation, migrations
from outreach.database import db, transaction
from outreach.places import store as places
from outreach.privacy.current import keys
from outreach.privacy.points import fingerprint
from outreach.referrals import store as referrals
from outreach.supplies import store as supplies
from outreach.sync.shapes import ACK_TYPE, BATCH_TYPE
from outreach.team import devices, enrolment, meta
from outreach.team import store as team_store
from outreach.team.models import Member

START = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
SECRET = "a-secret-for-simulated-runs-0123456789abcdef"
SQUARE = [[[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]]
FILE = "outreach.sqlite"
ACK = ACK_TYPE


class World:
    """One server that is emptied for each run. `folder` should be in memory: runs are many."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "instance"
        self.folder.mkdir(parents=True)
        self._backups = folder / "backups"
        self._backups.mkdir()
        self._template = folder / "template.sqlite"
        self._eyes: sqlite3.Connection | None = None  # kept open: opening reads the whole schema each time
        migrations.upgrade(f"sqlite:///{self.folder / FILE}")
        self.app = create_app({"SECRET_KEY": SECRET, "RATE_LIMIT": False, "DATABASE_URL": ""}, self.folder)
        self.app.config.update(TESTING=True)
        self.set_time(START)
        installation.make_organisation(self.app)
        self.run(self._fill)
        self._client = self.app.test_client()
        with self.app.app_context():
            self.fingerprint = fingerprint(keys().signing_point())

    def _fill(self, conn: Any) -> None:
        self.team = team_store.team_named(conn, "North")
        who = {"team_id": self.team, "name": "Rosa", "login": "rosa", "role": "coordinator"}
        row = who | {"password_hash": "-", "totp_last": 0, "active": True}
        self.member = conn.execute(insert(Member.__table__).values(row)).inserted_primary_key[0]
        self.zone = places.save_zone(conn, "Harbour", SQUARE)
        supplies.fill_catalogue(conn)
        referrals.fill_taxonomy(conn)

    def run(self, work: Callable[..., Any], *args: Any) -> Any:
        """`work(conn, …)` in a committed transaction."""
        with self.app.app_context(), transaction() as conn:
            return work(conn, *args)

    def set_time(self, moment: datetime) -> None:
        """The server's clock stands at `moment`."""
        self.now = moment
        clock._frozen = moment

    def pass_time(self, **amount: float) -> None:
        self.set_time(self.now + timedelta(**amount))

    def remember(self) -> None:
        """Each run starts from the store as it is now."""
        self._snapshot(self._template)

    def fresh(self) -> None:
        """An empty server for the next run."""
        self.set_time(START)
        self.backups: list[tuple[datetime, Path, str]] = []
        self._put_back(self._template, "")

    def link(self) -> str:
        """The part behind # of an enrolment link."""
        secret = self.run(enrolment.offer, self.member, self.team, "Phone", self.now)
        return f"#e={secret}&f={self.fingerprint}"

    def confirm(self, device: str, former: str | None = None) -> None:
        """What the coordinator does: types the digits, and says which phone it was before."""

        def work(conn: Any) -> None:
            row = devices.by_uid(conn, device)
            devices.change(conn, row.id, status="active")
            before = devices.by_uid(conn, former) if former else None
            if before is not None:
                enrolment.succeed(conn, row.id, before.id, self.now.date())

        self.run(work)

    def send(self, device: str, token: str, body: str) -> dict[str, Any]:
        """One POST to the real view."""
        headers = {"Authorization": f"Device {device}.{token}", "X-Outreach": "1"}
        answer = self._client.post(
            "/api/v1/sync", data=body.encode(), content_type=BATCH_TYPE, headers=headers
        )
        return _response(answer)

    def enrol(self, secret: str) -> dict[str, Any]:
        return _response(
            self._client.post("/api/v1/enrol", json={"v": 1, "secret": secret}, headers={"X-Outreach": "1"})
        )

    def reference(self, device: str, token: str) -> dict[str, Any]:
        return _response(
            self._client.get("/api/v1/reference", headers={"Authorization": f"Reference {device}.{token}"})
        )

    def backup(self) -> None:
        """Reads the newest receipt number, takes the snapshot, and only then says what it covers."""
        covered = self.rows("select coalesce(max(seq), 0) from envelope")[0][0]
        path = self._backups / f"{len(self.backups)}.sqlite"
        self._snapshot(path)
        self.backups.append((self.now, path, self._high_water()))
        self.run(lambda conn: meta.set_meta(conn, "durable_seq", str(covered)))

    def restore(self, index: int, whole_disk: bool) -> None:
        """Goes back to a backup. `whole_disk`: the high-water file too, so that the server cannot notice by itself."""
        _, path, high_water = self.backups[index]
        del self.backups[index + 1 :]
        self._put_back(path, high_water if whole_disk else self._high_water())

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Looks into the store past the app: the oracle shares no code with what it judges."""
        self._eyes = self._eyes or sqlite3.connect(self.folder / FILE)
        return self._eyes.execute(query).fetchall()

    def close(self) -> None:
        self._dispose()
        clock._frozen = None

    def _dispose(self) -> None:
        if self._eyes:
            self._eyes.close()
            self._eyes = None
        with self.app.app_context():
            db.engine.dispose()

    def _high_water(self) -> str:
        path = self.folder / "high-water"
        return path.read_text() if path.exists() else ""

    def _snapshot(self, path: Path) -> None:
        source, target = sqlite3.connect(self.folder / FILE), sqlite3.connect(path)
        source.backup(target)
        source.close()
        target.close()

    def _put_back(self, path: Path, high_water: str) -> None:
        self._dispose()
        for left in (f"{FILE}-wal", f"{FILE}-shm", "high-water"):
            (self.folder / left).unlink(missing_ok=True)
        shutil.copyfile(path, self.folder / FILE)
        if high_water:
            (self.folder / "high-water").write_text(high_water)


def _response(answer: Any) -> dict[str, Any]:
    retry = answer.headers.get("Retry-After", "0")
    return {
        "status": answer.status_code,
        "type": answer.content_type or "",
        "text": answer.get_data(as_text=True),
        "retryAfter": int(retry) if retry.isdigit() else 0,
        "etag": answer.headers.get("ETag", ""),
    }
