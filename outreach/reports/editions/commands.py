"""`outreach report …`: the whole way of an edition at the command line, with the same rules as on its pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection, Row

from ...database import reading, transaction
from ...errors import BadInputError, ConflictError, NotFoundError
from ...figures.rules import parse_period
from ...team import audit
from .. import work as worker
from ..build import today
from ..command_line import Bar, person
from ..content.document import Document, from_json
from ..content.rules import PAPERS
from ..exports import dhis2
from ..exports import files as exports
from ..files import check_place, write
from ..forms import LANGUAGES
from ..sending import dhis2_mapping
from ..sending import store as delivery_store
from ..template.rules import PUBLIC
from . import life, moving, narrative, proofs, publishing, standing, starting
from . import store as editions

FORMATS: dict[str, Callable[[Document], bytes]] = {
    ".csv": lambda document: exports.to_csv(document, str(document.about.get("language", "en"))),
    ".xlsx": lambda document: exports.to_xlsx(document, str(document.about.get("language", "en"))),
    ".json": exports.to_json,
}
WHO = click.option("--as", "login", required=True, help="Sign-in name of the person who does this.")
NUMBER = click.argument("number", type=int)


@click.command("list")
def listed() -> None:
    """Reports and editions, the newest first."""
    with reading() as conn:
        rows = editions.editions(conn)
    for row in rows:
        edition = f"edition {row.number}" if row.number > 1 or row.status == life.PUBLISHED else ""
        label = parse_period(row.period).label
        click.echo(
            "  ".join(filter(None, (f"{row.id:>4}", label, row.title, row.audience, edition, _state(row))))
        )
    if not rows:
        click.echo("No report yet. Begin one: outreach report draft --period 2026Q3 --as NAME")


def _state(row: Row[Any]) -> str:
    return life.STATES[row.status][1] + (f" ({row.trouble})" if row.trouble else "")


@click.command()
def templates() -> None:
    """What a report can be made with."""
    with reading() as conn:
        for one in starting.templates(conn):
            click.echo(
                f"{one.id:>4}  {one.name}  {one.audience}  counts below {one.threshold} hidden  {one.calendar.words}"
            )


@click.command()
@click.option(
    "--template", type=int, default=0, show_default=True, help="Its number; see `outreach report templates`."
)
@click.option("--period", required=True, help="2026Q3, 2026-10, 2026H1, 2026 or 2026FY07.")
@click.option("--paper", type=click.Choice(PAPERS, case_sensitive=False), help="Default: the template's.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), help="Default: the template's.")
@WHO
def draft(template: int, period: str, paper: str | None, language: str | None, login: str) -> None:
    """Begins an edition, or makes its draft again with the figures of now."""
    me = person(login)
    with transaction() as conn:
        found = next((one for one in starting.templates(conn) if one.id == template), None)
        if found is None:
            raise NotFoundError("There is no such template. See: outreach report templates")
        wish = starting.wish_for(conn, found, period, paper or "", language or "")
        number = starting.begin(conn, found, wish, today(), me)
        row = editions.edition(conn, number)
        if row.status != life.DRAFT:
            raise ConflictError("It was sent for approval. Take it back before it is drafted again.")
        audit.record(conn, f"member:{me}", "asked for draft", f"edition {number} at the command line")
    with Bar("Draft") as bar:
        worker.draft(row, bar)
    _told(number, me)


def _told(number: int, me: int) -> None:
    """How a draft stands: the five proofs, in lines."""
    with reading() as conn:
        here = standing.read(conn, editions.edition(conn, number), me, today())
    click.echo(f"Edition {number}: {here.pages} pages.")
    for step in proofs.steps(here):
        click.echo(f"  [{'x' if step.state == 'ok' else ' '}] {step.title}. {step.words}")


@click.command()
@NUMBER
@click.argument("section", type=click.Choice(list(narrative.SECTIONS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@WHO
def text(number: int, section: str, file: Path, login: str) -> None:
    """Writes FILE (UTF-8) into a section; figures stand in it as placeholders."""
    me = person(login)
    try:
        words = narrative.clean(file.read_text("utf-8"))
    except ValueError:
        raise BadInputError(f"{file} is not UTF-8 text.") from None
    with transaction() as conn:
        row = editions.edition(conn, number)
        problems = narrative.problems(words, from_json(row.document) if row.document else None)
        for one in problems:
            click.echo(("Mend: " if one.refused else "Look: ") + one.words, err=True)
        if any(one.refused for one in problems):
            raise BadInputError("Nothing was changed.")
        editions.write(conn, row, me, {section: words})
        audit.record(conn, f"member:{me}", "wrote in report", f"edition {number}: {section}")
    with reading() as conn:
        row = editions.edition(conn, number)
    with Bar("Preview") as bar:
        worker.draft(row, bar, figures=False)
    click.echo("The preview is made.")


@click.command()
@NUMBER
@WHO
def send(number: int, login: str) -> None:
    """Sends a draft to a second person."""
    me = person(login)
    with transaction() as conn:
        moving.send(conn, editions.edition(conn, number), me, today())
    click.echo("It waits for a second person.")


@click.command()
@NUMBER
@WHO
def approve(number: int, login: str) -> None:
    """Approves an edition as a second person, who gives their own password."""
    me = person(login)
    with transaction() as conn:
        moving.approve(conn, editions.edition(conn, number), me, today())
    click.echo(f"Approved. Publish it: outreach report publish {number} --as NAME")


@click.command()
@NUMBER
@WHO
def back(number: int, login: str) -> None:
    """Takes back what was sent or approved; it is a draft again."""
    me = person(login)
    with transaction() as conn:
        moving.take_back(conn, editions.edition(conn, number), me)
    click.echo("It is a draft again. Nothing of it was lost.")


@click.command()
@NUMBER
@WHO
def drop(number: int, login: str) -> None:
    """Puts a report that is not out aside; at the desk it can be taken up again."""
    me = person(login)
    with transaction() as conn:
        moving.drop(conn, editions.edition(conn, number), me)
    click.echo("It is put aside.")


@click.command()
@NUMBER
@WHO
def publish(number: int, login: str) -> None:
    """Freezes an approved edition, attacks the finished file, and publishes it if nothing is found."""
    me = person(login)
    with Bar("Publishing") as bar:
        publishing.publish(number, me, bar.say, bar.go_on)
    with reading() as conn:
        out = editions.published(conn, number)
    click.echo(f"Published. SHA-256 of the file: {bytes(out.pdf_sha256).hex() if out else ''}")


@click.command()
@NUMBER
@click.option("--reason", required=True, help="What changed, and why; it is printed.")
@click.option("--words-only", is_flag=True, help="Keep every figure as it was.")
@WHO
def correct(number: int, reason: str, words_only: bool, login: str) -> None:
    """Begins a corrected edition of a published report."""
    me = person(login)
    with transaction() as conn:
        new = moving.correct(conn, editions.edition(conn, number), me, today(), reason, words_only)
    with reading() as conn:
        row = editions.edition(conn, new)
    with Bar("Draft") as bar:
        worker.draft(row, bar)
    _told(new, me)


@click.command()
@NUMBER
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help=".pdf .csv .xlsx .json"
)
@click.option("--dhis2", "server", help="Name of a DHIS2 server: then --out is what would be sent to it.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
def save(number: int, out: Path, server: str | None, force: bool) -> None:
    """Writes an edition to a file; its ending says in which form."""
    check_place(out, force)
    with transaction() as conn:
        row = editions.edition(conn, number)
        data = _data(conn, row, out.suffix.lower(), server)
        audit.record(conn, "command", "downloaded report", f"edition {number} as {out.suffix.lower()}")
    write(out, data)
    kind = "" if row.status == life.PUBLISHED else " A draft, not for publication."
    click.echo(f"{out} ({max(1, len(data) // 1024)} KB).{kind}")


def _data(conn: Connection, row: Row[Any], suffix: str, server: str | None) -> bytes:
    out = editions.published(conn, row.id)
    frozen = out.document if out is not None else row.document
    if frozen is None:
        raise NotFoundError("There is no draft yet.")
    document = from_json(frozen)
    if server is not None:
        return _payload(conn, row, document, server)
    if suffix == ".pdf":
        return bytes(out.pdf) if out is not None else worker.draft_file(row.id, frozen).read_bytes()
    if suffix not in FORMATS:
        raise BadInputError("The file ends in .pdf, .csv, .xlsx or .json.")
    return FORMATS[suffix](document)


def _payload(conn: Connection, row: Row[Any], document: Document, name: str) -> bytes:
    server = delivery_store.server_named(conn, name)
    if row.audience not in (PUBLIC, server.audience):
        raise NotFoundError("This report is for somebody else than the owner of this server.")
    return json.dumps(dhis2.to_dhis2(document, dhis2_mapping.from_text(server.mapping)), indent=1).encode()


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """Says which edition FILE is, or that it is not ours."""
    digest = hashlib.sha256(file.read_bytes()).digest()
    with reading() as conn:
        row = editions.by_hash(conn, digest)
        newer = editions.corrected_by(conn, row.edition_id) if row else None
    if row is None:
        raise NotFoundError("This is not an edition that was published here.")
    click.echo(
        f"{row.title}, {parse_period(row.period).label}, edition {row.number}, published {row.published_on}."
    )
    if newer:
        click.echo("A corrected edition was published since.")


commands = [listed, templates, draft, text, send, back, approve, publish, correct, drop, save, verify]
