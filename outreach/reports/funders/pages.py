"""Members of funders, for administrators: who signs in for which funder, and where a notice goes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from ...database import reading, transaction
from ...errors import NotFoundError
from ...team import audit, passwords, rules
from ...team import store as members
from ...team.access import actor
from ..sending import mail, store
from ..sending.forms import BelongsForm, FunderMemberForm
from ..template import store as template_store

bp = Blueprint("funders", __name__, url_prefix="/team/funders")


@bp.get("")
def funders() -> ResponseReturnValue:
    """Everybody who signs in for a funder."""
    with reading() as conn:
        return render_template(
            "reports/funders.html", members=store.belongings(conn), names=_names(conn),
            notices=mail.configured(current_app.config),
        )  # fmt: skip


@bp.route("/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """A new member of a funder; the generated password is shown once."""
    form = FunderMemberForm()
    _choices(form)
    if form.validate_on_submit():
        password = passwords.generated()
        if _added(form, passwords.hashed(password)):
            shown = {"name": form.name.data, "login": form.login.data.lower(), "password": password}
            return render_template("team/password_once.html", **shown)
        form.login.errors = ["Somebody has this sign-in name already. Choose another one."]
    return render_template("reports/funder_add.html", form=form), 400 if form.errors else 200


@bp.route("/<int:member_id>", methods=["GET", "POST"])
def member(member_id: int) -> ResponseReturnValue:
    """To which funder a member belongs. Taking the funder away takes all but the public reports away at once."""
    with reading() as conn:
        found = next((one for one in store.belongings(conn) if one.id == member_id), None)
    if found is None:
        raise NotFoundError()
    form = BelongsForm(funder=found.funder_id or 0, email=found.email or "")
    _choices(form, none=True)
    if form.validate_on_submit():
        return _changed(found, form)
    return render_template(
        "reports/funder_member.html", form=form, subject=found
    ), 400 if form.errors else 200


def _changed(found: Any, form: BelongsForm) -> ResponseReturnValue:
    with transaction() as conn:
        store.belongs(conn, found.id, form.funder.data or None, form.email.data or "")
        audit.record(
            conn, actor(), "funder's member changed", f"member:{found.id} to funder:{form.funder.data}"
        )
    flash(f"{found.name} is changed.", "ok")
    return redirect(url_for("funders.funders"), 303)


def _added(form: FunderMemberForm, password_hash: str) -> bool:
    try:
        with transaction() as conn:
            number = members.add_member(
                conn, name=form.name.data, login=form.login.data.lower(), role=rules.FUNDER, team_id=None,
                password_hash=password_hash,
            )  # fmt: skip
            store.belongs(conn, number, form.funder.data, form.email.data or "")
            audit.record(conn, actor(), "member added", f"member:{number} as funder:{form.funder.data}")
    except IntegrityError:
        return False
    return True


def _choices(form: FunderMemberForm | BelongsForm, none: bool = False) -> None:
    with reading() as conn:
        form.funder.choices = ({0: "None: public reports only"} if none else {}) | _names(conn)


def _names(conn: Connection) -> dict[int, str]:
    return {one.id: one.name for one in template_store.sources(conn)}
