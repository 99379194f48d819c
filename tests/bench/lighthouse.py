"""P7 Lighthouse: Google's own judgement of the field shell, as a phone sees it first (simulated slow 4G, 4 × CPU)."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

from tests.browsers import QUIET, chromium_program

from .browsing import bench
from .peers import install
from .run import Run
from .table import Row

CATEGORIES = ("performance", "accessibility", "best-practices")


def measure(run: Run) -> list[Row]:
    """One row: the worst category decides; the programme's server answers, nothing is uploaded."""
    program = install(run.cache, "lighthouse") / "lighthouse" / "cli" / "index.js"
    with run.folder() as folder, bench(folder) as stage:
        address = f"{stage.server.url}/field/"
        scores = [_scores(program, address, folder) for _ in range(1 if run.quick else 3)]
    found = {name: median(each[name] for each in scores) for name in CATEGORIES}
    return [
        Row(
            "P7 lighthouse",
            "Lighthouse 12 on the field shell, mobile: scores of 100, median of the runs",
            "–",
            "100",
            ", ".join(f"{name} {score:.0f}" for name, score in found.items()),
            "performance, accessibility ≥ 95",
            min(found["performance"], found["accessibility"]) >= 95,
            {"scores": scores},
        )
    ]


def _scores(program: Path, address: str, folder: Path) -> dict[str, float]:
    answer = folder / "lighthouse.json"
    flags = " ".join(("--headless=new", "--no-sandbox", *QUIET))  # our own page only; root has no sandbox
    subprocess.run(
        [
            "node", str(program), address, "--quiet", "--no-enable-error-reporting", "--output=json",
            f"--output-path={answer}", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}",
        ],
        check=True, env={**os.environ, "CHROME_PATH": chromium_program()},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(answer.read_text("utf-8"))["categories"]
    return {name: round(found[name]["score"] * 100) for name in CATEGORIES}
