"""The way to a DHIS2 server: over TLS, to where it says, to nobody's private network, and never without an end."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach import certificates
from outreach.reports.sending import dhis2_answer, dhis2_client
from outreach.reports.sending.dhis2_client import (
    Access,
    Answer,
    SendingError,
    ServerAddressError,
    checked,
    send,
)
from tests.reports.fake_dhis2 import FakeDhis2, Running

HERE = "127.0.0.1"
TOKEN = Access("d2pat_5xVA12xyUbWNedQxy4ohH77WlxRGVvZZ1151814092")
PAYLOAD = {"dataValues": [{"dataElement": "A", "period": "2026Q3", "orgUnit": "U", "value": "40"}]}
QUERY = {"importStrategy": "CREATE_AND_UPDATE", "dryRun": "false"}


@pytest.fixture
def server() -> Iterator[FakeDhis2]:
    with Running() as fake:
        yield fake


def post(server: FakeDhis2, access: Access = TOKEN) -> dhis2_answer.Summary:
    return dhis2_answer.read(send(server.url, access, PAYLOAD, QUERY, HERE))


def refused(server: FakeDhis2) -> SendingError:
    with pytest.raises(SendingError) as caught:
        post(server)
    return caught.value


@pytest.mark.parametrize("old", [False, True])
def test_values_are_taken_and_the_summary_is_read(server, old):
    server.old = old
    assert post(server).imported == 1
    asked = server.asked[0]
    assert (asked.path, asked.query, asked.body) == ("/api/dataValueSets", QUERY, PAYLOAD)
    assert asked.headers["Authorization"] == f"ApiToken {TOKEN.secret}"
    assert asked.headers["Content-Type"] == "application/json"


def test_a_path_before_the_api_is_kept(server):
    dhis2_answer.read(send(f"{server.url}/dhis/", TOKEN, PAYLOAD, QUERY, HERE))
    assert server.asked[0].path == "/dhis/api/dataValueSets"


def test_a_name_and_password_are_sent_as_basic(server):
    post(server, Access("district", "admin"))
    assert server.asked[0].headers["Authorization"] == "Basic YWRtaW46ZGlzdHJpY3Q="


def test_what_the_server_does_not_know_is_told_in_its_own_words(server):
    server.unknown = {"A"}
    summary = post(server)
    assert (summary.ignored, summary.conflicts) == (1, [("A", "Data element not found or not accessible")])


@pytest.mark.parametrize(
    ("status", "body", "words", "again"),
    [
        (
            401,
            {"httpStatus": "Unauthorized", "httpStatusCode": 401, "status": "ERROR"},
            "does not know us",
            False,
        ),
        (403, {}, "may not write", False),
        (404, {}, "no DHIS2 at this address", False),
        (
            409,
            {"httpStatusCode": 409, "status": "ERROR", "message": "Data set is locked"},
            "Data set is locked",
            False,
        ),
        (429, {}, "trouble of its own", True),
        (500, {"httpStatusCode": 500, "status": "ERROR"}, "trouble of its own", True),
        (503, {}, "trouble of its own", True),
        (200, {}, "not as DHIS2 does", False),
        (200, {"response": {"importCount": "many"}}, "not as DHIS2 does", False),
    ],
)
def test_each_refusal_has_its_words(server, status, body, words, again):
    server.answer = (status, {"Content-Type": "application/json"}, json.dumps(body).encode())
    error = refused(server)
    assert words in error.message
    assert error.again is again


@pytest.mark.parametrize(
    "body", [b"", b"<html>Sign in to the hotel's network</html>", b"[1]", b"\xff\xfe", b"[" * 90_000, b"null"]
)
def test_an_answer_that_is_no_summary_is_no_success(server, body):
    server.answer = (200, {}, body)
    assert "not as DHIS2 does" in refused(server).message


def test_an_answer_without_an_end_is_cut_off(server, monkeypatch):
    server.answer = (200, {}, b"x" * (dhis2_client.LARGEST_ANSWER + 1))
    assert "too long" in refused(server).message


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_way_to_another_host_is_not_followed(server, status):
    with Running() as other:
        server.answer = (status, {"Location": f"{other.url}/api/dataValueSets"}, b"")
        error = refused(server)
        assert "another address" in error.message
        assert not error.again
        assert other.asked == []


def test_a_server_that_says_nothing_is_left_after_a_while(server, monkeypatch):
    monkeypatch.setattr(dhis2_client, "WHOLE_SECONDS", 0.2)
    server.hang = threading.Event()
    error = refused(server)
    assert error.again
    assert "in time" in error.message


def test_a_server_that_trickles_is_left_after_a_while(monkeypatch):
    monkeypatch.setattr(dhis2_client, "WHOLE_SECONDS", 0.3)
    stop = threading.Event()
    with socket.create_server((HERE, 0)) as listening:
        threading.Thread(target=_trickle, args=(listening, stop), daemon=True).start()
        with pytest.raises(SendingError, match="in time"):
            send(f"http://{HERE}:{listening.getsockname()[1]}", TOKEN, PAYLOAD, QUERY, HERE)
        stop.set()


def _trickle(listening: socket.socket, stop: threading.Event) -> None:
    connection, _ = listening.accept()
    with connection:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not stop.wait(0.05):
            try:
                connection.sendall(b" ")
            except OSError:
                return


def test_a_dead_server_may_be_alive_later():
    with socket.create_server((HERE, 0)) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(SendingError, match="cannot be reached") as caught:
        send(f"http://{HERE}:{port}", TOKEN, PAYLOAD, QUERY, HERE)
    assert caught.value.again


@pytest.mark.parametrize(
    "url",
    ["ftp://dhis2.example.org", "dhis2.example.org", "https://", "https://name:word@dhis2.example.org", "//x",
     "https://dhis2.example.org/?a=b", "https://dhis2.example.org/#x", "https://dhis2.example.org:99999", "http://[::1",
     "javascript:alert(1)", "file:///etc/passwd", "https://x:0", "http://dhis2.example.org", ""],
)  # fmt: skip
def test_what_is_no_address_of_a_server_is_refused(url):
    with pytest.raises(ServerAddressError):
        checked(url, "")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.20.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
     "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
     "64:ff9b::a00:1", "2002:7f00:1::", "192.0.2.1", "2001:db8::1"],
)  # fmt: skip
def test_a_private_address_is_refused_before_anything_is_sent(monkeypatch, address):
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_a, **_k: [(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", (address, 443))],
    )
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_k: pytest.fail("it connected"))
    with pytest.raises(ServerAddressError, match="private network"):
        send("https://dhis2.example.org", TOKEN, PAYLOAD, QUERY, "")


def test_the_address_that_was_checked_is_the_one_that_is_used(monkeypatch):
    looked, reached = [], []

    def look(*asked: object, **_more: object) -> list[tuple[object, ...]]:
        looked.append(asked)
        return [(2, 1, 6, "", ("8.8.8.8" if len(looked) == 1 else "127.0.0.1", 443))]

    def reach(address: tuple[str, int], *_more: object) -> socket.socket:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look)
    monkeypatch.setattr(socket, "create_connection", reach)
    with pytest.raises(SendingError):
        send("https://dhis2.example.org", TOKEN, PAYLOAD, QUERY, "")
    assert reached == [("8.8.8.8", 443)]


@pytest.fixture
def papers(tmp_path: Path) -> certificates.Files:
    return certificates.ensure(tmp_path / "tls", "trial", [])


@pytest.fixture
def secure(papers: certificates.Files) -> Iterator[FakeDhis2]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(papers.certificate, papers.key)
    with Running(context) as fake:
        yield fake


def test_a_certificate_that_nobody_vouches_for_stops_it_before_the_token_is_told(secure):
    error = refused(secure)
    assert "certificate" in error.message
    assert secure.asked == []


def test_over_tls_it_works_when_the_certificate_is_good(secure, papers, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(papers.authority))
    assert post(secure).imported == 1


def test_a_good_certificate_of_another_name_is_not_good_enough(secure, papers, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(papers.authority))
    there = [(2, 1, 6, "", (HERE, int(secure.url.rpartition(":")[2])))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: there)
    with pytest.raises(SendingError, match="certificate"):
        send(secure.url.replace(HERE, "dhis2.example.org"), TOKEN, PAYLOAD, QUERY, "dhis2.example.org")
    assert secure.asked == []


def test_the_secret_stands_in_no_error(server):
    server.answer = (401, {}, b"{}")
    assert TOKEN.secret not in refused(server).message


def test_a_hostile_summary_is_cut_to_size():
    conflicts = [
        {"object": "x" * 5000, "value": "y" * 5000},
        "no object",
        *({"object": str(n)} for n in range(500)),
    ]
    body = json.dumps(
        {"importCount": {"imported": -3, "updated": "7", "ignored": 2}, "conflicts": conflicts}
    ).encode()
    found = dhis2_answer.read(Answer(200, body))
    assert (found.imported, found.updated, found.ignored) == (0, 0, 2)
    assert len(found.conflicts) < dhis2_answer.MOST_CONFLICTS + 1
    assert max(len(part) for one in found.conflicts for part in one) == dhis2_answer.LONGEST
