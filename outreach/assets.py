"""What browsers load, built once: CSS bundles under gen/, modules and their images under v/<hash>/.

The only file importing webassets. Nothing is renamed inside v/<hash>/, so relative imports work as written; one
changed byte gives another hash. Builds that phones with an older service worker still ask for stay for a while.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask, current_app
from webassets import Bundle, Environment
from zopfli import gzip as zopfli  # type: ignore[import-untyped, unused-ignore]

from . import bundling, clock, minified, wording
from .errors import ConfigError

COPIED = ("js", "vendor", "icons")  # as they are, name for name
# Each of these gets all the modules that it imports inside, small if they are made.
APPS = ("js/field-app.js", "js/qr/worker.js")
# One stylesheet for the phone, one for the desk. Reports read their CSS from the package, not from a browser.
BUNDLES = {
    "field.css": ("tokens.css", "field*.css"),
    "desk.css": ("tokens.css", "desk-tokens.css", "desk*.css"),
}
PACKED = ".gz"  # beside a file that every phone loads: what goes over the network
# How long an older build is still served; the one before the newest stays in any case.
KEPT = timedelta(days=30)
_known: dict[tuple[Path, frozenset[tuple[str, int, int]]], Assets] = {}  # the last build of this process


@dataclass(frozen=True)
class File:
    """One built file: its address, the SHA-256 of its bytes in hex, and its `integrity` for a tag."""

    url: str
    sha256: str
    integrity: str


@dataclass(frozen=True)
class Assets:
    """One build. `base` is the address that stands before every copied file, e.g. `<base>js/field-app.js`."""

    version: str
    css: dict[str, str]
    base: str
    files: tuple[File, ...]

    def url(self, name: str) -> str:
        """Address of `field.css`, or of a copied file such as `js/field-app.js`. Raises ConfigError."""
        found = self.css.get(name) or self.base + name
        if not any(file.url == found for file in self.files):
            raise ConfigError(f"There is no asset called {name}.")
        return found


def use_assets(app: Flask) -> None:
    """Builds what is not built yet and gives templates `asset(name)`."""
    static = Path(str(app.static_folder))
    app.extensions["outreach_assets"] = build(static, Path(app.instance_path))
    app.jinja_env.globals["asset"] = lambda name: built().url(name)


def built() -> Assets:
    """The build that the current app serves."""
    found: Assets = current_app.extensions["outreach_assets"]
    return found


def build(static: Path, instance: Path) -> Assets:
    """The build of what stands under `static` now. `instance` gets webassets' list of versions."""
    key = static, _state(static)
    if key not in _known:
        _known.clear()
        _known[key] = _build(static, instance)
    return _known[key]


def _build(static: Path, instance: Path) -> Assets:
    with tempfile.TemporaryDirectory(dir=static, prefix=".building-") as name:
        workshop = Path(name)
        css = _make_css(static, workshop, instance)
        base = _copy_modules(static, workshop)
    paths = [
        *css.values(),
        *(
            p.relative_to(static).as_posix()
            for p in (*_files(static / base), *_fonts(static))
            if p.suffix != PACKED
        ),
    ]
    files = tuple(_described(static, path) for path in sorted(paths))
    _prune(static, {*css.values(), base})
    whole = hashlib.sha256("".join(f.url + f.sha256 for f in files).encode()).hexdigest()[:16]
    return Assets(whole, {name: f"/static/{path}" for name, path in css.items()}, f"/static/{base}/", files)


def _make_css(static: Path, workshop: Path, instance: Path) -> dict[str, str]:
    """Name of each bundle → its path under static."""
    environment = Environment(directory=str(workshop), url="", load_path=[str(static / "css")])
    environment.versions, environment.url_expire = "hash", False
    environment.auto_build, environment.cache = False, False
    environment.manifest = f"json:{instance / 'assets.json'}"
    paths = {}
    for name, patterns in BUNDLES.items():
        sources = _sources(static / "css", patterns)
        if sources:
            output = f"gen/{name.removesuffix('.css')}.%(version)s.css"
            environment.register(name, Bundle(*sources, filters="rcssmin", output=output))
            environment[name].build(force=True, disable_cache=True)
            paths[name] = environment[name].urls()[0].lstrip("/")
            if not (static / paths[name]).exists():
                _pack(workshop / paths[name])
                _move(workshop / (paths[name] + PACKED), static / (paths[name] + PACKED))
            _move(workshop / paths[name], static / paths[name])
    return paths


