"""Outreach: log offline, sync, see supplies and referrals, report in aggregate. `create_app` wires the parts."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

INSTANCE = Path(__file__).resolve().parent.parent / "instance"


def create_app(settings: Mapping[str, Any] | None = None, instance: Path | None = None) -> Flask:
    """The server as one WSGI application; `instance` holds its secret, keys and (by default) its database.

    Raises ConfigError when a setting is missing or wrong.
    """
    from .wiring import add_pages

    app = create_core(settings, instance)
    add_pages(app)
    return app


def create_core(settings: Mapping[str, Any] | None = None, instance: Path | None = None) -> Flask:
    """The same without what answers requests: settings, store, quiet logs, templates. All that most commands need.

    Raises ConfigError as create_app does.
    """
    from flask import Flask

    from . import config
    from .database import use_database
    from .privacy import redact

    folder = (instance or INSTANCE).resolve()
    app = Flask("outreach", instance_path=str(folder), static_folder="static", template_folder="templates")
    app.config.from_mapping(config.load(folder, settings))
    redact.install(app.logger, logging.getLogger("gunicorn.error"), logging.getLogger("sqlalchemy"))
    use_database(app, folder)
    return app
