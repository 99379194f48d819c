"""Commands about words: `outreach words update`, `check` and `fill`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .. import wording
from . import catalogue


@click.group()
def words() -> None:
    """The words of the phone app and their translations."""


@words.command("update")
def update() -> None:
    """Brings every gettext file up to date with the English words. No translation is lost."""
    changed = [
        f"{lang}/{name}" for lang, name in catalogue.languages_and_domains() if catalogue.update(lang, name)
    ]
    click.echo(
        f"{len(changed)} files changed: {', '.join(changed)}" if changed else "All files are up to date."
    )


@words.command("check")
def check() -> None:
    """Says what is not translated and what is wrong."""
    looks = (catalogue.stale, catalogue.missing, catalogue.wrong)
    found = [line for pair in catalogue.languages_and_domains() for look in looks for line in look(*pair)]
    for line in found:
        click.echo(line)
    for pair in catalogue.languages_and_domains():
        for line in catalogue.long(*pair):
            click.echo(f"To look at: {line}")
    if found:
        sys.exit(1)
    click.echo("Everything is translated.")


@words.command("fill")
@click.argument("lang", type=click.Choice(wording.TRANSLATED))
@click.argument("domain")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def fill(lang: str, domain: str, file: Path) -> None:
    """Puts translations from a JSON file ({key: text}) into a gettext file."""
    if domain not in wording.domains():
        raise click.ClickException(f"There are no words called {domain}.")
    filled = json.loads(file.read_text("utf-8"))
    known = {key for key, _ in wording.flat(wording.source(domain))}
    unknown = sorted(filled.keys() - known)
    if unknown:
        raise click.ClickException(f"No message has these keys: {', '.join(unknown)}.")
    catalogue.update(lang, domain, filled)
    click.echo(f"{len(filled)} messages are in {lang}/{domain}.po.")


commands = [words]
