"""A group of commands whose modules are loaded when one of their commands is asked for: a command starts at once."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


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
