"""What create_app adds so that requests are answered: proxy, headers, assets, blueprints in order, error pages."""

from __future__ import annotations

from importlib import import_module, util

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from .assets import use_assets
from .compression import use_compression
from .error_pages import register as register_error_pages
from .headers import use_headers

# Every feature with pages or an API; each has `bp` in views.py, or several in `blueprints`.
FEATURES = ("team", "field", "sync", "dashboards", "safety", "guides", "languages", "reports")


def add_pages(app: Flask) -> None:
    """Everything that answers a request."""
    use_proxy(app)
    use_headers(app)
    use_assets(app)
    use_compression(app)
    register_blueprints(app)
    register_error_pages(app)


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
