"""What Eastmere has published: the last closed quarter, to its neighbourhood and to its funder.

The worker does it after the demo was filled, by the same steps and proofs as two people at the desk.
"""

from __future__ import annotations

from sqlalchemy import Connection

from .. import jobs
from ..database import reading, transaction
from ..reports import build
from ..reports import work as worker
from ..reports.editions import moving, publishing, starting
from ..reports.editions import store as editions
from ..reports.sending import store as delivery_store
from ..reports.template import store as template_store
from ..reports.template.rules import PUBLIC, ReportTemplate
from ..team.meta import meta, set_meta
from ..team.store import member_named

WISHED = "demo_reports"
AUTHOR, APPROVER, READER = "cleo", "ada", "fay"
WRITTEN = {
    "context": "The team met people {contacts} times, a change of {contacts.change} from the quarter before. "
    "The van stood near the station again, where many people had asked for it.",
    "community": "People told us that they wait too long for an emergency bed, and that they want "
    "test strips on every night of the week.",
    "plan": "- Test strips in every bag\n- A second evening at the station\n- Talks with the shelter about waiting",
}


class _Course:
    """Nobody watches; the worker may be told to end."""

    def say(self, _name: str) -> None:
        self.go_on()

    def go_on(self, **_values: object) -> None:
        jobs.jobs().go_on()


def wish(conn: Connection) -> None:
    """Asks the worker for the demo's published reports, once its people can sign in."""
    set_meta(conn, WISHED, "yes")
    reader, funder = member_named(conn, READER), next(iter(template_store.sources(conn)), None)
    if reader is not None and funder is not None:
        delivery_store.belongs(conn, reader, funder.id, "")


@jobs.finds("demo reports")
def wished() -> list[int]:
    """One piece of work until it is begun."""
    with reading() as conn:
        return [1] if meta(conn, WISHED) else []


@jobs.does("demo reports")
def publish(_number: int) -> None:
    """One edition of each template. What is cut off stays a draft that anybody can take further."""
    with transaction() as conn:
        if not meta(conn, WISHED):
            return
        set_meta(conn, WISHED, "")
        # The public first; any order would do.
        templates = sorted(starting.templates(conn)[1:], key=lambda one: one.audience != PUBLIC)
    for template in templates:
        _publish(template)


def _publish(template: ReportTemplate) -> None:
    today, course = build.today(), _Course()
    with transaction() as conn:
        author, approver = (member_named(conn, login) for login in (AUTHOR, APPROVER))
        if author is None or approver is None:
            return
        asked = starting.wish_for(conn, template, _closed(template))
        number = starting.begin(conn, template, asked, today, author)
        editions.write(conn, editions.edition(conn, number), author, WRITTEN)
        row = editions.edition(conn, number)
    worker.draft(row, course)
    for step, person in ((moving.send, author), (moving.approve, approver)):
        with transaction() as conn:
            step(conn, editions.edition(conn, number), person, today)
    publishing.publish(number, approver, course.say, course.go_on)


def _closed(template: ReportTemplate) -> str:
    """The last period of a template that is closed."""
    period = template.calendar.last_over(build.today())
    if not template.calendar.closed(period, build.today()):
        period = template.calendar.before(period)
    return period.key
