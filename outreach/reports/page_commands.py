"""`outreach report page`: what apart.py starts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import click
from flask import current_app

from ..database import reading
from . import build
from .content.drafting import draft
from .content.rules import Wish


@click.command(hidden=True)
@click.argument("period")
@click.argument("threshold", type=int)
@click.argument("paper")
@click.argument("language")
def page(period: str, threshold: int, paper: str, language: str) -> None:
    """For `outreach report` alone: a line for each step, then the page of a quick draft in one line."""
    wish = Wish(period, threshold, paper, language)
    click.echo(made(wish, lambda *step: click.echo(json.dumps(step))))


def made(wish: Wish, progress: Callable[[int, str], None]) -> bytes:
    """What render.drawn draws; a threshold of 0 is that of the server. Raises BadInputError, NothingToReportError."""
    wish = replace(wish, threshold=wish.threshold or int(current_app.config["THRESHOLD"]))
    with reading() as conn:
        document = draft(conn, wish, build.today(), progress=progress)
    return build.ordered(document, wish.paper, lambda step, name: progress(step + 2, name))


commands = [page]
