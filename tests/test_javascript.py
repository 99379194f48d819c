"""Runs the tests of the phone's modules (tests/js) with Node's own runner, one file at a time."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "tests/js").rglob("*.test.mjs"))


@pytest.mark.parametrize("file", FILES)
def test_javascript(file: str) -> None:
    node = shutil.which("node")
    assert node, "Node is not installed. ./dev test installs it."
    done = subprocess.run([node, "--test", file], cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
