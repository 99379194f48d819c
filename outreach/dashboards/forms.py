"""Forms of the coordinators' pages."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from ..referrals.entry import FLAGS, NAMES

NAME = Length(max=40, message="At most 40 signs.")
MOST_UNITS = 10_000_000
SITE_KINDS = {"office": "Office or store", "van": "Van", "dropin": "Drop-in", "other": "Other"}
OUTCOMES = {
    "accepted": "Accepted",
    "appointment": "Has an appointment",
    "attended": "Attended",
    "declined": "Not attended",
    "unknown": "Not known",
}


def _strip(value: str | None) -> str | None:
    return value.strip() if value else value


class PhoneForm(FlaskForm):
    """A phone to be added: its name, and its team when the member belongs to none."""

    name = StringField(
        "Name of the phone",
        filters=[_strip],
        validators=[DataRequired("Give the phone a name, for example a plant or a bird."), NAME],
    )
    team = SelectField("Team", coerce=int, validators=[Optional()])


class DigitsForm(FlaskForm):
    """The six digits on the phone's screen, and which phone it was before."""

    digits = StringField(
        "Six digits",
        filters=[_strip],
        validators=[
            DataRequired("Type the six digits that the phone shows."),
            Length(max=12, message="These are more than six digits."),
        ],
    )
    same_as = SelectField("The same phone as", coerce=int, validators=[Optional()])


class RenameForm(FlaskForm):
    """A new name of a phone."""

    name = StringField("Name", filters=[_strip], validators=[DataRequired("Enter a name."), NAME])


class SamePhoneForm(FlaskForm):
    """Which phone this one was before it was enrolled again."""

    former = SelectField("It was", coerce=int, validators=[InputRequired("Choose a phone.")])


class RevokeForm(FlaskForm):
    """Ends a phone's enrolment; the name is typed because it cannot be taken back."""

    lost_since = DateField("Lost since", validators=[Optional()])
    name = StringField(
        "Type the name of the phone to confirm",
        filters=[_strip],
        validators=[DataRequired("Type the name of the phone.")],
    )


class DecideForm(FlaskForm):
    """A word on one record in quarantine."""

    receipt = IntegerField(validators=[InputRequired(), NumberRange(min=1)])
    word = SelectField(choices={"approve": "Approve", "reject": "Reject", "undo": "Undo"})


class ReceiptForm(FlaskForm):
    """A record's receipt number, as the phone shows it."""

    receipt = IntegerField(
        "Receipt number",
        validators=[
            InputRequired("Enter the receipt number, a whole number."),
            NumberRange(min=1, max=2**53, message="A receipt number is a whole number above 0."),
        ],
    )
    seen = HiddenField()


class SlipForm(FlaskForm):
    """A slip code."""

    slip = StringField(
        "Slip code",
        filters=[_strip],
        validators=[
            DataRequired("Enter the code of the slip, for example ABC-DEFG."),
            Length(max=20, message="A slip code has seven signs."),
        ],
    )


class OutcomeForm(FlaskForm):
    """What became of a referral."""

    referral = IntegerField(validators=[InputRequired(), NumberRange(min=1)])
    status = SelectField(
        choices=OUTCOMES,
        validators=[DataRequired("Choose an outcome.")],
    )
    before = HiddenField()


class DeliveryForm(FlaskForm):
    """A delivery of one item to one place."""

    site = SelectField("Place", coerce=int, validators=[DataRequired("Choose a place.")])
    item = SelectField("Item", validators=[DataRequired("Choose an item.")])
    units = IntegerField(
        "Units received",
        validators=[
            InputRequired("Units must be a whole number, 1 or more."),
            NumberRange(min=1, max=MOST_UNITS, message="Units must be a whole number, 1 or more."),
        ],
    )
    lot = StringField("Lot", filters=[_strip], validators=[Optional(), NAME])
    expires = DateField("Expires on", validators=[Optional()])
    once = HiddenField()


