"""What commands about reports share: a progress bar, and the proof that somebody is who they say."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy import Row

from ..clock import now
from ..database import reading, transaction
from ..errors import UnauthenticatedError
from ..team import passwords, second_factor
from ..team import store as members
from ..team.rules import DESK
from .editions import making


class Bar:
    """Progress of long work on one line; has what the worker's own course has."""

    def __init__(self, label: str, steps: int = making.STEPS) -> None:
        self._bar = click.progressbar(length=steps, label=label, item_show_func=lambda name: name or "")
        self._step = 0

    def __enter__(self) -> Bar:
        self._bar.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        if not error or error[0] is None:
            self._bar.update(max(0, (self._bar.length or 0) - self._bar.pos), "Done")
        self._bar.__exit__(*error)

    def say(self, name: str) -> None:
        """The next step begins."""
        self._bar.update(1 if self._step else 0, name)
        self._step += 1

    def go_on(self, **_values: object) -> None:
        """A sign of life: nobody waits for one here."""


def person(login: str) -> int:
    """The number of the member who proves to be `login`. Raises UnauthenticatedError, ForbiddenError by its words."""
    with reading() as conn:
        member = members.member_by_login(conn, login.lower())
    given = click.prompt(f"Password of {login}", hide_input=True, err=True)
    if not passwords.matches(member.password_hash if member else None, given) or member is None:
        raise UnauthenticatedError("The name and the password do not belong together. Nothing was changed.")
    if member.role not in DESK:
        raise UnauthenticatedError("Reports are made by coordinators and administrators.")
    if member.totp_secret:
        _code(member)
    return int(member.id)


def _code(member: Row[Any]) -> None:
    given = click.prompt("Code of the second factor", err=True)
    step = second_factor.matching_step(member.totp_secret, given, now(), member.totp_last)
    with transaction() as conn:
        if step is None or not members.use_totp_step(conn, member.id, step):
            raise UnauthenticatedError("This code is wrong or was used. Nothing was changed.")
