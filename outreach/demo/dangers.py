"""Warnings on the demo's phones, a team key for each team, reports of harm, and a check-in that was missed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import Connection

from ..database import reading, transaction
from ..privacy.encoding import b64, unb64
from ..privacy.points import point, public_key
from ..privacy.sealing import SUITE, lp, pad
from ..safety import alerts, team_keys
from ..team.meta import meta
from .filling import Phone
from .late import send

PASSPHRASE = "eastmere demo lantern copper willow"  # noqa: S105 - printed by the command: nothing in the demo is real
ROUNDS = 600_000
# kind, title, text, places of zones in town.ZONES, published so many days ago, holds until so many days from today
WARNINGS: tuple[tuple[str, str, str, tuple[int, ...], int, int], ...] = (
    ("stock_out", "No fentanyl strips until Tuesday", "The order is late. The office keeps some.", (), 34, -27),
    ("police", "Bag searches by the station", "North side, evenings. Go round by the mill.", (0,), 20, -6),
    ("police", "Checks at the old docks", "From ten at night. Nobody was taken so far.", (2, 4), 3, 2),
    (
        "bad_date", "Robbed after paying", "Paid, then threatened with a knife and took the money back. Dark van. Go "
        "in pairs, tell somebody the place.", (0, 3), 2, 12,
    ),
    (
        "supply", "Very strong pills, Station North", "Blue, with a crown. Three overdoses since the weekend. Go slow, "
        "not alone, keep naloxone near.", (), 1, 4,
    ),
)  # fmt: skip
# phone, days ago, zone, about, types, yes to (team, alert, support, police), text
REPORTS: tuple[tuple[int, int, int, str, tuple[str, ...], str, str], ...] = (
    (0, 2, 0, "participant", ("robbery", "threat"), "yy--", "Paid first, then showed a knife and took the money back. "
     "Dark van, two seats. Went off towards the ring road."),
    (0, 9, 3, "participant", ("police_stop",), "----", ""),
    (1, 12, 2, "participant", ("client_refused_pay",), "y-y-", "Refused to pay afterwards and laughed. Wants to talk "
     "to somebody, not to the police."),
    (3, 26, 4, "worker", ("needlestick",), "y-y-", "Stuck through the glove while picking up. Washed at once, went "
     "to the clinic the same night."),
    (6, 33, 1, "participant", ("violence",), "-yy-", ""),
    (9, 47, 5, "team", ("threat",), "yy-y", "Shouted at the van and kicked the door. Left when we started the engine."),
)  # fmt: skip
MISSED = 4  # the phone whose worker did not answer in the night before


def warn(conn: Connection, today: date) -> None:
    """The warnings, as a coordinator published them one after the other."""
    for kind, title, text, zones, ago, left in WARNINGS:
        day = today - timedelta(days=ago)
        alerts.publish(
            conn, kind, title, text, [zone + 1 for zone in zones], day, today + timedelta(days=left)
        )


def make_keys(conn: Connection, phones: Sequence[Phone], seed: int, today: date) -> None:
    """A key for each team, all under PASSPHRASE, with a backup taken."""
    for team in sorted({phone.team for phone in phones}):
        uid, wrapped = _key(seed, team)
        team_keys.add(conn, team, uid, wrapped, today - timedelta(days=300))
        team_keys.note_saved(conn, uid, today - timedelta(days=299))


def report(phones: Sequence[Phone], seed: int, today: date) -> None:
    """What phones sealed and sent: reports of harm, and a check-in that nobody answered."""
    with reading() as conn:
        org = str(meta(conn, "org"))
    for number, (place, ago, zone, about, types, yes, text) in enumerate(REPORTS):
        phone, day = phones[place], today - timedelta(days=ago)
        uid, wrapped = _key(seed, phone.team)
        sealed = [uid, b64(_sealed(org, uid, wrapped, text))] if text else None
        record: list[Any] = [
            "incident", 1, str(day), 3, zone + 1, about, list(types), [sign == "y" for sign in yes], sealed,
        ]  # fmt: skip
        send(phone, [record], f"harm {seed} {number}", today)
    send(
        phones[MISSED],
        [["checkin", 1, str(today - timedelta(days=1)), 3, 4, "missed"]],
        f"alone {seed}",
        today,
    )


def endanger(phones: Sequence[Phone], seed: int, today: date) -> None:
    """All of it."""
    with transaction() as conn:
        warn(conn, today)
        make_keys(conn, phones, seed, today)
    report(phones, seed, today)


def _sealed(org: str, uid: str, wrapped: str, text: str) -> bytes:
    """As privacy/team.js seals it."""
    plain = pad(json.dumps(text, ensure_ascii=False).encode(), narrative=True)
    info = lp("outreach/team/v1") + lp(org) + lp(uid)
    return SUITE.encrypt(plain, public_key(unb64(team_keys.public_of(wrapped))), info)


@cache
def _key(seed: int, team: int) -> tuple[str, str]:
    """Id and wrapped key of a team, as the coordinator's browser would make them; the same for the same seed."""
    rng = Random(f"team key {seed} {team}")
    private = ec.derive_private_key(rng.getrandbits(255) + 1, ec.SECP256R1())
    pub, salt, iv = b64(point(private.public_key())), rng.randbytes(16), rng.randbytes(12)
    raw = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    key = hashlib.pbkdf2_hmac("sha256", PASSPHRASE.encode(), salt, ROUNDS)
    kept = {"v": 1, "pub": pub, "salt": b64(salt), "rounds": ROUNDS, "iv": b64(iv)}
    kept["wrapped"] = b64(AESGCM(key).encrypt(iv, raw, lp(pub)))
    return str(UUID(int=rng.getrandbits(128), version=4)), json.dumps(kept, separators=(",", ":"))
