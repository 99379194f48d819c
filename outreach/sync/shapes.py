"""The shapes on the wire. Strict: nothing is converted, nothing unknown is let through.

A batch is checked in two steps, because one malformed item must not refuse the others.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from .rules import MOST_N

MOST_ITEMS = 100
MOST_RAW = 256 * 1024
MOST_INFLATED = 1024 * 1024
BATCH_TYPE = "application/outreach-batch+json"
ACK_TYPE = "application/outreach-ack+json"

UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
UUID4 = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
Uuid = Annotated[str, StringConstraints(pattern=UUID)]
Uuid4 = Annotated[str, StringConstraints(pattern=UUID4)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Epoch = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Nonce = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
B64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")]
KeyId = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Shape(BaseModel):
    """Strict types, no fields beside those named."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Held(Shape):
    """Running count and XOR of all items of a phone that a server stored, as each side keeps it."""

    count: Count
    digest: Digest


class Item(Shape):
    """One sealed record. `device` is the phone it was sealed for, `n` that phone's counter."""

    device: Uuid
    id: Uuid4
    n: Annotated[int, Field(ge=1, le=MOST_N)]
    key_id: KeyId
    v: Annotated[int, Field(ge=1, le=99)]
    env: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$", min_length=200, max_length=12_000)]


class Batch(Shape):
    """A push. `held` is what the phone has proof of, `left` what stays unsent after it, `next_n` its counter."""

    by_phone: ClassVar[bool] = True
    v: Literal[1]
    device: Uuid
    nonce: Nonce
    epoch: Epoch | None
    acked_seq: Count
    held: Held
    left: Count
    next_n: Annotated[int, Field(ge=1, le=MOST_N + 1)]
    items: Annotated[list[Any], Field(max_length=MOST_ITEMS)]
    app: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.+-]{1,16}$")] | None = None


class RescueFile(Shape):
    """What a phone saves when it cannot sync: sealed items, exactly as it would send them."""

    format: Literal["outreach-rescue"]
    v: Literal[1]
    org: Uuid
    device: Uuid
    items: Annotated[list[Any], Field(max_length=20_000)]


class Result(Shape):
    """What became of one item. `device` only where it is not the sender; `code` where there is a reason."""

    n: int | None
    device: str | None = None
    status: Literal["stored", "duplicate", "conflict", "quarantined", "rejected"]
    seq: int | None
    sha256: Digest | None
    code: str | None = None


class Ack(Shape):
    """The answer to a push. `gaps`: numbers below `next_n` that never arrived (at most 500 are listed)."""

    v: Literal[1]
    nonce: Nonce
    epoch: Epoch
    durable_seq: Count
    results: list[Result]
    gaps: list[int]
    held: Held
    cmd: Literal["lock", "wipe", "enrol"] | None = None


class EnrolRequest(Shape):
    """The one-time secret of an enrolment link."""

    v: Literal[1]
    secret: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,64}$")]


class EnrolReply(Shape):
    """All that a phone needs to seal and to send. `digits` are shown to the coordinator."""

    v: Literal[1]
    org: Uuid
    org_name: str
    device: Uuid
    token: str
    ref_token: str
    signing_key: B64
    ring: B64
    sig: B64
    digits: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class Problem(Shape):
    """Any answer that is not 2xx or 304: a code for programs, words for people."""

    error: str
    message: str
