"""`outreach figures check` and `rebuild` say plainly whether the figures agree."""

from __future__ import annotations

from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import delete

from outreach.database import transaction
from outreach.figures import commands, models
from outreach.sync.fold import fold

from . import world as worlds


def run(app: Flask, word: str) -> Result:
    with app.app_context():
        return CliRunner().invoke(commands.figures, [word])


def fill(app: Flask) -> None:
    with app.app_context(), transaction() as conn:
        world = worlds.make(conn)
        fold(conn, [world.first(n) for n in (1, 2)])


def test_figures_that_agree_are_said_to(app: Flask) -> None:
    fill(app)
    result = run(app, "check")
    assert result.exit_code == 0
    assert "All figures agree with the contacts they were made from." in result.output


def test_figures_that_do_not_agree_end_with_an_error_until_they_are_rebuilt(app: Flask) -> None:
    fill(app)
    with app.app_context(), transaction() as conn:
        conn.execute(delete(models.DayItem.__table__))
    result = run(app, "check")
    assert result.exit_code == 1
    assert "2 WRONG" in result.output
    assert run(app, "rebuild").output == "2 rows were wrong and are right now.\n"
    assert run(app, "rebuild").output == "Nothing was wrong.\n"
    assert run(app, "check").exit_code == 0
