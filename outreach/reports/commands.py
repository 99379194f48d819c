"""`outreach report` makes a PDF from the command line; `outreach work` runs the worker for long jobs."""

from __future__ import annotations

import os
from pathlib import Path

import click
from flask import current_app

from .. import jobs
from ..errors import BadInputError
from . import build, nightly
from .indicator_commands import indicators
from .rules import PAPERS, Wish


@click.command()
@click.option("--period", required=True, help="2026Q3, 2026-10, 2026H1 or 2026.")
@click.option(
    "--threshold",
    type=click.IntRange(3, 100),
    help="Counts below this are one band. Default: setting THRESHOLD.",
)
@click.option("--paper", type=click.Choice(PAPERS, case_sensitive=False), default="A4", show_default=True)
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write."
)
@click.option("--force", is_flag=True, help="Write over a file that exists.")
def report(period: str, threshold: int | None, paper: str, out: Path, force: bool) -> None:
    """Makes the aggregate PDF of one period. It is a draft: every page says so."""
    check_place(out, force)
    wish = Wish(period, threshold or int(current_app.config["THRESHOLD"]), paper)
    with click.progressbar(length=build.STEPS, label="Report", item_show_func=lambda name: name or "") as bar:

        def progress(step: int, name: str) -> None:
            bar.update(step - 1 - bar.pos, name)

        pdf, complaints = build.make(wish, progress)
        write(out, pdf)
        bar.update(build.STEPS - bar.pos, "Done")
    for complaint in complaints:
        click.echo(f"WeasyPrint: {complaint}", err=True)
    click.echo(f"{out} ({len(pdf) // 1024} KB). Draft, not for publication.")


def check_place(out: Path, force: bool) -> None:
    """Raises BadInputError before any work is done when the file could not be written at the end."""
    folder = out.parent
    if not folder.is_dir():
        raise BadInputError(f"There is no folder {folder}. Make it first, or choose another place for --out.")
    if out.exists() and not force:
        raise BadInputError(f"{out} exists already. Choose another name, or add --force to write over it.")
    if not os.access(out if out.exists() else folder, os.W_OK):
        raise BadInputError(f"{out} cannot be written: you may not write there.")


def write(out: Path, pdf: bytes) -> None:
    """The whole file or none: it is written beside and then put in place. Raises BadInputError."""
    beside = out.with_name(f".{out.name}.part")
    try:
        beside.write_bytes(pdf)
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise BadInputError(f"{out} cannot be written: {error.strerror}.") from None


@click.command()
@click.option(
    "--for", "beside", type=int, help="Number of the process this worker belongs to; it ends with it."
)
def work(beside: int | None) -> None:
    """Runs the worker that makes reports and does the nightly tasks, until Ctrl-C."""
    nightly.register()
    jobs.work(beside)


commands = [report, work, indicators]
