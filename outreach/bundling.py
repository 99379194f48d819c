"""Joins an app's modules into one file: a phone with a slow network asks for one script instead of ninety.

Only what our own modules use is understood: named imports and exports at the start of a line, dynamic imports, and
`new URL('…', import.meta.url)`. Each module keeps a scope of its own. Anything else is refused, never guessed.

Phones get a smaller script (minified.py); this is what they get where those do not fit the sources.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from .errors import ConfigError

_IMPORT = re.compile(r"""^import\s*(?:\{([^}]*)\}\s*from\s*)?['"]([^'"]+)['"];?""", re.M)
_PASS_ON = re.compile(r"""^export\s*\{([^}]*)\}\s*from\s*['"]([^'"]+)['"];?""", re.M)
_LIST = re.compile(r"(?:^|(?<=[;}]))export\s*\{([^}]*)\};?", re.M)
_NAMED = re.compile(r"^export\s+((?:async\s+)?function\*?|class|const|let)\s+([\w$]+)", re.M)
_REFUSED = re.compile(r"^(?:import\s+[\w$*]|export\s+(?:default|\*|(?:const|let)\s*[\[{]))", re.M)
# Comments of our own form, and indents; gzip does the rest. Of PyPI's minifiers one does not know templates in
# templates (rjsmin), one puts a destructuring before the constant that it reads (tdewolff-minify 2.24).
_PROSE = re.compile(
    r"""^[ \t]*(?://[^\n]*|/\*\*.*?\*/)[ \t]*\n|^[ \t]+|(?<=[;,{})\]])[ ]+//[ ][^'"`\n]*$""", re.M | re.S
)
_LAZY = re.compile(r"""\bimport\(\s*['"]([^'"]+)['"]\s*\)""")
_ADDRESS = re.compile(r"""\bnew URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url\s*\)""")


def bundle(folder: Path, entry: str) -> str:
    """The script that does what `entry` (named under `folder`) does, with everything it imports inside.

    Addresses made from `import.meta.url`, and late imports of modules that import nothing themselves, stay outside and
    point where they pointed before. Other late modules are inside: outside they would not share what is inside.
    Raises ConfigError for a circle of imports or a form of import that is not understood.
    """
    order: list[str] = []
    _visit(folder, entry, order, ())
    for name in order:  # grows while it is gone through
        for late in _late(folder, name):
            if _needs(folder, late):
                _visit(folder, late, order, ())
    number = {name: place for place, name in enumerate(order)}
    return "".join(_PROSE.sub("", _scoped(folder, name, entry, number)) + "\n" for name in order)


def _visit(folder: Path, name: str, order: list[str], above: tuple[str, ...]) -> None:
    """Puts `name` after everything that it needs."""
    if name in above:
        raise ConfigError(f"Modules import each other in a circle: {' → '.join((*above, name))}.")
    if name not in order:
        for needed in _needs(folder, name):
            _visit(folder, needed, order, (*above, name))
        order.append(name)


def _needs(folder: Path, name: str) -> list[str]:
    """What a module imports before it runs."""
    source = (folder / name).read_text("utf-8")
    found = (path for pattern in (_IMPORT, _PASS_ON) for _, path in pattern.findall(source))
    return [_resolved(name, path) for path in found]


def _late(folder: Path, name: str) -> list[str]:
    """What it imports while it runs."""
    return [_resolved(name, path) for path in _LAZY.findall((folder / name).read_text("utf-8"))]


def _scoped(folder: Path, name: str, entry: str, number: dict[str, int]) -> str:
    """One module as a function that is called at once and gives back its exports."""
    source = (folder / name).read_text("utf-8")
    if _REFUSED.search(source):
        raise ConfigError(f"{name} has an import or export that cannot be bundled.")
    given: list[str] = []

    def passed_on(found: re.Match[str]) -> str:
        there = number[_resolved(name, found[2])]
        given.extend(f"{outer}: $m{there}.{inner}" for inner, outer in _names(found[1]))
        return ""

    def listed(found: re.Match[str]) -> str:
        given.extend(f"{outer}: {inner}" for inner, outer in _names(found[1]))
        return ""

    def named(found: re.Match[str]) -> str:
        given.append(found[2])
        return f"{found[1]} {found[2]}"

    def imported(found: re.Match[str]) -> str:
        wanted = ", ".join(f"{inner}: {outer}" for inner, outer in _names(found[1] or ""))
        return f"const {{ {wanted} }} = $m{number[_resolved(name, found[2])]};"

    source = _PASS_ON.sub(passed_on, source)
    source = _LIST.sub(listed, _NAMED.sub(named, _IMPORT.sub(imported, source)))
    source = _moved(source, name, entry, number)
    return f"const $m{number[name]} = (() => {{\n{source}\nreturn {{ {', '.join(given)} }};\n}})();"


def _moved(source: str, name: str, entry: str, number: dict[str, int]) -> str:
    """Addresses relative to the module, made relative to the bundle; late modules that are inside."""
    home = posixpath.dirname(entry)

    def lazy(found: re.Match[str]) -> str:
        late = _resolved(name, found[1])
        return (
            f"Promise.resolve().then(() => $m{number[late]})"
            if late in number
            else f"import('{_relative(late, home)}')"
        )

    def address(found: re.Match[str]) -> str:
        return f"new URL('{_relative(_resolved(name, found[1]), home)}', import.meta.url)"

    if name != entry and "import.meta" in _ADDRESS.sub("", source):
        raise ConfigError(f"{name} uses import.meta in a way that cannot be bundled.")
    return _ADDRESS.sub(address, _LAZY.sub(lazy, source))


def _names(text: str) -> list[tuple[str, str]]:
    """`a, b as c` → [("a", "a"), ("b", "c")]."""
    parts = (part.split(" as ") for part in text.replace("\n", " ").split(",") if part.strip())
    return [(part[0].strip(), part[-1].strip()) for part in parts]


def _resolved(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _relative(name: str, home: str) -> str:
    path = posixpath.relpath(name, home)
    return path if path.startswith(".") else f"./{path}"
