"""The table of commands agrees with the commands there are, and a command loads only what it needs."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from outreach.cli import Commands, cli
from outreach.late import LateGroup
from outreach.reports.commands import report

ROOT = Path(__file__).resolve().parents[2]
GROUPS = (cli, report)
# What takes memory that the PDF of a quick draft needs while the command waits for it.
HEAVY = (
    "alembic",
    "argon2",
    "flask",
    "huey",
    "jinja2",
    "numpy",
    "pikepdf",
    "sqlalchemy",
    "weasyprint",
    "wtforms",
)


def modules() -> set[str]:
    found = (ROOT / "outreach").rglob("*commands.py")
    return {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in found}


def test_every_module_of_commands_is_in_a_table() -> None:
    assert {place for group in GROUPS for place in group.places.values()} == modules()


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: str(group.name))
def test_every_command_is_in_the_table_with_the_module_it_stands_in(group: LateGroup) -> None:
    for place in set(group.places.values()):
        names = {command.name for command in import_module(place).commands}
        assert names == {name for name, where in group.places.items() if where == place}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: str(group.name))
def test_help_names_every_command(group: LateGroup) -> None:
    ctx = click.Context(group)
    assert all(group.get_command(ctx, name) for name in group.list_commands(ctx))


def test_a_reader_who_leaves_early_is_no_mistake() -> None:
    def leave() -> None:
        raise BrokenPipeError

    group = Commands("list", places={}, commands=[click.Command("head", callback=leave)])
    with pytest.raises(BrokenPipeError):  # click ends the command quietly
        group.main(["head"], standalone_mode=False)


def test_the_worker_knows_every_task_that_there_is(tmp_path: Path) -> None:
    named = re.compile(r"jobs\.(?:does|finds|each_night)\(\"([^\"]+)\"\)")
    every = {name for path in (ROOT / "outreach").rglob("*.py") for name in named.findall(path.read_text())}
    program = (
        "import sys; from outreach import jobs; from outreach.cli import cli;"
        "jobs.work = lambda _: print(*jobs._does, *jobs._finds, *jobs._nightly, sep='\\n');"
        "cli(['--instance', sys.argv[1], 'init'], standalone_mode=False); cli(['--instance', sys.argv[1], 'work'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert every <= set(done.stdout.splitlines())


def test_who_waits_for_a_quick_draft_holds_little() -> None:
    program = (
        "import sys, click; from outreach.cli import cli; cli.get_command(click.Context(cli), 'report');"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not set(HEAVY) & set(done.stdout.split())
