"""Who may see what: teams, members, sessions, devices, enrolments, and the audit chain."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class Team(db.Model):
    """Workers and coordinators who see each other's rows."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class Member(db.Model):
    """Somebody who signs in at the desk. Workers have no account: their phone is enrolled instead."""

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    name: Mapped[str] = mapped_column(String(60))
    login: Mapped[str] = mapped_column(String(120), unique=True)
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str] = mapped_column(String(255))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_last: Mapped[int] = mapped_column(default=0)  # last used 30-second step: a code works once
    active: Mapped[bool] = mapped_column(default=True)
    __table_args__ = (
        CheckConstraint("role in ('coordinator', 'administrator', 'funder')", name="role"),
        CheckConstraint("role <> 'coordinator' or team_id is not null", name="coordinator_team"),
    )


class RecoveryCode(db.Model):
    """A one-time code for a lost second factor; only its keyed hash is stored, and it is deleted when used."""

    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)


class Session(db.Model):
    """A signed-in browser; only the hash of its cookie is stored."""

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    fresh_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))  # last time the password was given


class Attempt(db.Model):
    """Failed tries per key (a keyed hash of login or address), for the rate limit of all web processes."""

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]


class Device(db.Model):
    """A phone. The store keeps days, never times: a time would place a worker in a street at night."""

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(8), default="pending")
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    ref_token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    enrolled_on: Mapped[date]
    proof_on: Mapped[date | None]  # day of the last sync that the server answered
    revoked_on: Mapped[date | None]
    lost_since: Mapped[date | None]  # what arrived from this day on waits in quarantine
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))  # "same phone", enrolled again
    next_n: Mapped[int] = mapped_column(default=1)  # as the phone itself reported it
    top_n: Mapped[int] = mapped_column(default=0)  # the highest n that arrived
    left: Mapped[int] = mapped_column(default=0)  # unsent items that the phone itself reported
    acked_seq: Mapped[int] = mapped_column(default=0)
    held_count: Mapped[int] = mapped_column(default=0)
    held_digest: Mapped[bytes] = mapped_column(LargeBinary(32), default=bytes(32))
    clone: Mapped[bool] = mapped_column(default=False)
    day_on: Mapped[
        date | None
    ]  # the day that `day_items` counts: new items of this phone, for its daily limit
    day_items: Mapped[int] = mapped_column(default=0)
    app_version: Mapped[str | None] = mapped_column(String(16))
    __table_args__ = (CheckConstraint("status in ('pending', 'active', 'revoked')", name="status"),)


class Enrolment(db.Model):
    """A one-time link for a phone: 10 minutes, single use, confirmed by six digits."""

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    device_name: Mapped[str] = mapped_column(String(40))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    device_id: Mapped[int | None] = mapped_column(
        ForeignKey("device.id")
    )  # set when a phone has used the link
    digits_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    tries: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[bool] = mapped_column(default=False)


class Audit(db.Model):
    """Hash-chained log: each row's hash covers the one before. Holds digests and words, never payloads."""

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    actor: Mapped[str] = mapped_column(String(40))  # "member:3", "command", "device"
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(120))
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)


class Meta(db.Model):
    """Facts about this organisation and store: org, org_name, epoch, durable_seq, last_backup_on …"""

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(2000))


Index("ix_audit_action", Audit.action, Audit.id)
