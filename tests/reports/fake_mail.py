"""A tiny real mail server: it takes messages, offers STARTTLS when it has papers, and refuses what it is told to."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from base64 import b64decode
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class FakeMail:
    """What came, and how it behaves."""

    messages: list[Message] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    greeted: list[str] = field(default_factory=list)
    in_clear: list[str] = field(default_factory=list)  # commands that came before TLS
    refuse: set[str] = field(default_factory=set)  # addresses it does not take
    password: str = ""  # asked for when set
    papers: ssl.SSLContext | None = None
    at_once: bool = False  # TLS from the first byte
    port: int = 0


class _Session(socketserver.StreamRequestHandler):
    fake: FakeMail
    secured = False

    def handle(self) -> None:
        self.say("220 mail.example.org")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            if not self.secured:
                self.fake.in_clear.append(verb)
            act = getattr(self, f"on_{verb.lower()}", None)
            if act is None:
                self.say("502 not here")
            elif act(line) is False:
                return

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def on_ehlo(self, line: str) -> None:
        self.fake.greeted.append(line.split(" ")[1])
        offers = ["250-mail.example.org"]
        offers += ["250-STARTTLS"] if self.fake.papers and not self.secured else []
        offers += ["250-AUTH PLAIN"] if self.fake.password else []
        self.say(*offers, "250 8BITMIME")

    on_helo = on_ehlo

    def on_starttls(self, _line: str) -> bool | None:
        assert self.fake.papers
        self.say("220 go on")
        try:
            self.connection = self.fake.papers.wrap_socket(self.connection, server_side=True)
        except OSError:
            return False
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.secured = True
        return None

    def on_auth(self, line: str) -> None:
        right = b64decode(line.split(" ")[2]).decode().endswith(f"\0{self.fake.password}")
        self.say("235 welcome" if right else "535 wrong")

    def on_mail(self, _line: str) -> None:
        self.say("250 ok")

    def on_rcpt(self, line: str) -> None:
        address = line.partition("<")[2].partition(">")[0]
        self.fake.recipients.append(address)
        self.say("550 nobody" if address in self.fake.refuse else "250 ok")

    def on_data(self, _line: str) -> None:
        self.say("354 go on")
        body = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            body += line
        self.fake.messages.append(message_from_bytes(body))
        self.say("250 taken")

    def on_rset(self, _line: str) -> None:
        self.say("250 ok")

    def on_quit(self, _line: str) -> bool:
        self.say("221 bye")
        return False


class _SecureServer(socketserver.ThreadingTCPServer):
    fake: FakeMail
    daemon_threads = True

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        if self.fake.at_once and self.fake.papers:
            connection = self.fake.papers.wrap_socket(connection, server_side=True)
        return connection, address


class RunningMail:
    """The server in a thread of its own, on a free port of this machine."""

    def __init__(self) -> None:
        self.fake = FakeMail()
        session = type("Session", (_Session,), {"fake": self.fake})
        self._server = _SecureServer(("127.0.0.1", 0), session)
        self._server.fake = self.fake
        self.fake.port = self._server.server_address[1]

    def __enter__(self) -> FakeMail:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()
        return self.fake

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
