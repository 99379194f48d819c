"""Asking for a report."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from .rules import PAPERS


class AskForm(FlaskForm):
    """Which period, on which paper."""

    period = SelectField("Period", validators=[DataRequired("Choose a period.")])
    paper = SelectField("Paper", choices=[SelectChoice(paper, paper) for paper in PAPERS])


class EmptyForm(FlaskForm):
    """A button: only the token."""
