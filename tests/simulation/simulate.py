"""Plays many seeded runs and prints what happened. `python -m tests.simulation.simulate --runs 200 --seed 1`."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from .phones import Phones
from .story import Story
from .world import World


def main() -> int:
    """0 when every run kept every promise."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--runs", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--stop", action="store_true", help="stop at the first broken promise")
    asked.add_argument("--trace", action="store_true", help="print every command and its outcome")
    options = asked.parse_args()
    seeds = range(options.seed, options.seed + options.runs)
    report = play(seeds, options.stop, options.trace)
    print(line(report))  # noqa: T201 - this is a command
    return 1 if report["broken"] else 0


def play(seeds: range, stop: bool = False, trace: bool = False) -> Counter[str]:
    """Runs, faults, records and broken promises of these seeds."""
    logging.getLogger("outreach").setLevel(logging.CRITICAL)
    report: Counter[str] = Counter()
    memory = Path("/dev/shm")  # noqa: S108 - a fresh folder of our own in memory
    with tempfile.TemporaryDirectory(dir=memory if memory.exists() else None) as folder:
        world, phones = World(Path(folder)), Phones(trace)
        begun = time.monotonic()
        try:
            Story.prepare(world, phones)
            for seed in seeds:
                broken = one(seed, world, phones, report)
                if broken and stop:
                    break
        finally:
            phones.close()
            world.close()
        report["ms"] = round((time.monotonic() - begun) * 1000)
    return report


def one(seed: int, world: World, phones: Phones, report: Counter[str]) -> bool:
    """One run; what went wrong is printed with its seed."""
    story = Story(seed, world, phones)
    try:
        story.play()
        broken = False
    except AssertionError as error:
        broken = True
        kind = getattr(error, "kind", "bug")
        report["broken"] += 1
        report[kind] += 1
        said = str(error) if kind != "bug" else f"bug: {error}"
        print(f"seed {seed}: {said}", file=sys.stderr)  # noqa: T201
    report["runs"] += 1
    report["steps"] += story.steps
    report["records"] += len(story.model.sealed)
    report["sends"] += story.network.records
    report["faults"] += sum(story.network.counts.values()) + story.damages + story.kills
    return broken


def line(report: Counter[str]) -> str:
    """The report in one line."""
    return "  ".join(f"{name} {report[name]}" for name in sorted(report))


if __name__ == "__main__":
    sys.exit(main())
