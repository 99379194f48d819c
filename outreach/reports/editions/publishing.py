"""The last step: an approved edition is frozen, drawn, attacked as an outsider would, and only then published."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from ...database import reading, transaction
from ...errors import ConflictError, NotPublishedError
from ...team import audit
from .. import build
from ..content.document import Document, from_json
from . import life, making, standing
from . import store as editions
from .making import Beat, Say

PASSED_BY = (
    "Another report was published in this moment. Press Publish again: the attack is made anew, with it."
)
KEPT = "Nothing went out and nothing is lost."
BESIDE = "A funder who holds its own report beside this one could do it."
AGAIN = "Make the draft again; if that does not help, choose fewer tables or a larger threshold."
DIFFERENCE = (
    "Whoever holds the old edition could work something out from the difference. Put this correction aside: what it "
    "would have said is told in the next report."
)


def publish(number: int, member: int, say: Say, alive: Beat, work: int | None = None) -> None:
    """Publishes an approved edition, or raises what stands in the way; then nothing has changed.

    `work` is the number of the long work that does it. Raises ConflictError when it may not be published (any more),
    NotPublishedError when a proof failed.
    """
    today = build.today()
    with reading() as conn:
        row = editions.edition(conn, number)
        why = life.why_not_publish(standing.read(conn, row, member, today, work))
        if why:
            raise ConflictError(why)
        seen = editions.ledger_numbers(conn, editions.EVERYTHING)
        document = frozen(conn, row, today)
    say("Freezing the figures")
    pdf = making.drawn(document, editions.wish_of(row), say, alive)
    file = making.read_file(pdf)
    say("Attacking it as an outsider would")
    proof = attacked(row.audience, pdf, alive) | {"file": file}
    if not life.passed(proof):
        raise NotPublishedError(refusal(proof, correction=row.corrects_id is not None))
    with transaction() as conn:
        _freeze(conn, row, document, pdf, proof, member, today, seen)


def frozen(conn: Connection, row: Row[Any], today: date) -> Document:
    """The edition as it goes out: the approved draft word for word and number for number, with the day."""
    approved = from_json(row.document)
    about = {
        **approved.about,
        "state": "published",
        "published": today.isoformat(),
        "earlier": len(editions.ledger_numbers(conn, row.audience)),
        "head": audit.head(conn).hex(),
    }
    return dataclasses.replace(approved, about=about)


def attacked(audience: str, pdf: bytes, alive: Beat) -> dict[str, Any]:
    """What an outsider who holds everything this audience holds could work out, without any number of it.

    A public report is read by funders too: it is attacked a second time beside all that they hold, at the threshold at
    which they were told theirs.
    """
    from . import gate  # the solver takes long to load, and only the worker needs it

    with reading() as conn:
        mine, every = (editions.published_files(conn, of) for of in (audience, editions.EVERYTHING))
    proof = gate.examine(pdf, mine, alive)
    if not life.passed(proof) or len(every) == len(mine):
        return proof
    proof = gate.examine(pdf, every, alive, told_more=True)
    return proof if life.passed(proof) else proof | {"words": f"{proof['words']} {BESIDE}".strip()}


def refusal(proof: dict[str, Any], correction: bool = False) -> str:
    """Which proof failed, in words."""
    why = str(proof.get("words", ""))
    if not proof.get("found"):
        return f"Not published: that nobody can be singled out could not be proven. {why} {KEPT}"
    then = DIFFERENCE if correction else AGAIN
    return f"Not published: somebody could be singled out. {why} {KEPT} {then}"


def _freeze(
    conn: Connection, row: Row[Any], document: Document, pdf: bytes, proof: dict[str, Any], member: int,
    today: date, seen: list[int],
) -> None:  # fmt: skip
    digest = hashlib.sha256(pdf).digest()
    audit.record(conn, f"member:{member}", "published report", f"edition {row.id} sha256 {digest.hex()}")
    out = editions.publish(
        conn, row, seen, published_on=today, publisher_id=member, document=document.to_json(), pdf=pdf,
        pages=proof["file"]["pages"], pdf_sha256=digest, figures_sha256=document.digest(),
        audit_head=bytes.fromhex(document.about["head"]), code_version=document.about["code"],
        proof=json.dumps(proof, sort_keys=True),
    )  # fmt: skip
    if not out:
        raise ConflictError(PASSED_BY)
