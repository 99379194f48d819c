"""P9: taps of each kind of record, played in the app on the smallest phone, and seconds by the keystroke model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from .browsing import bench
from .run import Run
from .table import Row

# Operators of look/phone.md in seconds: reach and tap, flick and settle, decide, the screen answers.
TAP, FLICK, DECIDE, SCREEN = 0.75, 0.5, 1.35, 0.1
FLICKED = "(flick)"
SLIP = "7K3M9Q8"
# A thumb moves about four fifths of what it sees.
MOVE = "() => { const page = document.querySelector('.o-page'); page.scrollBy(0, page.clientHeight * 0.8); }"


@dataclass(frozen=True)
class Task:
    """What is tapped, in order; how many decisions and new screens there are. `typed` is typed with as many taps."""

    name: str
    steps: tuple[str, ...]
    decisions: int
    screens: int
    typed: str = ""

    @property
    def taps(self) -> int:
        return len(self.steps) - self.flicks + len(self.typed)

    @property
    def flicks(self) -> int:
        return self.steps.count(FLICKED)

    @property
    def seconds(self) -> float:
        return self.taps * TAP + self.flicks * FLICK + self.decisions * DECIDE + self.screens * SCREEN

    def __str__(self) -> str:
        flicks = f" + {self.flicks} flick{'s' * (self.flicks > 1)}" if self.flicks else ""
        return f"{self.name} {self.taps} taps{flicks}, {self.seconds:.1f} s"


PERSON = ("Usual", "Been before", "25 to 29", "Woman")
OTHERS = ("Bag", "Other records")
USUAL = Task("usual contact", ("New contact", *PERSON, "Save"), 3, 2)
SHORT = Task("shortest contact", ("New contact", "Usual", "Save"), 2, 2)
REPEAT = Task("repeat last", ("Same as last", "Save"), 1, 2)
CONTACTS = (
    USUAL,
    SHORT,
    REPEAT,
    Task("contact with referral", ("New contact", *PERSON, FLICKED, "HIV test", "Save"), 4, 3),
    Task("group of 5", ("New contact", "Usual", "Group", "5 people", "Save"), 3, 2),
    Task(
        "contact, naloxone was used",
        ("New contact", FLICKED, FLICKED, "Naloxone was used", "2 doses", "Called", "Breathing", "Given now", "Save"),
        5,
        3,
    ),
)  # fmt: skip
RECORDS = (
    Task("naloxone was used", (*OTHERS, "Naloxone was used", "2 doses", "Called", "Breathing", "Save"), 4, 4),
    Task("count of ten at a van", (*OTHERS, "Quick count", "Usual", *["One person more"] * 10, "Save"), 2, 4),
    Task("clean-up", (*OTHERS, "Clean-up", "Litres of bin", "2", "Save"), 3, 4),
    Task("not available", (*OTHERS, "Not available", "Condoms", "None left", "Save"), 3, 4),
    Task("ask for stock", ("Bag", "Ask for stock", "Condoms: 100 more", "This week", "Save"), 3, 3),
    Task(
        "count a shelf, two items",
        ("Bag", "Count a shelf", "Condoms: type the number", "4", "0", "Set 40", "Lube sachets: none there", "Save"),
        3,
        5,
    ),
    Task("report harm", ("Report harm", "Threat", "Next", "A participant", "Save"), 3, 4),
    Task("slip came back, typed", ("Bag", "A slip came back", "They went"), 2, 3, typed=SLIP),
    Task(
        "first from paper",
        (*OTHERS, "From paper", "(yesterday)", "Evening", "First from paper", *PERSON, "Save"),
        5,
        5,
    ),
    Task("next from paper", ("Next from paper", *PERSON, "Save"), 3, 2),
)  # fmt: skip


def measure(run: Run) -> list[Row]:
    """Two rows. Every tap meets a button that stands whole on the screen: nothing is scrolled but by a flick."""
    with run.folder() as folder, bench(folder) as stage:
        context, app = stage.enrolled("taps")
        for task in (*CONTACTS, *RECORDS):
            if task.steps[0] != "Next from paper":
                _home(app.page)
            _play(app.page, task)
        _home(app.page)
        kept = len(app.entries())
        context.close()
    expected = len(CONTACTS) + len(RECORDS) + 1  # a reversal told in a contact is a record of its own
    if kept != expected:
        raise AssertionError(f"{expected} records were tapped, {kept} were saved.")
    return [_contacts(), _others()]


def _contacts() -> Row:
    return Row(
        "P9",
        "a usual contact (one person, one bundle; zone, setting, shift preset) and its variants: taps played, seconds"
        " by the model",
        "Simple 13–16 s median a visit (published)",
        f"taps alone {USUAL.taps * TAP:.1f} s",
        "; ".join(map(str, CONTACTS)),
        "≤ 10 s, ≤ 6 taps; repeat ≤ 2 taps",
        USUAL.seconds <= 10 and USUAL.taps <= 6 and REPEAT.taps <= 2,
        {task.name: [task.taps, task.flicks, task.seconds] for task in CONTACTS},
    )


def _others() -> Row:
    return Row(
        "P9 kinds",
        "each other kind of record from the shift page: taps played, seconds by the model",
        "–",
        "–",
        "; ".join(map(str, RECORDS)),
        "–",
        None,
        {task.name: [task.taps, task.flicks, task.seconds] for task in RECORDS},
    )


def _play(page: Page, task: Task) -> None:
    for step in task.steps[: len(task.steps) - bool(task.typed)]:
        _step(page, step)
    if task.typed:
        # A page that opens puts the focus on its heading. No thumb types before that; a script does.
        expect(page.get_by_role("heading", level=1).last).to_be_focused()
        page.get_by_role("textbox").press_sequentially(task.typed)
        _step(page, task.steps[-1])
    expect(page.get_by_role("status").filter(has_text=re.compile("^Saved")).first).to_be_visible()


def _step(page: Page, name: str) -> None:
    if name == FLICKED:
        page.evaluate(MOVE)
        return
    button = page.get_by_role("button", name=re.compile(f"^{name}")).last
    if name == "(yesterday)":
        button = page.get_by_role("group", name="A day on paper").get_by_role("button").first
    expect(button).to_be_in_viewport(ratio=0.99)
    button.tap()


def _home(page: Page) -> None:
    """Back to the shift page, past slips and what else lies over it; not part of any task."""
    tab = page.locator("nav").get_by_role("button", name="Shift")
    for _ in range(5):
        if page.locator("dialog[open]").count():
            page.keyboard.press("Escape")
            expect(page.locator("dialog[open]")).to_have_count(0)
        elif tab.count():
            break
        else:
            page.get_by_role("button", name=re.compile("^(Done|Back)")).last.tap()
    tab.tap()
    expect(page.get_by_role("button", name="New contact")).to_be_visible()
