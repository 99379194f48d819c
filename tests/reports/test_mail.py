"""A notice by e-mail: without content, over TLS, and in words when it does not go out."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outreach import certificates, config
from outreach.errors import ConfigError
from outreach.reports.sending import mail
from tests.conftest import SECRET
from tests.reports.fake_mail import FakeMail, RunningMail

WHOM = "grants@funder.example"


@pytest.fixture
def server() -> Iterator[FakeMail]:
    with RunningMail() as fake:
        yield fake


@pytest.fixture
def papers(tmp_path: Path) -> certificates.Files:
    return certificates.ensure(tmp_path / "tls", "trial", [])


@pytest.fixture
def secure(server: FakeMail, papers: certificates.Files, monkeypatch: pytest.MonkeyPatch) -> FakeMail:
    """A mail server that offers TLS, with papers that are trusted here."""
    server.papers = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.papers.load_cert_chain(papers.certificate, papers.key)
    monkeypatch.setenv("SSL_CERT_FILE", str(papers.authority))
    return server


def settings(server: FakeMail, **changes: Any) -> dict[str, Any]:
    values = {s.name: s.default for s in config.SETTINGS} | {
        "SMTP_HOST": "127.0.0.1", "SMTP_PORT": server.port, "SMTP_FROM": "reports@eastmere.example",
        "SITE_URL": "https://reports.eastmere.example/",
    }  # fmt: skip
    return values | changes


def failure(values: dict[str, Any]) -> mail.NotSentError:
    with pytest.raises(mail.NotSentError) as caught:
        mail.send_notice(values, WHOM)
    return caught.value


def test_a_notice_says_that_something_was_published_and_nothing_else(secure):
    mail.send_notice(settings(secure), WHOM)
    message = secure.messages[0]
    assert secure.recipients == [WHOM]
    assert message["Subject"] == "Something was published for you"
    text = message.get_payload().replace("\r\n", "\n")
    assert "Sign in to see it:\nhttps://reports.eastmere.example/published" in text
    assert not [sign for sign in (text + message["Subject"]) if sign.isdigit()]
    assert not message.is_multipart()


def test_nothing_is_said_before_tls_is_on(secure):
    mail.send_notice(settings(secure), WHOM)
    assert secure.in_clear == ["EHLO", "STARTTLS"]


def test_the_name_of_this_machine_stands_nowhere(secure):
    mail.send_notice(settings(secure), WHOM)
    message = secure.messages[0]
    assert set(secure.greeted) == {"eastmere.example"}
    assert message["Message-ID"].endswith("@eastmere.example>")
    assert socket.gethostname() not in message.as_string()


def test_tls_from_the_first_byte_works_too(secure):
    secure.at_once = True
    mail.send_notice(settings(secure, SMTP_SECURITY="tls"), WHOM)
    assert len(secure.messages) == 1


def test_a_mail_server_of_this_machine_may_do_without(server):
    mail.send_notice(settings(server, SMTP_SECURITY="none"), WHOM)
    assert len(server.messages) == 1


def test_a_server_without_tls_gets_nothing(server):
    assert "no encryption" in failure(settings(server)).message
    assert server.messages == []
    assert "MAIL" not in server.in_clear


def test_a_server_with_papers_that_nobody_vouches_for_gets_nothing(secure, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "the right one" in failure(settings(secure)).message
    assert secure.messages == []


def test_name_and_password_are_given_and_a_wrong_one_is_said(secure):
    secure.password = "correct"
    mail.send_notice(settings(secure, SMTP_USER="us", SMTP_PASSWORD="correct"), WHOM)
    error = failure(settings(secure, SMTP_USER="us", SMTP_PASSWORD="wrong"))
    assert "name and password" in error.message
    assert len(secure.messages) == 1
    assert "AUTH" not in secure.in_clear


def test_an_address_that_is_not_taken_is_not_tried_again(secure):
    secure.refuse = {WHOM}
    error = failure(settings(secure))
    assert not error.again
    assert WHOM not in error.message


def test_a_dead_server_may_be_alive_later():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        dead = FakeMail(port=probe.getsockname()[1])
    error = failure(settings(dead))
    assert error.again
    assert "cannot be reached" in error.message


def test_a_server_that_says_nothing_is_left_after_a_while(monkeypatch):
    monkeypatch.setattr(mail, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert failure(settings(FakeMail(port=silent.getsockname()[1]))).again


def test_notices_are_off_until_somebody_sets_a_server():
    assert not mail.configured({s.name: s.default for s in config.SETTINGS})


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"SMTP_SECURITY": "none", "SMTP_HOST": "mail.example.org", "SMTP_FROM": "a@b.c"}, "only for a mail server"),
     ({"SMTP_SECURITY": "ssl"}, "must be `starttls`"), ({"SMTP_HOST": "mail.example.org"}, "SMTP_FROM")],
)  # fmt: skip
def test_a_setting_that_would_send_in_the_clear_or_from_nobody_stops_the_start(tmp_path, wrong, words):
    with pytest.raises(ConfigError, match=words):
        config.load(tmp_path, {"SECRET_KEY": SECRET, **wrong})
