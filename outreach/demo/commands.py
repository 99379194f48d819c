"""The command `outreach demo`."""

from __future__ import annotations

import click
from flask import current_app

from ..clock import programme_day
from ..database import reading
from ..places import store as places
from .dangers import PASSPHRASE
from .programme import USUAL, make


@click.command()
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same year.")
@click.option("--contacts", default=USUAL, show_default=True, type=click.IntRange(100, 5_000_000))
@click.option("--fast", is_flag=True, help="Commits seldom, for benchmarks.")
def demo(seed: int, contacts: int, fast: bool) -> None:
    """Fills an empty store with a year of an invented programme."""
    with reading() as conn:
        if places.zone_ids(conn):
            raise click.ClickException("This store is in use already. The demo needs an empty one.")
    today = programme_day(current_app.config["TIMEZONE"], current_app.config["DAY_ENDS_HOUR"])
    with click.progressbar(length=contacts, label="A year in Eastmere") as bar:
        made = make(seed, contacts, today, lambda sent: bar.update(min(sent, contacts) - bar.pos), fast)
    click.echo(
        f"{contacts:,} contacts ({made.records:,} records), {made.settled:,} referrals followed up, "
        f"{made.movements:,} entries in the stock ledger, {made.waiting} records of a revoked phone in quarantine."
    )
    click.echo(f"Reports of harm open with the passphrase: {PASSPHRASE}")


commands = [demo]
