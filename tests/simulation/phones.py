"""The phones' side: one Node process that runs the real modules, reached by one JSON object per line."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


class PhoneBugError(AssertionError):
    """The phone's code threw something that is not one of its named errors."""


class Phones:
    """Sends a command and answers the requests that come while it runs."""

    def __init__(self, trace: bool = False) -> None:
        self.trace = trace
        node = shutil.which("node")
        assert node, "Node is not installed. ./dev test installs it."
        script = ROOT / "tests/simulation/phones.mjs"
        self._process = subprocess.Popen(
            [node, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        self.answer: Callable[[dict[str, Any]], dict[str, Any]] = lambda _asked: {"error": "offline"}

    def do(self, what: str, phone: str = "", **given: Any) -> dict[str, Any]:
        """One command; the outcome, with every record that was sealed meanwhile."""
        if self.trace:
            print("→", what, phone, {k: v for k, v in given.items() if k != "record"})  # noqa: T201
        self._say({"do": what, "phone": phone, **given})
        while True:
            assert self._process.stdout
            line = self._process.stdout.readline()
            if not line:
                raise PhoneBugError("the phones' process ended")
            said = json.loads(line)
            if "done" in said:
                if said["done"].get("error") == "bug":
                    raise PhoneBugError(said["done"]["text"])
                if self.trace:
                    print("  ←", {k: v for k, v in said["done"].items() if k != "sealed"})  # noqa: T201
                return dict(said["done"])
            self._say({"net": said["net"], **self.answer(said)})

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()

    def _say(self, line: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()
