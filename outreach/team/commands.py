"""Commands about members and the log: `outreach member …`, `outreach audit verify`."""

from __future__ import annotations

import click

from ..database import reading, transaction
from . import audit, passwords, rules, store


@click.group()
def member() -> None:
    """Members of the desk: add, password, off, list."""


@member.command("add")
@click.argument("login")
@click.option("--name", required=True, help="The name other members see.")
@click.option("--role", type=click.Choice(rules.MEMBER_ROLES), required=True)
@click.option("--team", help="Name of the team; it is made when there is none of this name.")
def add(login: str, name: str, role: str, team: str | None) -> None:
    """Adds a member and prints a generated password, once."""
    if role == rules.COORDINATOR and not team:
        raise click.UsageError("A coordinator belongs to a team: give --team.")
    password = passwords.generated()
    password_hash = passwords.hashed(password)
    with transaction() as conn:
        if store.member_named(conn, login.lower()) is not None:
            raise click.ClickException(f"There is a member with the sign-in name {login.lower()} already.")
        team_id = store.team_named(conn, team) if team and role != rules.FUNDER else None
        number = store.add_member(
            conn, name=name, login=login.lower(), role=role, team_id=team_id, password_hash=password_hash
        )
        audit.record(conn, "command", "member added", f"member:{number} as {role}")
    click.echo(f"{login.lower()}  {password}")


@member.command("password")
@click.argument("login")
def password(login: str) -> None:
    """Gives a member a new password, prints it once, and ends their sessions."""
    new = passwords.generated()
    password_hash = passwords.hashed(new)
    with transaction() as conn:
        number = _number(store.member_named(conn, login.lower()))
        store.change_member(conn, number, password_hash=password_hash, totp_secret=None)
        store.replace_recovery_codes(conn, number, [])
        store.close_sessions(conn, number)
        audit.record(conn, "command", "password renewed", f"member:{number}, second factor taken off")
    click.echo(f"{login.lower()}  {new}")


@member.command("off")
@click.argument("login")
def off(login: str) -> None:
    """Ends a member's sessions and lets them sign in no more."""
    with transaction() as conn:
        number = _number(store.member_named(conn, login.lower()))
        store.change_member(conn, number, active=False)
        store.close_sessions(conn, number)
        audit.record(conn, "command", "member changed", f"member:{number} switched off")
    click.echo(f"{login.lower()} is switched off.")


@member.command("list")
def list_members() -> None:
    """Lists members: sign-in name, role, team, state."""
    with reading() as conn:
        for row in store.members(conn):
            state = "" if row.active else "  (off)"
            click.echo(f"{row.login:30}  {row.role:14}  {row.team_name or '–'}{state}")


def _number(found: int | None) -> int:
    if found is None:
        raise click.ClickException("There is no member with this sign-in name. See `outreach member list`.")
    return found


@click.group("audit")
def audit_group() -> None:
    """The hash-chained log."""


@audit_group.command("verify")
def verify() -> None:
    """Follows the chain from the first row to the last; exit status 1 when it is broken."""
    with reading() as conn:
        verdict = audit.verify(conn)
    if verdict.broken_at is not None:
        raise click.ClickException(
            f"The log is broken at row {verdict.broken_at}: something was changed or taken out."
        )
    click.echo(f"{verdict.rows} rows, unbroken. Head: {verdict.head.hex()}")


commands = [member, audit_group]
