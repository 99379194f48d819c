"""`outreach report` makes a PDF from the command line, or goes the whole way of an edition."""

from __future__ import annotations

from pathlib import Path

import click

from .. import create_core
from ..late import LateGroup, begin
from ..wording import LANGUAGES
from . import apart
from .content.rules import PAPERS, Wish
from .files import check_place, write
from .printing import render

OF_EDITIONS = (
    "list",
    "templates",
    "draft",
    "text",
    "send",
    "back",
    "approve",
    "publish",
    "correct",
    "drop",
    "save",
    "verify",
)


@click.group(
    cls=LateGroup,
    places=dict.fromkeys(OF_EDITIONS, "outreach.reports.editions.commands")
    | dict.fromkeys(("push", "sheet"), "outreach.reports.sending.commands")
    | {"template": "outreach.reports.template.commands", "page": "outreach.reports.page_commands"},
    invoke_without_command=True,
)
@click.option("--period", help="2026Q3, 2026-10, 2026H1 or 2026.")
@click.option(
    "--threshold",
    type=click.IntRange(3, 100),
    help="Counts below this are one band. Default: setting THRESHOLD.",
)
@click.option("--paper", type=click.Choice(PAPERS, case_sensitive=False), default="A4", show_default=True)
@click.option("--language", type=click.Choice(tuple(LANGUAGES)), default="en", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@click.pass_context
def report(
    ctx: click.Context, period: str | None, threshold: int | None, paper: str, language: str, out: Path | None,
    force: bool,
) -> None:  # fmt: skip
    """Reports: a quick draft as a PDF (--period and --out), or the whole way of an edition by the commands below.

    A quick draft is kept nowhere else, and every page says that it is a draft.
    """
    if ctx.invoked_subcommand:
        if ctx.parent:  # else whoever calls it has begun
            begin(ctx, create_core)
        return
    if not period or out is None:
        raise click.UsageError("Give --period and --out, or one of the commands. See: outreach report --help")
    check_place(out, force)
    wish = Wish(period, threshold or 0, paper, language)
    with click.progressbar(length=apart.STEPS, label="Report", item_show_func=lambda name: name or "") as bar:

        def progress(step: int, name: str) -> None:
            bar.update(step - 1 - bar.pos, name)

        order = apart.page(ctx.obj, wish, progress)
        progress(apart.STEPS, "Drawing the PDF")
        pdf, complaints = render.drawn(order)
        write(out, pdf)
        bar.update(apart.STEPS - bar.pos, "Done")
    for complaint in complaints:
        click.echo(f"WeasyPrint: {complaint}", err=True)
    click.echo(f"{out} ({len(pdf) // 1024} KB). Draft, not for publication.")


commands = [report]
