"""`outreach report template`: a template as a file, printed, added, changed, and refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from outreach.reports.commands import report
from outreach.reports.template import store as templates
from outreach.reports.template.rules import DEFAULT, Calendar, ReportTemplate
from outreach.team import audit
from tests.reports.editing import Desk, desk
from tests.team.people import PASSWORD

__all__ = ["desk"]
Say = Callable[..., Result]
BO = ("--as", "bo@example.org")


@pytest.fixture
def database() -> str:
    """What the command calls is tried on both databases elsewhere."""
    return "sqlite"


@pytest.fixture
def say(desk: Desk) -> Iterator[Say]:
    """`say(0)`: `outreach report template 0`, with the password typed when it is asked for."""

    def call(*words: Any) -> Result:
        return CliRunner().invoke(report, ["template", *map(str, words)], input=f"{PASSWORD}\n")

    with desk.app.app_context():
        yield call


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """`file(name="A")`: a file that says this."""

    def write(**said: Any) -> Path:
        path = tmp_path / "template.json"
        path.write_text(json.dumps(said), "utf-8")
        return path

    return write


def test_what_is_printed_is_taken_back_in_and_says_the_same(desk: Desk, say: Say, tmp_path: Path) -> None:
    kept = desk.run(templates.save, ReportTemplate("Yearly", calendar=Calendar("fiscal", 10), language="fr"))
    printed = json.loads(say(kept).output)
    (tmp_path / "t.json").write_text(json.dumps(printed | {"name": "Yearly again"}), "utf-8")
    done = say("--from", tmp_path / "t.json", *BO)
    assert "Every fiscal year from October" in done.output
    again = desk.run(templates.template, kept + 1)
    assert (again.name, again.calendar, again.language) == ("Yearly again", Calendar("fiscal", 10), "fr")
    assert printed["sections"] == list(again.sections)


def test_a_template_is_changed_and_the_log_says_by_whom(
    desk: Desk, say: Say, file: Callable[..., Path]
) -> None:
    kept = desk.run(templates.save, ReportTemplate("Quarterly"))
    assert say(kept, "--from", file(name="Monthly", calendar={"every": "month"}), *BO).exit_code == 0
    assert desk.run(templates.template, kept).calendar == Calendar("month")
    (line,) = [row for row in desk.run(audit.page) if row.action == "saved report template"]
    assert line.actor == f"member:{desk.ids['bo']}"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "“name” is missing"),
        ({"name": "A", "colour": "red"}, "no “colour” in a template"),
        ({"name": "A", "id": 4}, "no “id” in a template"),
        ({"name": "A", "calendar": {"often": 1}}, "no “calendar.often”"),
        ({"name": "A", "threshold": "many"}, "“threshold” is missing or not"),
        ({"name": "A", "threshold": 3}, "Counts below 11 stay hidden"),
        ({"name": "A", "calendar": {"every": "week"}}, "how often"),
        ({"name": "A", "audience": "funder:77"}, "who the report is for"),
        ({"name": "A", "scope": {"zones": [99]}}, "“scope.zones” names 99"),
        ({"name": "A", "packs": ["unheard"]}, "“packs” names unheard"),
        ({"name": "A", "dhis2": "nowhere"}, "“dhis2” names nowhere"),
    ],
)
def test_a_file_that_is_no_template_is_refused_in_words(
    desk: Desk, say: Say, file: Callable[..., Path], said: dict[str, Any], told: str
) -> None:
    result = say("--from", file(**said), *BO)
    assert (result.exit_code, told in str(result.exception)) == (1, True), result.exception
    assert desk.run(templates.templates) == []


@pytest.mark.parametrize("text", ["", "[]", "null", "{", '"name"'])
def test_a_file_of_something_else_says_how_to_see_one(say: Say, tmp_path: Path, text: str) -> None:
    (tmp_path / "t.json").write_text(text)
    assert "not a template" in str(say("--from", tmp_path / "t.json", *BO).exception)


def test_the_template_that_every_programme_has_stays(say: Say, file: Callable[..., Path]) -> None:
    assert json.loads(say(0).output)["name"] == DEFAULT.name
    assert "stays as it is" in str(say(0, "--from", file(name="A"), *BO).exception)
    assert "no such template" in str(say(7, "--from", file(name="A"), *BO).exception)
    assert "Say who does this" in say("--from", file(name="A")).output
