"""`outreach report push`, `sheet` and `save --dhis2`: what leaves the house, by a server's name, told in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from outreach.reports.commands import report
from outreach.reports.sending import store as delivery_store
from tests.reports.outgoing import publish
from tests.reports.sample import sample_document
from tests.reports.test_push import Place, dhis2, place, ready
from tests.team.people import PASSWORD

__all__ = ["dhis2", "place", "ready"]
Say = Callable[..., Result]
TO = ("--server", "National DHIS2", "--as", "bo@example.org")


@pytest.fixture
def database() -> str:
    """The queries are tried on both databases in test_push.py."""
    return "sqlite"


@pytest.fixture
def say(ready: Place) -> Iterator[Say]:
    """`say("push", 1)`: the command, with Bo's password typed when it is asked for."""

    def call(*words: Any) -> Result:
        return CliRunner().invoke(report, [str(word) for word in words], input=f"{PASSWORD}\n")

    with ready.app.app_context():
        yield call


def test_a_dry_run_then_the_real_thing(ready: Place, say: Say) -> None:
    assert "Only tried: 3 would be new." in say("push", ready.edition, "--dry-run", *TO).output
    assert ready.dhis2.values == {}
    assert "Taken. 3 new." in say("push", ready.edition, *TO).output
    assert len(ready.dhis2.values) == 3


def test_what_the_server_finds_wrong_is_told_and_the_command_fails(ready: Place, say: Say) -> None:
    ready.dhis2.unknown = {"NEEDLES"}
    result = say("push", ready.edition, *TO)
    assert result.exit_code == 1
    assert "NEEDLES: Data element not found or not accessible" in result.output
    assert "Not all taken. 2 new, 1 not taken." in str(result.exception)


def test_a_server_in_trouble_is_tried_again_by_itself(ready: Place, say: Say) -> None:
    ready.dhis2.answer = (503, {}, b"")
    result = say("push", ready.edition, *TO)
    assert (result.exit_code, "Tried again by itself." in str(result.exception)) == (1, True)
    assert ready.last().status == "waiting"


@pytest.mark.parametrize("command", ["push", "save"])
def test_a_name_that_no_server_has_and_a_report_for_somebody_else(
    ready: Place, say: Say, command: str, tmp_path: Path
) -> None:
    def asked(number: int, server: str) -> str:
        more = ("--server", server, "--as", "bo@example.org")
        saving = ("--out", tmp_path / "x.json", "--dhis2", server)
        result = say(command, number, *(more if command == "push" else saving))
        assert result.exit_code == 1
        return str(result.exception)

    assert "There are: “National DHIS2”." in asked(ready.edition, "3")
    assert "report" in asked(ready.foreign, "National DHIS2")
    assert ready.run(delivery_store.pushes) == []
    assert not list(tmp_path.glob("*.json"))


def test_what_would_be_sent_is_saved_by_the_servers_name(ready: Place, say: Say, tmp_path: Path) -> None:
    out = tmp_path / "dhis2.json"
    assert say("save", ready.edition, "--out", out, "--dhis2", "National DHIS2").exit_code == 0
    at_the_desk = ready.bo.get(f"/reports/outgoing/{ready.server}/{ready.edition}.json").json
    assert json.loads(out.read_text("utf-8")) == at_the_desk
    assert {value["dataElement"] for value in at_the_desk["dataValues"]} == {"CONTACTS", "NEEDLES", "PEOPLE"}


def test_the_page_leads_to_what_went_there(ready: Place) -> None:
    ready.send()
    assert f'href="/reports/outgoing/{ready.server}/{ready.edition}.json"' in ready.page()


def test_the_sheet_for_the_wall_comes_from_a_public_edition_only(
    ready: Place, say: Say, tmp_path: Path
) -> None:
    public = sample_document(threshold=11, audience="public")
    number = ready.run(publish, public, "public", ready.people.ids["bo"])
    out = tmp_path / "wall.pdf"
    assert say("sheet", number, "--out", out, "--language", "ar").exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert "published public report" in str(
        say("sheet", ready.edition, "--out", tmp_path / "no.pdf").exception
    )
