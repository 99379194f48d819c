"""`outreach report template`: how a kind of report is made, as a file."""

from __future__ import annotations

from pathlib import Path

import click

from ...database import reading, transaction
from ...errors import BadInputError
from ...team import audit
from ..command_line import person
from . import files, store


@click.command()
@click.argument("number", type=int, required=False)
@click.option(
    "--from", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="As printed."
)
@click.option("--as", "login", help="Sign-in name of the person who adds or changes it.")
def template(number: int | None, file: Path | None, login: str | None) -> None:
    """Prints template NUMBER as JSON; with --from adds the one in the file, or changes NUMBER into it.

    Its calendar says when drafts are made by themselves. Number 0 is the one that every programme has.
    """
    if file is None:
        with reading() as conn:
            click.echo(files.to_json(store.template(conn, number or 0)))
        return
    if not login:
        raise click.UsageError("Say who does this: --as NAME")
    if number == 0:
        raise BadInputError("Template 0 stays as it is. Leave the number away to add one of your own.")
    me = person(login)
    try:
        text = file.read_text("utf-8")
    except ValueError:
        raise BadInputError(f"{file} is not UTF-8 text.") from None
    with transaction() as conn:
        if number:
            store.template(conn, number)  # or there is none
        one = files.from_json(conn, text, number or 0)
        kept = store.save(conn, one, store.version(conn, number or 0))
        audit.record(conn, f"member:{me}", "saved report template", f"template {kept} at the command line")
    click.echo(f"Template {kept}: {one.name}. {one.calendar.words}.")


commands = [template]
