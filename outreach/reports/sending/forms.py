"""Forms of what leaves the house: a DHIS2 server, sending an edition there, a funder's member."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from ..exports.dhis2 import PERIODS

_PERIOD_WORDS = {
    "Monthly": "Months", "BiMonthly": "Two months", "Quarterly": "Quarters", "SixMonthly": "Half-years",
    "SixMonthlyApril": "Half-years from April", "Yearly": "Years", "FinancialApril": "Years from April",
    "FinancialJuly": "Years from July", "FinancialOct": "Years from October",
}  # fmt: skip
_ADDRESS = Regexp(r"[^@\s]+@[^@\s,;<>]+\.[^@\s,;<>]+$", message="This is no e-mail address.")
_IDENTIFIER = "An identifier has at most 60 signs."


def _strip(value: str | None) -> str:
    return value.strip() if value else ""


class ServerForm(FlaskForm):
    """A DHIS2 server: where it is, who we are there, and what goes where."""

    name = StringField(
        "Name",
        filters=[_strip],
        validators=[DataRequired("Give it a name."), Length(max=60, message="A name has at most 60 signs.")],
    )
    url = StringField(
        "Address",
        filters=[_strip],
        validators=[
            DataRequired("Enter the address of the server."),
            Length(max=200, message="An address has at most 200 signs."),
        ],
    )
    account = StringField(
        "Name there", filters=[_strip], validators=[Length(max=120, message="At most 120 signs.")]
    )
    secret = PasswordField("Token or password", validators=[Length(max=300, message="At most 300 signs.")])
    audience = SelectField("Whose reports may go there")
    data_set = StringField(
        "Data set",
        filters=[_strip],
        validators=[DataRequired("Enter the data set."), Length(max=60, message=_IDENTIFIER)],
    )
    period_type = SelectField("Its periods", choices={name: _PERIOD_WORDS[name] for name in PERIODS})
    scheme = SelectField("Identifiers are", choices={"code": "codes", "uid": "UIDs (11 signs)"})
    attribute = StringField(
        "Attribute option combination", filters=[_strip], validators=[Length(max=60, message=_IDENTIFIER)]
    )
    units = TextAreaField("Organisation units", validators=[DataRequired("Write at least one unit.")])
    elements = TextAreaField("Data elements", validators=[DataRequired("Write at least one element.")])
    active = BooleanField("Reports may be sent there", default=True)


class SendForm(FlaskForm):
    """Which edition goes to a server; the button says whether it is only a try."""

    edition = SelectField("Report", coerce=int, validators=[DataRequired("Choose a report.")])


class FunderMemberForm(FlaskForm):
    """Somebody at a funder's: who, of which funder, and where a notice goes."""

    name = StringField(
        "Name",
        filters=[_strip],
        validators=[DataRequired("Enter a name."), Length(max=60, message="A name has at most 60 signs.")],
    )
    login = StringField(
        "Sign-in name",
        filters=[_strip],
        validators=[
            DataRequired("Enter a sign-in name, for example an e-mail address."),
            Length(max=120, message="A sign-in name has at most 120 signs."),
        ],
    )
    funder = SelectField("Funder", coerce=int, validators=[DataRequired("Choose the funder.")])
    email = StringField(
        "E-mail for notices",
        filters=[_strip],
        validators=[
            Optional(),
            _ADDRESS,
            Length(max=120, message="At most 120 signs."),
        ],
    )


class BelongsForm(FlaskForm):
    """To which funder a member belongs, and where a notice goes."""

    funder = SelectField("Funder", coerce=int)
    email = StringField(
        "E-mail for notices",
        filters=[_strip],
        validators=[
            Optional(),
            _ADDRESS,
            Length(max=120, message="At most 120 signs."),
        ],
    )
