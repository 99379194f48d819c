"""Outreach: log offline, sync, see supplies and referrals, report in aggregate. `create_app` wires the parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from . import config, error_pages
from .assets import use_assets
from .compression import use_compression
from .database import db
from .headers import use_headers
from .wiring import register_blueprints, use_database, use_proxy

INSTANCE = Path(__file__).resolve().parent.parent / "instance"


def create_app(settings: Mapping[str, Any] | None = None, instance: Path | None = None) -> Flask:
    """The server as one WSGI application; `instance` holds its secret, keys and (by default) its database.

    Raises ConfigError when a setting is missing or wrong.
    """
    folder = (instance or INSTANCE).resolve()
    app = Flask("outreach", instance_path=str(folder), static_folder="static", template_folder="templates")
    app.config.from_mapping(config.load(folder, settings))
    use_database(app, folder)
    use_proxy(app)
    use_headers(app)
    use_assets(app)
    use_compression(app)
    db.init_app(app)
    register_blueprints(app)
    error_pages.register(app)
    return app
