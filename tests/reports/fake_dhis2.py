"""A small real HTTP server that answers as DHIS2 is documented to, or badly."""

from __future__ import annotations

import json
import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Value = dict[str, str]
PLACE = ("dataElement", "period", "orgUnit", "categoryOptionCombo", "attributeOptionCombo")


@dataclass
class Asked:
    """One request as it came."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class FakeDhis2:
    """Stores values and tells what it did; `answer` makes it answer something else, `hang` nothing at all."""

    asked: list[Asked] = field(default_factory=list)
    values: dict[tuple[str, ...], str] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)  # data elements that it does not have
    answer: tuple[int, dict[str, str], bytes] | None = None
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)  # given first, once each
    hang: threading.Event | None = None
    old: bool = False  # the import summary stands at the top, as before version 2.38
    url: str = ""

    def take(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        """What a working DHIS2 answers."""
        count = dict.fromkeys(("imported", "updated", "ignored", "deleted"), 0)
        conflicts = []
        outer = {name: asked.body[name] for name in PLACE if name in asked.body}
        for value in asked.body["dataValues"]:
            told = {**outer, **value}
            place = tuple(told.get(part, "") for part in PLACE)
            if told["dataElement"] in self.unknown:
                count["ignored"] += 1
                conflicts.append(
                    {"object": told["dataElement"], "value": "Data element not found or not accessible"}
                )
            else:
                self._store(place, told["value"], asked.query, count)
        wrong = bool(conflicts)
        summary = {"responseType": "ImportSummary", "status": "WARNING" if wrong else "SUCCESS",
                   "description": "Import process completed successfully", "importCount": count,
                   "conflicts": conflicts, "dataSetComplete": "false"}  # fmt: skip
        status = 409 if wrong else 200
        whole = {"httpStatus": "Conflict" if wrong else "OK", "httpStatusCode": status,
                 "status": "WARNING" if wrong else "OK", "message": "Import done.", "response": summary}  # fmt: skip
        return (
            status,
            {"Content-Type": "application/json"},
            json.dumps(summary if self.old else whole).encode(),
        )

    def _store(
        self, place: tuple[str, ...], value: str, query: dict[str, str], count: dict[str, int]
    ) -> None:
        held, dry = self.values.get(place), query.get("dryRun") == "true"
        if query["importStrategy"] == "DELETE":
            count["deleted"] += held is not None
            if not dry:
                self.values.pop(place, None)
            return
        count["imported" if held is None else "updated"] += held != value or self.old
        if not dry:
            self.values[place] = value


class _Handler(BaseHTTPRequestHandler):
    fake: FakeDhis2

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        split = urlsplit(self.path)
        query = {name: found[0] for name, found in parse_qs(split.query).items()}
        asked = Asked(split.path, query, dict(self.headers), json.loads(self.rfile.read(length)))
        self.fake.asked.append(asked)
        if self.fake.hang is not None:
            self.fake.hang.wait(20)
            return
        given = self.fake.answers.pop(0) if self.fake.answers else self.fake.answer
        status, headers, body = given or self.fake.take(asked)
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body)), "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815 - the name that http.server looks for

    def log_message(self, *_said: object) -> None:
        """Tests speak for themselves."""


class Running:
    """The server in a thread of its own, on a free port of this machine."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.fake = FakeDhis2()
        handler = type("Handler", (_Handler,), {"fake": self.fake})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        scheme = "https" if context else "http"
        self.fake.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FakeDhis2:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()
        return self.fake

    def __exit__(self, *_error: object) -> None:
        if self.fake.hang is not None:
            self.fake.hang.set()
        self._server.shutdown()
        self._server.server_close()
