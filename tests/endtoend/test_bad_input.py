"""Every page and every form with input that no browser of ours would send: a clear answer, nothing lost, never a 5xx.

The phone's API has its own file: tests/sync/test_bad_input.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module, util
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_wtf import FlaskForm
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

import outreach
from outreach.team.rules import ANYONE, LARGE_FORMS, PHONE, ROLES
from tests.endtoend import bad

PACKAGE = Path(outreach.__file__).parent
ASKED = sorted(
    set(re.findall(r"args\.get(?:list)?\(\"(\w+)\"", "\n".join(p.read_text() for p in PACKAGE.rglob("*.py"))))
)
PAGES = sorted(
    name for name, roles in ROLES.items() if roles != PHONE and not name.startswith(("static", "field"))
)
PLAUSIBLE = (
    "1", "2", "3", "NS01", "SX01", "2026-11-20", "2026Q4", "Harbour", "office", "attended", "approve", "lost",
    "coordinator", "on", "light", "ABC-DEFG", "123456", "10", "lantern copper willow tide", "bo@example.org",
)  # fmt: skip
ROUNDS = 15
# A button has nothing that could be wrong, and a phone or a member may be called almost anything.
FREE = (
    "team.log_check",
    "team.member_password",
    "team.member_add",
    "dashboards.phone_add",
    "reports.template_add",  # a button of it only puts sections in order
)


def names_of_fields() -> list[str]:
    """Every field of every form of the product, and the fields that pages read by hand."""
    forms = [import_module(f"outreach.{p.parent.name}.forms") for p in PACKAGE.glob("*/forms.py")]
    classes = [each for module in forms for each in vars(module).values() if _is_form(each)]
    by_hand = re.findall(
        r"form\.get(?:list)?\(\"(\w+)\"", "\n".join(p.read_text() for p in PACKAGE.rglob("*.py"))
    )
    fields = {name for each in classes for name in vars(each) if hasattr(getattr(each, name), "field_class")}
    return sorted(fields | set(by_hand))


def _is_form(each: object) -> bool:
    return isinstance(each, type) and issubclass(each, FlaskForm) and each is not FlaskForm


FIELDS = names_of_fields()


@pytest.fixture
def rules(office: Any) -> dict[str, list[Rule]]:
    """The addresses of each endpoint."""
    found: dict[str, list[Rule]] = {}
    for rule in office.app.url_map.iter_rules():
        found.setdefault(rule.endpoint, []).append(rule)
    return found


def addresses(rules: list[Rule], method: str, values: tuple[str, ...] = ("1",)) -> Iterator[str]:
    """Addresses of an endpoint for this method, each argument filled with each value."""
    for rule in rules:
        if method in (rule.methods or ()):
            yield from dict.fromkeys(re.sub(r"<[^>]+>", lambda _, v=value: v, rule.rule) for value in values)


def answered(response: TestResponse, what: str) -> None:
    """Not a fault of the server; a refusal says why in words, and repeats nothing."""
    assert response.status_code < 500, what
    if response.status_code >= 400 and response.mimetype == "text/html":
        words = re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))
        assert len(words.split()) > 5, what
        assert "Traceback" not in words, what
        assert "<script>alert" not in response.get_data(as_text=True), what


def browser(office: Any, endpoint: str) -> FlaskClient:
    """Somebody who may open this page."""
    roles = ROLES[endpoint]
    name = "ada" if "administrator" in roles else None if roles == ANYONE else "finn"
    client: FlaskClient = office.people.browser(name)
    return client


@pytest.mark.parametrize("database", ["sqlite"])  # what is refused before any query is refused on both
@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_takes_any_question_without_a_fault(office: Any, rules: Any, endpoint: str) -> None:
    client = browser(office, endpoint)
    for address in addresses(rules[endpoint], "GET"):
        for text in bad.TEXTS:
            answered(
                client.get(address, query_string={name: [text, text] for name in ASKED}),
                f"{address} {text!r:.30}",
            )
        for name in ASKED:
            answered(client.get(f"{address}?{name}=%ff%fe&{name}=%"), f"{address} {name} broken escapes")


@pytest.mark.parametrize("endpoint", PAGES)
def test_an_address_with_any_number_in_it_is_told_without_a_fault(
    office: Any, rules: Any, endpoint: str
) -> None:
    for method in ("GET", "POST"):
        for address in addresses(rules[endpoint], method, bad.PATHS):
            answered(browser(office, endpoint).open(address, method=method), f"{method} {address}")


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_form_with_nonsense_in_all_fields_changes_nothing(
    office: Any, rules: Any, run: Any, endpoint: str
) -> None:
    before = run(held)
    for address in addresses(rules[endpoint], "POST"):
        for text in bad.TEXTS:
            response = browser(office, endpoint).post(address, data={name: [text, text] for name in FIELDS})
            answered(response, f"{address} {text!r:.30}")
            assert response.status_code >= 300 or endpoint in FREE, f"{address} {text!r:.30}"
    assert run(held) == before


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_form_with_any_mixture_in_its_fields_is_answered(
    office: Any, rules: Any, run: Any, endpoint: str
) -> None:
    random, before = Random(endpoint), run(held)
    for address in addresses(rules[endpoint], "POST", ("1", "2", "3")):
        for _ in range(ROUNDS):
            filled = random.sample(FIELDS, random.randrange(len(FIELDS)))
            data = {name: random.choice(PLAUSIBLE if random.random() < 0.8 else bad.TEXTS) for name in filled}
            answered(browser(office, endpoint).post(address, data=data), f"{address} {data}")
    assert all(now >= then for now, then in zip(run(held), before, strict=True))


@pytest.mark.parametrize("database", ["sqlite"])  # what is refused before any query is refused on both
@pytest.mark.parametrize("endpoint", PAGES)
def test_a_body_that_is_no_form_is_answered(office: Any, rules: Any, endpoint: str) -> None:
    for address in addresses(rules[endpoint], "POST"):
        for kind, body in bad.BODIES:
            client = browser(office, endpoint)
            answered(client.post(address, data=body, content_type=kind), f"{address} {kind} {body[:20]!r}")
        too_much = browser(office, endpoint).post(
            address, data={"name": "x" * (LARGE_FORMS.get(endpoint, 2_000_000) + 1_000_000)}
        )
        assert too_much.status_code in (303, 401, 404, 413), address


def test_every_endpoint_is_in_the_table_of_roles(rules: dict[str, list[Rule]]) -> None:
    assert set(rules) <= set(ROLES)
    assert util.find_spec("outreach.dashboards.views")


def held(conn: Any) -> tuple[int, int, int]:
    """What must never be lost by a form: envelopes, phones, members."""
    query = (
        "select (select count(*) from envelope), (select count(*) from device), (select count(*) from member)"
    )
    found = conn.exec_driver_sql(query).one()
    return found[0], found[1], min(found[2], 4)
