"""P9: taps of a usual contact, played in the app on the smallest phone, and seconds by the keystroke-level model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from .browsing import bench
from .run import Run
from .table import Row

# Operators of look/phone.md in seconds: reach and tap, decide, the screen answers.
TAP, DECIDE, SCREEN = 0.75, 1.35, 0.1


@dataclass(frozen=True)
class Task:
    """What is tapped, in order; how many decisions and new screens there are."""

    name: str
    taps: tuple[str, ...]
    decisions: int
    screens: int

    @property
    def seconds(self) -> float:
        return len(self.taps) * TAP + self.decisions * DECIDE + self.screens * SCREEN


USUAL = Task("usual contact", ("New contact", "Usual", "Been before", "25 to 29", "Woman", "Save"), 3, 2)
REPEAT = Task("repeat last", ("Same as last", "Save"), 1, 2)
SHORT = Task("shortest contact", ("New contact", "Usual", "Save"), 2, 2)


def measure(run: Run) -> list[Row]:
    """One row. Every tap meets a button that stands whole on the screen: nothing is scrolled."""
    with run.folder() as folder, bench(folder) as stage:
        context, app = stage.enrolled("taps")
        for task in (USUAL, REPEAT, SHORT):
            _play(app.page, task)
        kept = len(app.entries())
        context.close()
    if kept != 3:
        raise AssertionError(f"Three contacts were tapped, {kept} were saved.")
    return [
        Row(
            "P9",
            "a usual contact (one person, one bundle; zone, setting, shift preset): taps played, seconds by the model",
            "Simple 13–16 s median a visit (published)",
            f"taps alone {len(USUAL.taps) * TAP:.1f} s",
            "; ".join(
                f"{task.name} {len(task.taps)} taps, {task.seconds:.1f} s" for task in (USUAL, REPEAT, SHORT)
            ),
            "≤ 10 s, ≤ 6 taps; repeat ≤ 2 taps",
            USUAL.seconds <= 10 and len(USUAL.taps) <= 6 and len(REPEAT.taps) <= 2,
            {task.name: [len(task.taps), task.seconds] for task in (USUAL, REPEAT, SHORT)},
        )
    ]


def _play(page: Page, task: Task) -> None:
    for name in task.taps:
        button = page.get_by_role("button", name=re.compile(f"^{name}")).last
        expect(button).to_be_in_viewport(ratio=0.99)
        button.tap()
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
