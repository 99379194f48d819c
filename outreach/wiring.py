"""The parts of create_app that need more than a line: database address, proxy, blueprints in order."""

from __future__ import annotations

from importlib import import_module, util
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

# Every feature with pages or an API; each has `bp` in views.py, or several in `blueprints`.
FEATURES = ("team", "field", "sync", "dashboards", "safety", "guides", "languages", "reports")


def use_database(app: Flask, folder: Path) -> None:
    """SQLite in the instance folder, or PostgreSQL where DATABASE_URL says so."""
    url = str(app.config["DATABASE_URL"]) or f"sqlite:///{folder / 'outreach.sqlite'}"
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    # The text of a database error would repeat what was sent.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}


def use_proxy(app: Flask) -> None:
    """Trust exactly as many proxies as there are: a forged header must not choose the client's address."""
    hops = int(app.config["PROXY_HOPS"])
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def register_blueprints(app: Flask) -> None:
    for feature in FEATURES:
        if util.find_spec(f"outreach.{feature}.views"):
            for blueprint in import_module(f"outreach.{feature}.views").blueprints:
                app.register_blueprint(blueprint)
