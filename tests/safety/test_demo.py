"""The demo shows warnings, reports whose texts can be opened, and one missed check-in."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import load_der_private_key
from sqlalchemy import Connection

from outreach.database import transaction
from outreach.demo import dangers, town
from outreach.demo.filling import fill
from outreach.installation import make_organisation
from outreach.privacy.encoding import unb64
from outreach.privacy.sealing import SUITE, lp
from outreach.safety import alerts, checkins, incidents, team_keys, wording
from outreach.sync import store
from outreach.team import devices
from outreach.team.meta import meta

TODAY = date(2026, 11, 20)


def told(conn: Connection, one: incidents.Sealed) -> str:
    """A text, opened as a browser does it."""
    kept = json.loads(team_keys.by_uid(conn, one.key).wrapped)
    key = hashlib.pbkdf2_hmac("sha256", dangers.PASSPHRASE.encode(), unb64(kept["salt"]), kept["rounds"])
    raw = AESGCM(key).decrypt(unb64(kept["iv"]), unb64(kept["wrapped"]), lp(kept["pub"]))
    info = lp("outreach/team/v1") + lp(meta(conn, "org")) + lp(one.key)
    text: str = json.loads(SUITE.decrypt(one.sealed, load_der_private_key(raw, None), info))
    return text


def test_everything_that_a_coordinator_may_meet_is_there(app: Any, clock: Any) -> None:
    make_organisation(app)
    with app.app_context():
        with transaction() as conn:
            phones = fill(conn, 1, TODAY)
            for phone in phones:
                devices.change(conn, phone.id, status="active")
        dangers.endanger(phones, 1, TODAY)
        with transaction() as conn:
            assert (len(alerts.now(conn, TODAY)), len(alerts.old(conn, TODAY))) == (3, 2)
            assert [one.state for one in checkins.waiting(conn, TODAY, None)] == ["missed"]
            found = incidents.listed(conn, None)
            texts = [told(conn, one) for one in incidents.sealed_texts(conn, None, {one.id for one in found})]
            assert len(found) == len(dangers.REPORTS)
            assert set(texts) == {report[-1] for report in dangers.REPORTS if report[-1]}
            assert store.waiting_counts(conn) == {}


def test_the_demos_own_warnings_point_to_nobody() -> None:
    names = [zone.name for zone in town.ZONES]
    for _kind, title, text, *_rest in dangers.WARNINGS:
        assert (len(title) <= 40, len(text) <= 200, wording.doubts(title, text, names)) == (True, True, [])
