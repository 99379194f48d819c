"""Forms of sign-in and of the team page."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from . import rules

_ROLES = {
    rules.COORDINATOR: "Coordinator: the team's supplies, referrals and phones",
    rules.ADMINISTRATOR: "Administrator: all teams, members and the log",
    rules.FUNDER: "Funder: published reports only",
}


def _strip(value: str | None) -> str | None:
    return value.strip() if value else value


class SignInForm(FlaskForm):
    """Sign-in name and password."""

    login = StringField(
        "Sign-in name",
        filters=[_strip],
        validators=[
            DataRequired("Enter your sign-in name."),
            Length(max=120, message="A sign-in name has at most 120 signs."),
        ],
    )
    password = PasswordField(
        "Password",
        validators=[
            DataRequired("Enter your password."),
            Length(max=rules.PASSWORD_MAX, message="At most 128 signs."),
        ],
    )
    next = HiddenField()


class CodeForm(FlaskForm):
    """The second factor: six digits, or a recovery code."""

    code = StringField(
        "Code",
        filters=[_strip],
        validators=[
            DataRequired("Enter the six digits your app shows now."),
            Length(max=20, message="Too long for a code."),
        ],
    )
    next = HiddenField()


class ConfirmForm(FlaskForm):
    """The password once more."""

    password = PasswordField(
        "Password",
        validators=[
            DataRequired("Enter your password."),
            Length(max=rules.PASSWORD_MAX, message="At most 128 signs."),
        ],
    )
    next = HiddenField()


class PasswordForm(FlaskForm):
    """A new password of one's own choice."""

    new = PasswordField("New password", validators=[DataRequired("Enter a new password.")])
    again = PasswordField(
        "The new password again", validators=[DataRequired("Enter the new password again.")]
    )


class ThemeForm(FlaskForm):
    """Light, dark, or as the computer says."""

    theme = RadioField("Colours", choices={"auto": "As this computer", "light": "Light", "dark": "Dark"})
    next = HiddenField()


class MemberForm(FlaskForm):
    """A member: name, sign-in name, role and team. The password is generated."""

    name = StringField(
        "Name",
        filters=[_strip],
        validators=[
            DataRequired("Enter a name."),
            Length(max=60, message="A name has at most 60 signs."),
        ],
    )
    login = StringField(
        "Sign-in name",
        filters=[_strip],
        validators=[
            DataRequired("Enter a sign-in name, for example an e-mail address."),
            Length(max=120, message="A sign-in name has at most 120 signs."),
        ],
    )
    role = SelectField("Role", choices=_ROLES, validators=[DataRequired("Choose a role.")])
    team = SelectField("Team", coerce=int, validators=[Optional()])
    new_team = StringField(
        "Or a new team",
        filters=[_strip],
        validators=[
            Optional(),
            Length(max=60, message="A team's name has at most 60 signs."),
        ],
    )


class MemberChangeForm(FlaskForm):
    """Role, team and whether the member may sign in."""

    role = SelectField("Role", choices=_ROLES, validators=[DataRequired("Choose a role.")])
    team = SelectField("Team", coerce=int, validators=[Optional()])
    active = BooleanField("May sign in")


class PlainForm(FlaskForm):
    """A button: nothing but the token that proves the page it came from."""
