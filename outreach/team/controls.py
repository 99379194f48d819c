"""Form fields as the templates draw them: attributes without values are left out."""

from __future__ import annotations

from typing import Any

from flask.sansio.app import App
from markupsafe import Markup


def control(field: Any, **attributes: Any) -> Markup:
    """The field's own HTML with those attributes that have a value; underscores become hyphens."""
    given = {
        key.replace("_", "-"): value for key, value in attributes.items() if value not in (None, "", False)
    }
    return Markup(field(**given))  # noqa: S704 - WTForms escapes values and attributes itself


def fields_with_errors(form: Any) -> list[Any]:
    """The fields to mend, in the order they stand on the page."""
    return [field for field in form if field.errors]


def use_controls(app: App) -> None:
    """Gives templates `control` and `fields_with_errors`."""
    app.jinja_env.globals["control"] = control
    app.jinja_env.filters["fields_with_errors"] = fields_with_errors
