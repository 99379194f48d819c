"""Notices by e-mail: found by the worker, one to each member of a funder, told and tried again when they fail."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask

from outreach import certificates, jobs
from outreach.reports.sending import notices
from outreach.reports.sending import store as delivery_store
from outreach.team import store as members
from tests.reports.fake_mail import FakeMail, RunningMail
from tests.reports.outgoing import add_funder, publish
from tests.reports.sample import sample_document
from tests.team.people import People

DOCUMENT = sample_document()
TODAY = date(2026, 11, 20)
ON_ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # what is not about queries


class Post:
    """A programme with one funder, Finn at it, and a mail server."""

    def __init__(self, app: Flask, people: People, server: FakeMail) -> None:
        self.app, self.people, self.server = app, people, server
        self.funder = self.run(add_funder, "Lindqvist Foundation")
        self.run(delivery_store.belongs, people.ids["finn"], self.funder, "finn@lindqvist.example")

    def run(self, function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        with self.app.app_context(), notices.transaction() as conn:
            return function(conn, *args, **named)

    def publish(self, audience: str = "", day: date = TODAY) -> int:
        audience = audience or f"funder:{self.funder}"
        return int(self.run(publish, DOCUMENT, audience, self.people.ids["bo"], day=day))

    def work(self) -> None:
        with self.app.app_context():
            for number in notices.due():
                jobs.jobs().do("notice", number)

    def page(self) -> str:
        return str(self.people.browser("bo").get("/reports/outgoing").text)


@pytest.fixture
def server(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeMail]:
    papers = certificates.ensure(tmp_path / "tls", "trial", [])
    monkeypatch.setenv("SSL_CERT_FILE", str(papers.authority))
    with RunningMail() as fake:
        fake.papers = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        fake.papers.load_cert_chain(papers.certificate, papers.key)
        yield fake


@pytest.fixture
def post(
    make_app: Callable[..., Flask], people_of: Any, server: FakeMail, clock: Any, monkeypatch: Any
) -> Post:
    monkeypatch.setattr(
        jobs.Jobs, "enqueue", lambda *_work: None
    )  # the test itself says when the worker works
    app = make_app(SMTP_HOST="127.0.0.1", SMTP_PORT=server.port, SMTP_FROM="reports@eastmere.example")
    return Post(app, people_of(app), server)


def test_what_is_published_to_a_funder_is_told_once_to_each_of_its_members(post):
    post.publish()
    for _ in range(3):
        post.work()
    assert post.server.recipients == ["finn@lindqvist.example"]
    assert "sent" in post.page()


def test_another_funders_report_is_told_to_nobody_here_and_a_public_one_to_all(post):
    post.publish(f"funder:{post.run(add_funder, 'Other Trust')}")
    post.work()
    assert post.server.recipients == []
    post.publish("public")
    post.work()
    assert post.server.recipients == ["finn@lindqvist.example"]


@ON_ONE_STORE
def test_members_without_an_address_or_switched_off_get_none(post):
    post.run(delivery_store.belongs, post.people.ids["finn"], post.funder, "")
    post.publish()
    post.work()
    post.run(delivery_store.belongs, post.people.ids["finn"], post.funder, "finn@lindqvist.example")
    post.run(members.change_member, post.people.ids["finn"], active=False)
    post.work()
    assert post.server.recipients == []


@ON_ONE_STORE
def test_what_was_published_long_ago_is_no_news(post):
    post.publish(day=date(2026, 11, 10))
    post.work()
    assert post.server.recipients == []


@ON_ONE_STORE
def test_a_mail_server_that_is_away_is_told_at_the_desk_and_tried_again(post, clock):
    post.server.password, post.app.config["SMTP_USER"] = "x", "us"
    post.publish()
    post.work()
    assert "name and password" in post.page()
    assert "Tried again by itself." in post.page()
    post.app.config["SMTP_PASSWORD"] = "x"
    clock.move(minutes=1)
    post.work()
    assert len(post.server.messages) == 1


@ON_ONE_STORE
def test_an_address_that_is_refused_is_told_at_the_desk_and_can_be_asked_for_again(post):
    post.server.refuse = {"finn@lindqvist.example"}
    post.publish()
    post.work()
    assert "does not take this address" in post.page()
    post.server.refuse = set()
    for _ in range(2):  # the second time it is out already
        post.people.browser("bo").post("/reports/outgoing/notice/1/again")
        post.work()
    assert len(post.server.messages) == 1


@ON_ONE_STORE
def test_without_a_mail_server_nothing_is_even_written_down(post):
    post.app.config["SMTP_HOST"] = ""
    post.publish()
    post.work()
    assert post.run(delivery_store.notices) == []
    assert "No notices are sent." in post.page()
