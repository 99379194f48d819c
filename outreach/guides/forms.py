"""Forms of the guides' pages."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import Length, ValidationError

from . import rules
from .approval import Word


def _strip(value: str | None) -> str:
    return (value or "").strip()


class NumberForm(FlaskForm):
    """The emergency number of the place."""

    number = StringField("Emergency number here", filters=[_strip])

    def validate_number(self, field: StringField) -> None:
        """Raises ValidationError in plain words."""
        if problem := rules.number_problem(field.data or ""):
            raise ValidationError(problem)


class ApproveForm(FlaskForm):
    """A coordinator's word for one card in one language."""

    checked = BooleanField("A person who speaks this language well has read every line")
    by = StringField(
        "Who checked the medicine: a role, no name",
        filters=[_strip],
        validators=[Length(max=40, message="At most 40 signs.")],
    )
    digest = HiddenField()  # of the text that was on the page: nobody approves what they have not read

    @property
    def word(self) -> Word:
        """What was decided."""
        return Word(self.digest.data or "", bool(self.checked.data), self.by.data or "")
