"""The commands of `outreach`: those of the server itself here, those of each feature in its `commands.py`."""

from __future__ import annotations

import sys
from importlib import import_module, util
from pathlib import Path
from typing import Any, cast

import click
from flask import Flask, current_app
from sqlalchemy.exc import OperationalError

from . import INSTANCE, create_app, installation, serving
from .database import reading, transaction
from .demo import published
from .demo.town import TEAMS
from .errors import ConfigError, OutreachError
from .places.store import zone_ids
from .team import store
from .team.meta import meta, set_meta

FEATURES = (
    "team",
    "places",
    "supplies",
    "referrals",
    "figures",
    "privacy",
    "sync",
    "demo",
    "reports",
    "languages",
)
DEMO = "demo"  # set before the demo fills an empty store
SIGN_INS = (
    ("ada", "Ada", "administrator", None),
    ("bo", "Bo", "coordinator", TEAMS[0]),
    ("fay", "Fay", "funder", None),
    ("cleo", "Cleo", "coordinator", TEAMS[1]),
)
BEFORE_THERE_IS_A_SERVER = ("init", "run", "words")


class Commands(click.Group):
    """Answers a mistake with one sentence and exit status 1, never with a traceback that could hold data."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OutreachError as error:
            raise click.ClickException(error.message) from None
        except OperationalError:
            raise click.ClickException("The store cannot be reached. Is the database running?") from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 - the text of an unexpected error may hold what was entered
            raise click.ClickException(_place(error)) from None


@click.group(cls=Commands)
@click.option("--instance", type=click.Path(path_type=Path), help="Folder of this server's private files.")
@click.pass_context
def cli(ctx: click.Context, instance: Path | None) -> None:
    """Outreach: log contacts offline, sync, see supplies and referrals, report in aggregate."""
    ctx.obj = instance
    asks_help = "--help" in sys.argv
    if not asks_help and ctx.invoked_subcommand not in BEFORE_THERE_IS_A_SERVER:
        ctx.with_resource(create_app(instance=instance).app_context())


@cli.command()
@click.pass_obj
def init(instance: Path | None) -> None:
    """Makes what a server needs: private folder, secret, keys, tables. Running it again changes nothing."""
    app = installed(instance)
    click.echo(f"Ready: {app.instance_path}")


@cli.command()
def migrate() -> None:
    """Brings the store to the newest tables."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    installation.make_tables(app)
    click.echo("The store has the newest tables.")


@cli.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65534))
@click.option("--phone", is_flag=True, help="HTTPS for phones in this network, with a page that says how.")
@click.option("--demo", is_flag=True, help="Fill an empty store with the demo programme first.")
@click.pass_context
def run(ctx: click.Context, port: int, phone: bool, demo: bool) -> None:
    """Makes what is missing and serves until Ctrl-C."""
    place = serving.choose_place(port, phone)
    app = installed(ctx.obj, {"HTTPS": True} if phone else None)
    if demo:
        with app.app_context():
            _fill(ctx)
    for line in serving.where_to_look(place):
        click.echo(line)
    serving.serve(app, place)


def installed(instance: Path | None, settings: dict[str, Any] | None = None) -> Flask:
    """The app, after everything it needs was made. Raises ConfigError."""
    folder = instance or INSTANCE
    installation.make_private_folder(folder)
    installation.make_secret(folder)
    app = create_app(settings, folder)
    installation.make_tables(app)
    installation.make_organisation(app)
    installation.make_private_folder(folder)  # the store's file is there only now
    return app


def _fill(ctx: click.Context) -> None:
    """The demo programme and its sign-ins, once: a store that has members is left alone."""
    with reading() as conn:
        known, begun, used = store.members(conn), meta(conn, DEMO), zone_ids(conn)
    if known:
        click.echo(
            "Sign-ins were shown when they were made. New password: .venv/bin/outreach member password NAME"
        )
        return
    if begun:
        installation.empty_store()  # it was cut off while it was filled
    if begun or not used:
        with transaction() as conn:
            set_meta(conn, DEMO, "begun")
        ctx.invoke(cli.commands["demo"])
    click.echo("Sign-ins of this demo, shown only now:")
    add = cast(click.Group, cli.commands["member"]).commands["add"]
    for login, name, role, team in SIGN_INS:
        ctx.invoke(add, login=login, name=name, role=role, team=team)
    with transaction() as conn:
        published.wish(conn)


def _place(error: Exception) -> str:
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
    return f"Something unexpected: {type(error).__name__} at {where}."


def _collect() -> None:
    for feature in FEATURES:
        if util.find_spec(f"outreach.{feature}.commands"):
            for command in import_module(f"outreach.{feature}.commands").commands:
                if command.name in cli.commands:
                    raise ConfigError(f"Two features have a command called {command.name}.")
                cli.add_command(command)


def main() -> None:
    """Entry of the console script."""
    cli(prog_name="outreach")


_collect()
