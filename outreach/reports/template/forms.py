"""Forms of templates, funding sources, targets and size estimates."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    FloatField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from ...figures.rules import MONTHS
from ...wording import LANGUAGES
from ..content.rules import PAPERS
from ..indicators import target_rules
from . import rules as template_rules


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) if value else value


class _Ticks(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class _Whole(IntegerField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        """A whole number; what is none is said in our words."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a whole number, in digits.") from None


class _Number(FloatField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        """A number; what is none is said in our words."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a number in digits, like 1200 or 12.5.") from None


class _Indicator(SelectField):
    def pre_validate(self, form: BaseForm) -> None:
        """One of the list."""
        if self.data and not any(self.data == choice.value for choice in self.choices or ()):
            raise ValidationError("No pack holds this indicator. Choose one from the list.")


def _name() -> StringField:
    return StringField(
        "Name",
        filters=[_one_line],
        validators=[
            DataRequired("Give it a name."),
            Length(max=template_rules.LONGEST_NAME, message=f"At most {template_rules.LONGEST_NAME} signs."),
        ],
    )


class TemplateForm(FlaskForm):
    """One kind of report. The order of sections is that of `order`, which buttons change."""

    name = _name()
    audience = SelectField("For", validators=[DataRequired("Choose who the report is for.")])
    sections = _Ticks("Sections", validators=[DataRequired("Choose at least one section.")])
    packs = _Ticks("Packs")
    indicators = _Ticks("Indicators")
    every = SelectField("How often", choices=[SelectChoice(*pair) for pair in template_rules.EVERY.items()])
    starts = SelectField(
        "First month of the fiscal year",
        coerce=int,
        choices=[SelectChoice(str(n), month) for n, month in enumerate(MONTHS, 1)],
    )
    closing_days = _Whole("Days until a period closes", validators=[InputRequired("Enter the days.")])
    threshold = _Whole("Counts below this are hidden", validators=[InputRequired("Enter a number.")])
    language = SelectField("Language", choices=[SelectChoice(*pair) for pair in LANGUAGES.items()])
    paper = SelectField("Paper", choices=[SelectChoice(paper, paper) for paper in PAPERS])
    zones = _Ticks("Zones", coerce=int)
    sites = _Ticks("Places", coerce=int)
    funding = SelectField("Only what this money covers", coerce=int)
    dhis2 = SelectField("Figures go to DHIS2")
    version = _Whole(widget=HiddenInput(), default=0, validators=[Optional()])


class FundingForm(FlaskForm):
    """A funding source."""

    name = _name()
    agreement_on = DateField("Agreement on small numbers, since", validators=[Optional()])
    zones = _Ticks("Zones", coerce=int)
    sites = _Ticks("Places", coerce=int)
    not_eligible = _Ticks("Items it may not buy")
    source = StringField("Where the rule stands", filters=[_one_line])


class TargetForm(FlaskForm):
    """A target."""

    indicator = _Indicator("Indicator", validators=[DataRequired("Choose an indicator.")])
    period = StringField("Period", filters=[_one_line], validators=[DataRequired("Enter a period.")])
    value = _Number("Target", validators=[InputRequired("Enter a number.")])


class EstimateForm(FlaskForm):
    """A size estimate."""

    population = SelectField(
        "Group", choices=[SelectChoice(*pair) for pair in target_rules.POPULATION_NAMES.items()]
    )
    people = _Whole("People, best estimate", validators=[InputRequired("Enter a number.")])
    low = _Whole("Lowest", validators=[Optional()])
    high = _Whole("Highest", validators=[Optional()])
    year = _Whole("Year", validators=[InputRequired("Enter the year.")])
    source = StringField(
        "Source", filters=[_one_line], validators=[DataRequired("Say where the estimate comes from.")]
    )
    zones = _Ticks("Zones", coerce=int)
