"""Commands about figures: `outreach figures check` and `outreach figures rebuild`."""

from __future__ import annotations

import sys

import click

from ..database import transaction
from . import rebuild as rebuilding
from . import sealing


@click.group()
def figures() -> None:
    """The figures kept up to date with every record: prove them, or compute them again."""


@figures.command("check")
def check() -> None:
    """Proves that every figure agrees with the contacts, and every sealed month with its digest."""
    with transaction() as conn:
        found = rebuilding.check(conn)
        broken = sealing.broken(conn)
    for compared in found:
        state = "agree" if not compared.wrong else f"{compared.wrong:,} WRONG"
        click.echo(f"{compared.table:<15} {compared.rows:>10,} rows  {state}")
    for month in broken:
        click.echo(f"{month}: its sealed totals were changed")
    if broken or any(compared.wrong for compared in found):
        click.echo("The figures do not agree. `outreach figures rebuild` computes them again.")
        sys.exit(1)
    click.echo("All figures agree with the contacts they were made from.")


@figures.command("rebuild")
def rebuild() -> None:
    """Computes all figures again from the contacts. Sealed months stay as they are."""
    with transaction() as conn:
        found = rebuilding.rebuild(conn)
    wrong = sum(compared.wrong for compared in found)
    click.echo(f"{wrong:,} rows were wrong and are right now." if wrong else "Nothing was wrong.")


commands = [figures]
