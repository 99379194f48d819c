"""A group of commands whose modules are loaded when one of their commands is asked for: a command starts at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from flask import Flask


class LateGroup(click.Group):
    """`places` says for each command the module that has it in its `commands`."""

    def __init__(self, *args: Any, places: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self.commands, *self.places})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.commands and cmd_name in self.places:
            for command in import_module(self.places[cmd_name]).commands:
                self.add_command(command)
        return self.commands.get(cmd_name)


def begin(ctx: click.Context, make: Callable[..., Flask]) -> None:
    """The server that a command works on, made from the folder in `ctx.obj`; a command that only tells about itself
    needs none."""
    if "--help" not in sys.argv:
        ctx.with_resource(make(instance=ctx.obj).app_context())