class TransferForm(FlaskForm):
    """Supplies that move from one place to another."""

    site = SelectField("From", coerce=int, validators=[DataRequired("Choose a place.")])
    to = SelectField("To", coerce=int, validators=[DataRequired("Choose a place.")])
    item = SelectField("Item", validators=[DataRequired("Choose an item.")])
    units = IntegerField(
        "Units moved",
        validators=[
            InputRequired("Units must be a whole number, 1 or more."),
            NumberRange(min=1, max=MOST_UNITS, message="Units must be a whole number, 1 or more."),
        ],
    )
    once = HiddenField()


class LossForm(FlaskForm):
    """Supplies that were lost, damaged, or are past their date."""

    site = SelectField("Place", coerce=int, validators=[DataRequired("Choose a place.")])
    item = SelectField("Item", validators=[DataRequired("Choose an item.")])
    kind = SelectField(
        "What happened",
        choices={"lost": "Lost or damaged", "expired": "Past its date"},
        validators=[DataRequired()],
    )
    units = IntegerField(
        "Units",
        validators=[
            InputRequired("Units must be a whole number, 1 or more."),
            NumberRange(min=1, max=MOST_UNITS, message="Units must be a whole number, 1 or more."),
        ],
    )
    once = HiddenField()


class CountForm(FlaskForm):
    """What stands on the shelf; the ledger is corrected by the difference."""

    site = SelectField("Place", coerce=int, validators=[DataRequired("Choose a place.")])
    item = SelectField("Item", validators=[DataRequired("Choose an item.")])
    units = IntegerField(
        "Units counted",
        validators=[
            InputRequired("Units must be a whole number, 0 or more."),
            NumberRange(min=0, max=MOST_UNITS, message="Units must be a whole number, 0 or more."),
        ],
    )
    once = HiddenField()


class ZonesForm(FlaskForm):
    """A GeoJSON file with the outlines of zones."""

    file = FileField("GeoJSON file")


class SiteForm(FlaskForm):
    """A place from which bags are filled."""

    name = StringField("Name", filters=[_strip], validators=[DataRequired("Enter a name."), NAME])
    kind = SelectField("Kind", choices=SITE_KINDS)
    zone = SelectField("Zone", coerce=int, validators=[Optional()])
    team = SelectField("Team", coerce=int, validators=[Optional()])


class PlaceForm(FlaskForm):
    """A place's name, and whether it is in use."""

    name = StringField("Name", filters=[_strip], validators=[DataRequired("Enter a name."), NAME])
    active = BooleanField("In use")


class ServiceForm(FlaskForm):
    """A service of the directory. All is text here; referrals/entry.py says what can be read."""

    name = StringField(NAMES["name"])
    types = SelectMultipleField(NAMES["types"])
    flags = SelectMultipleField(NAMES["flags"], choices=FLAGS)
    affirming_says = StringField(NAMES["affirming_says"])
    cost = StringField(NAMES["cost"])
    phone = StringField(NAMES["phone"])
    address = StringField(NAMES["address"])
    by_phone = BooleanField(NAMES["by_phone"])
    place = StringField(NAMES["place"])
    mon = StringField(NAMES["mon"])
    tue = StringField(NAMES["tue"])
    wed = StringField(NAMES["wed"])
    thu = StringField(NAMES["thu"])
    fri = StringField(NAMES["fri"])
    sat = StringField(NAMES["sat"])
    sun = StringField(NAMES["sun"])
    meetings = TextAreaField(NAMES["meetings"])
    closed_on = TextAreaField(NAMES["closed_on"])
    languages = StringField(NAMES["languages"])
    notes = TextAreaField(NAMES["notes"])
    checked_on = DateField(NAMES["checked_on"], validators=[Optional()])
    version = HiddenField()


class DirectoryFileForm(FlaskForm):
    """A CSV file with services."""

    file = FileField("CSV file")
