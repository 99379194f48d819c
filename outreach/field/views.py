"""The phone app's shell, its manifest and its service worker: the same bytes for everybody, no session, no token."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template

from ..assets import built
from .precache import precache

bp = Blueprint("field", __name__)

SHELL, MANIFEST = "/field/", "/field/manifest.webmanifest"
GROUND = "#101114"  # the colour of the plain clock: the task switcher and the start picture tell nothing


@bp.get(SHELL)
def shell() -> Response:
    """The page that every phone starts from."""
    return Response(_shell(), mimetype="text/html")


@bp.get(MANIFEST)
def manifest() -> Response:
    """What the home screen shows: a neutral name and a plain page as its icon."""
    return Response(_manifest(), mimetype="application/manifest+json")


@bp.get("/sw.js")
def service_worker() -> Response:
    """static/sw.js behind one line that names this version and its files."""
    static = Path(str(current_app.static_folder))
    found = precache(built(), static, {SHELL: _shell().encode(), MANIFEST: _manifest().encode()})
    line = json.dumps({"version": found.version, "entries": found.entries}, separators=(",", ":"))
    source = (static / "sw.js").read_text("utf-8")
    return Response(f"self.PRECACHE = {line};\n{source}", mimetype="text/javascript")


def _shell() -> str:
    return render_template("field/shell.html", manifest=MANIFEST, ground=GROUND)


def _manifest() -> str:
    icons = [_icon("notes-192.png", 192, "any"), _icon("notes-512.png", 512, "any")]
    icons.append(_icon("notes-maskable-512.png", 512, "maskable"))
    facts = {
        "id": SHELL,
        "name": "Notes",
        "short_name": "Notes",
        "start_url": SHELL,
        "scope": SHELL,
        "display": "standalone",
        "orientation": "portrait",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": icons,
    }
    return json.dumps(facts, indent=1)


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    return {
        "src": built().url(f"icons/{name}"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


blueprints = (bp,)