def _copy_modules(static: Path, workshop: Path) -> str:
    """Copies the modules under the hash of all their bytes; returns that folder under static."""
    sources = [path for folder in COPIED for path in _files(static / folder)]
    names = [path.relative_to(static).as_posix() for path in sources]
    lines = [f"{name} {_sha256(path).hex()}" for name, path in zip(names, sources, strict=True)]
    made = {f"words/{lang}.json": _words(lang) for lang in wording.LANGUAGES} | _apps(static, names)
    lines += [f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in made.items()]
    base = f"v/{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:16]}"
    for name, path in zip(names, sources, strict=True):
        target = workshop / base / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for name, content in made.items():
        (workshop / base / name).parent.mkdir(parents=True, exist_ok=True)
        (workshop / base / name).write_bytes(content)
    if not (static / base).exists():
        for name in (*made, *(name for name in names if name.endswith(".svg"))):
            _pack(workshop / base / name)
    _move(workshop / base, static / base)
    return base


def _apps(static: Path, names: list[str]) -> dict[str, bytes]:
    """The apps' scripts as browsers get them."""
    entries = set(APPS).intersection(names)
    small = minified.scripts(static) if entries else None
    return small or {entry: bundling.bundle(static, entry).encode() for entry in sorted(entries)}


def _words(lang: str) -> bytes:
    """All words of the phone app in one language, as its loader reads them."""
    return json.dumps(wording.built(lang), ensure_ascii=False, separators=(",", ":")).encode()


def _pack(path: Path) -> None:
    """Once for each build, never again at a later start: a second of work, for a twentieth less to load."""
    path.with_name(path.name + PACKED).write_bytes(zopfli.compress(path.read_bytes()))


def _move(made: Path, target: Path) -> None:
    """Puts a finished file or folder in its place at once: nobody may ever read a half."""
    target.parent.mkdir(exist_ok=True)
    if made.is_file():
        made.replace(target)
        return
    with suppress(OSError):  # another process was faster: the same name holds the same bytes
        made.rename(target)
    os.utime(target)  # its age counts from its last use


def _prune(static: Path, used: set[str]) -> None:
    """Deletes builds that no phone should ask for any more; the newest unused one of each kind stays."""
    limit = (clock.now() - KEPT).timestamp()
    for folder in ("gen", "v"):
        every = (p for p in (static / folder).glob("*") if p.suffix != PACKED)
        old = [p for p in every if f"{folder}/{p.name}" not in used]
        for path in sorted(old, key=lambda p: p.stat().st_mtime)[:-2]:
            if path.stat().st_mtime < limit:
                path.with_name(path.name + PACKED).unlink(missing_ok=True)
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _sources(folder: Path, patterns: Iterable[str]) -> list[str]:
    """File names in the order of the patterns, each once."""
    return list(dict.fromkeys(path.name for pattern in patterns for path in sorted(folder.glob(pattern))))


def _described(static: Path, path: str) -> File:
    content = (static / path).read_bytes()
    integrity = "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()
    return File(f"/static/{path}", hashlib.sha256(content).hexdigest(), integrity)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _fonts(static: Path) -> list[Path]:
    """Fonts stay where they are (CSS names them); their folders carry their version."""
    return sorted((static / "fonts").rglob("*.woff2"))


def _sha256(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def _state(static: Path) -> frozenset[tuple[str, int, int]]:
    """Changes whenever a source does; far cheaper than building to find out."""
    folders = [wording.FOLDER, *(static / name for name in ("css", "fonts", minified.FOLDER, *COPIED))]
    found = [path for folder in folders for path in _files(folder) if path.suffix != ".pyc"]
    return frozenset((str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in found)
