"""What is asked on the pages of reports."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from .content.rules import PAPERS
from .editions import narrative

LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português", "ar": "العربية"}
OWN = SelectChoice("", "As the template says")


class AskForm(FlaskForm):
    """Which template, which period, on which paper, in which language."""

    template = SelectField("Template", coerce=int, validators=[InputRequired("Choose a template.")])
    period = SelectField("Period", validators=[DataRequired("Choose a period.")])
    paper = SelectField("Paper", choices=[OWN, *(SelectChoice(paper, paper) for paper in PAPERS)])
    language = SelectField(
        "Language", choices=[OWN, *(SelectChoice(code, name) for code, name in LANGUAGES.items())]
    )


class EmptyForm(FlaskForm):
    """A button: only the token."""


class VersionForm(FlaskForm):
    """A button about an edition as it was seen: another version is refused."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class ApproveForm(VersionForm):
    """The second person's word."""

    read = BooleanField(
        "I have read all pages.", validators=[DataRequired("Read all pages first, then tick this.")]
    )


class CorrectForm(VersionForm):
    """Why a published report needs another edition."""

    what = RadioField(
        "What was wrong",
        choices={"figures": "Figures: draft them again", "words": "Words only: every figure stays as it was"},
        validators=[DataRequired("Say whether figures or words were wrong.")],
    )
    reason = TextAreaField("What changed, and why")

    def validate_reason(self, field: TextAreaField) -> None:
        """Raises ValidationError for what cannot be printed."""
        wrong = narrative.wrong_in_reason(field.data or "")
        if wrong:
            raise ValidationError(wrong)


class VerifyForm(FlaskForm):
    """A file, or the hash of one."""

    file = FileField("The file")
    hash = StringField(
        "Or its fingerprint (SHA-256)",
        validators=[Optional(), Length(max=200, message="A SHA-256 has 64 signs.")],
    )
