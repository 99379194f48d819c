"""Commands of the server itself: `outreach init`, `migrate`, `run`, and `work` for its worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click
from flask import Flask, current_app

from . import INSTANCE, create_app, installation, jobs, serving
from .database import reading, transaction
from .demo import published
from .demo.town import TEAMS
from .places.store import zone_ids
from .reports import nightly
from .team import store
from .team.meta import meta, set_meta

DEMO = "demo"  # set before the demo fills an empty store
SIGN_INS = (
    ("ada", "Ada", "administrator", None),
    ("bo", "Bo", "coordinator", TEAMS[0]),
    ("fay", "Fay", "funder", None),
    ("cleo", "Cleo", "coordinator", TEAMS[1]),
)


@click.command()
@click.pass_obj
def init(instance: Path | None) -> None:
    """Makes what a server needs: private folder, secret, keys, tables. Running it again changes nothing."""
    app = installed(instance)
    click.echo(f"Ready: {app.instance_path}")


@click.command()
def migrate() -> None:
    """Brings the store to the newest tables."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    installation.make_tables(app)
    click.echo("The store has the newest tables.")


@click.command()
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


@click.command()
@click.option(
    "--for", "beside", type=int, help="Number of the process this worker belongs to; it ends with it."
)
def work(beside: int | None) -> None:
    """Runs the worker that makes reports and does the nightly tasks, until Ctrl-C.

    It knows the tasks of the modules that are loaded: those of the pages, and the demo's, which stand above.
    """
    nightly.register()
    jobs.work(beside)


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
        ctx.invoke(_command(ctx, "demo"))
    click.echo("Sign-ins of this demo, shown only now:")
    add = cast(click.Group, _command(ctx, "member")).commands["add"]
    for login, name, role, team in SIGN_INS:
        ctx.invoke(add, login=login, name=name, role=role, team=team)
    with transaction() as conn:
        published.wish(conn)


def _command(ctx: click.Context, name: str) -> click.Command:
    """Another command of `outreach`."""
    found = cast(click.Group, ctx.find_root().command).get_command(ctx, name)
    assert found is not None  # noqa: S101 - a command of our own
    return found


commands = [init, migrate, run, work]
