"""The commands of `outreach`: where each one stands, and what is ready before it begins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from . import create_app, create_core
from .errors import OutreachError
from .late import LateGroup, begin

PLACES = {
    "init": "outreach.server_commands",
    "migrate": "outreach.server_commands",
    "run": "outreach.server_commands",
    "work": "outreach.server_commands",
    "member": "outreach.team.commands",
    "audit": "outreach.team.commands",
    "zones": "outreach.places.commands",
    "figures": "outreach.figures.commands",
    "backup": "outreach.sync.commands",
    "keys": "outreach.sync.commands",
    "tidy": "outreach.sync.commands",
    "retry-quarantine": "outreach.sync.commands",
    "make-vectors": "outreach.sync.commands",
    "demo": "outreach.demo.commands",
    "report": "outreach.reports.commands",
    "indicators": "outreach.reports.indicators.commands",
    "words": "outreach.languages.commands",
}
BEFORE_THERE_IS_A_SERVER = ("init", "run", "words")
BY_THEMSELVES = ("report",)  # a quick draft leaves it to another process
WITH_PAGES = ("work",)  # its reminders hold links to pages


class Commands(LateGroup):
    """Answers a mistake with one sentence and exit status 1, never with a traceback that could hold data."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OutreachError as error:
            raise click.ClickException(error.message) from None
        except (
            click.ClickException,
            click.exceptions.Exit,
            click.Abort,
            BrokenPipeError,
        ):  # `… | head` is no mistake
            raise
        except Exception as error:  # noqa: BLE001 - the text of an unexpected error may hold what was entered
            raise click.ClickException(_store_away(error) or _place(error)) from None


@click.group(cls=Commands, places=PLACES)
@click.option("--instance", type=click.Path(path_type=Path), help="Folder of this server's private files.")
@click.pass_context
def cli(ctx: click.Context, instance: Path | None) -> None:
    """Outreach: log contacts offline, sync, see supplies and referrals, report in aggregate."""
    ctx.obj = instance
    if ctx.invoked_subcommand not in (*BEFORE_THERE_IS_A_SERVER, *BY_THEMSELVES):
        begin(ctx, create_app if ctx.invoked_subcommand in WITH_PAGES else create_core)


def _store_away(error: Exception) -> str:
    from sqlalchemy.exc import OperationalError

    away = isinstance(error, OperationalError)
    return "The store cannot be reached. Is the database running?" if away else ""


def _place(error: Exception) -> str:
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
    return f"Something unexpected: {type(error).__name__} at {where}."


def main() -> None:
    """Entry of the console script."""
    cli(prog_name="outreach")
