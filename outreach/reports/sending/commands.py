"""Commands for what leaves the house: an edition on its way to a DHIS2 server, and the sheet for the wall."""

from __future__ import annotations

from pathlib import Path

import click

from ...clock import now
from ...database import reading, transaction
from ...errors import ConflictError
from ...team import audit
from ...wording import LANGUAGES
from ..build import today
from ..command_line import person
from ..content.rules import PAPERS
from ..files import check_place, write
from ..funders import sheet_page
from . import outgoing_pages, store
from . import push as pushing

NUMBER = click.argument("number", type=int)


@click.command()
@NUMBER
@click.option("--server", required=True, help="Its name, as on the page “Sent from here”.")
@click.option("--dry-run", is_flag=True, help="The server says what it would do, and changes nothing.")
@click.option("--as", "login", required=True, help="Sign-in name of the person who does this.")
def push(number: int, server: str, dry_run: bool, login: str) -> None:
    """Sends a published edition to a DHIS2 server, and tells what the server says."""
    me = person(login)
    with transaction() as conn:
        found = store.server_named(conn, server)
        outgoing_pages.edition_for(conn, found, number)
        asked = store.ask_push(conn, found.id, number, dry_run, me, today(), now())
        done = "tried on DHIS2" if dry_run else "sent to DHIS2"
        audit.record(conn, f"member:{me}", done, f"edition {number} to server {found.id}")
    pushing.make(asked)
    with reading() as conn:
        told = next(outgoing_pages.told(row) for row in store.pushes(conn) if row.id == asked)
    for thing, wrong in told.conflicts:
        click.echo(f"  {thing}: {wrong}", err=True)
    said = f"{told.state.capitalize()}. {told.words}"
    if told.kind != "ok":
        raise ConflictError(said)
    click.echo(said)


@click.command()
@NUMBER
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write."
)
@click.option("--language", type=click.Choice(tuple(LANGUAGES)), default="en", show_default=True)
@click.option("--paper", type=click.Choice(PAPERS, case_sensitive=False), default="A4", show_default=True)
@click.option("--force", is_flag=True, help="Write over a file that exists.")
def sheet(number: int, out: Path, language: str, paper: str, force: bool) -> None:
    """The page to give back of a published public edition, for the wall."""
    check_place(out, force)
    data = sheet_page.made(number, language, paper)
    with transaction() as conn:
        audit.record(conn, "command", "downloaded give-back sheet", f"edition {number}")
    write(out, data)
    click.echo(f"{out} ({max(1, len(data) // 1024)} KB).")


commands = [push, sheet]
