"""Forms of the safety pages."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from . import face, wording


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) if value else value


class AlertForm(FlaskForm):
    """A warning to the phones."""

    kind = RadioField(
        "What about", choices=wording.KINDS, validators=[DataRequired("Choose what it is about.")]
    )
    title = StringField(
        "Title",
        filters=[_one_line],
        validators=[
            DataRequired("Enter a title: what is dangerous, in a few words."),
            Length(max=wording.TITLE_MAX, message=f"At most {wording.TITLE_MAX} signs."),
        ],
    )
    text = TextAreaField(
        "What to do",
        filters=[_one_line],
        validators=[
            DataRequired("Say in a sentence or two what to look out for, and what to do."),
            Length(max=wording.TEXT_MAX, message=f"At most {wording.TEXT_MAX} signs."),
        ],
    )
    zones = SelectMultipleField(
        "Zones", coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    until = DateField("Last day", validators=[Optional()])
    promise = BooleanField("There is no name in it, and nothing that points to a participant")
    sure = BooleanField("I have looked at each of these, and it points to nobody")


class FaceForm(FlaskForm):
    """How the phone app looks from outside."""

    name = SelectField("Name under the icon", choices={name: name for name in face.NAMES})
    icon = RadioField("Icon", choices=face.ICONS)
    leave = RadioField("Where “Leave” goes", choices=face.LEAVE)
    start = RadioField("What comes first after unlocking", choices=face.START)


class KeyForm(FlaskForm):
    """A wrapped key, as the browser made it: nothing else of it is ever sent."""

    uid = HiddenField(validators=[DataRequired()])
    wrapped = HiddenField(validators=[DataRequired(), Length(max=1000)])
    team = SelectField("Team", coerce=int, validators=[Optional()])
