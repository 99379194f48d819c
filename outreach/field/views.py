"""The phone app's shell, its manifest and its service worker: the same bytes for everybody, no session, no token."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, render_template

from .. import wording
from ..assets import built
from ..safety import face
from ..safety.face import Face
from .precache import precache

bp = Blueprint("field", __name__)

SHELL, MANIFEST = "/field/", "/field/manifest.webmanifest"
LOCK_WORDS = ("locked", "passphrase", "open", "forgot", "language")
GROUND = "#101114"  # the colour of the plain clock: the task switcher and the start picture tell nothing


@bp.get(SHELL)
def shell() -> Response:
    """The page that every phone starts from."""
    return Response(_shell(face.shown()), mimetype="text/html")


@bp.get(MANIFEST)
def manifest() -> Response:
    """What the home screen shows: a neutral name and icon, as the organisation chose them."""
    return Response(_manifest(face.shown()), mimetype="application/manifest+json")


@bp.get("/sw.js")
def service_worker() -> Response:
    """static/sw.js behind one line that names this version and its files."""
    static, chosen = Path(str(current_app.static_folder)), face.shown()
    pages = {SHELL: _shell(chosen).encode(), MANIFEST: _manifest(chosen).encode()}
    found = precache(built(), static, pages, f"icons/{chosen.icon}.svg")
    line = json.dumps({"version": found.version, "entries": found.entries}, separators=(",", ":"))
    source = (static / "sw.js").read_text("utf-8")
    return Response(f"self.PRECACHE = {line};\n{source}", mimetype="text/javascript")


def _shell(chosen: Face) -> str:
    old = {lang: wording.translations(lang, wording.FLAT).get("oldText", "") for lang in wording.TRANSLATED}
    lock = {lang: _lock_words(lang, own) for lang, own in wording.LANGUAGES.items()}
    return render_template(
        "field/shell.html", manifest=MANIFEST, ground=GROUND, face=chosen, old=old, lock=lock
    )


def _lock_words(lang: str, own: str) -> dict[str, Any]:
    """What the lock says before the app's words have come; English where something is not translated."""
    english, said = wording.source(wording.FLAT), wording.translations(lang, wording.FLAT)
    return {"own": own} | {key: said.get(key, english[key]) for key in LOCK_WORDS}


def _manifest(chosen: Face) -> str:
    icons = [_icon(f"{chosen.icon}-192.png", 192, "any"), _icon(f"{chosen.icon}-512.png", 512, "any")]
    icons.append(_icon(f"{chosen.icon}-maskable-512.png", 512, "maskable"))
    facts = {
        "id": SHELL,
        "name": chosen.name,
        "short_name": chosen.name,
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
