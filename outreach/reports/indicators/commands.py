"""`outreach indicators`: what packs there are, and whether a file of one's own can be used."""

from __future__ import annotations

from pathlib import Path

import click

from ...errors import InvalidPackError
from . import definitions as indicator_packs
from .definitions import Pack
from .shelf import folder, shelf


@click.group()
def indicators() -> None:
    """Indicators that reports can hold: packs of definitions."""


@indicators.command()
@click.argument("files", nargs=-1, type=click.Path(dir_okay=False, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Says what is wrong with files of indicators; without FILES, with all packs of this installation."""
    wrong = [path for path in files or _here() if not _fine(path)]
    if wrong:
        raise click.exceptions.Exit(1)


@indicators.command("list")
def listed() -> None:
    """All packs with their indicators."""
    for pack in shelf().packs.values():
        click.echo(f"{pack.pack}: {_words(pack)}")
        for one in pack.indicators:
            click.echo(f"  {one.code:<18} {one.title}{'' if one.verifiable else ' (not collected)'}")


def _here() -> list[Path]:
    return [path for place in (indicator_packs.FOLDER, folder()) for path in sorted(place.glob("*.json"))]


def _fine(path: Path) -> bool:
    try:
        click.echo(f"{path}: {_words(indicator_packs.read(path))}.")
    except InvalidPackError as error:
        for line in error.message.splitlines():
            click.echo(f"{path}: {line}")
        return False
    return True


def _words(pack: Pack) -> str:
    computed = sum(one.verifiable for one in pack.indicators)
    return f"{pack.title}, version {pack.version}: {len(pack.indicators)} indicators, {computed} computed"


commands = [indicators]
