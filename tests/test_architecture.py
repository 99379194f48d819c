"""The shape of the house (design: who may import whom, where a thing may be done, how large anything may get).

Every message names the file, the line, and the rule; to mend it, move the code to where the rule says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "outreach"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "versions" not in p.parts)
SCRIPTS = sorted(PACKAGE.joinpath("static/js").rglob("*.js"))
WORKER = PACKAGE / "static/sw.js"
TEMPLATES = sorted(PACKAGE.joinpath("templates").rglob("*.html"))

# Imports go down only. Two features on the same level know each other by id, never by import.
LEVELS = (
    ("errors", "clock"),
    ("privacy",),
    (
        "config",
        "database",
        "bulk",
        "entries",
        "assets",
        "bundling",
        "minified",
        "headers",
        "compression",
        "certificates",
        "network",
        "jobs",
        "wording",
        "reminders",
    ),
    ("team", "places"),
    ("contacts", "supplies", "referrals", "safety", "guides", "languages"),
    ("figures",),
    ("sync", "disclosure"),
    ("field", "dashboards", "reports"),
    ("error_pages", "wiring", "migrations", "demo"),
    ("__init__",),
    ("installation", "phone_page", "serving", "late", "server_commands", "cli", "__main__"),
)
FEATURE_LEVELS = range(3, 8)  # elsewhere a level is a set of small modules that may use one another
LEVEL = {name: level for level, names in enumerate(LEVELS) for name in names}

# Files that import inside a function, because what they need takes long to load and few processes need it.
LATE = {
    "database.py": "the other database's dialect: a store is either SQLite or PostgreSQL",
    "__init__.py": "the server and all pages: most commands answer no request, and one only waits for another process",
    "cli.py": "SQLAlchemy's errors: the same",
    "reports/content/drafting.py": "the solver: only the worker and one command draft",
    "reports/editions/publishing.py": "the attacker with its solver: the same",
    "reports/exports/files.py": "openpyxl: only who asks for a workbook",
}

# Files with queries that are not called store.py: each does one job on many rows.
QUERIES = {
    "database.py": "pragmas and BEGIN, which must come before any query",
    "team/audit.py": "the chain: each row's hash covers the one before",
    "team/meta.py": "single facts about the organisation",
    "team/devices.py": "phones and their tokens",
    "sync/fold.py": "many records at once into rows and rollups",
    "figures/rollups.py": "signed deltas of many rollups",
    "figures/inner.py": "all inner cells of a report at once",
    "figures/inner_sites.py": "the same by site, from the contacts",
    "figures/group_people.py": "different people of a group, from the contacts or as they were kept",
    "figures/spans.py": "sums over months and days at once",
    "figures/stock.py": "figures of supplies, apart from store.py for its size",
    "figures/dimensions.py": "contacts by a dimension, apart from store.py for its size",
    "figures/part.py": "tallies of a part of a month, from the contacts",
    "entries.py": "heads and rows of every kind that is no contact, in bulk",
    "figures/doubles.py": "pairs of contacts that look alike, over contacts and supply lines",
    "figures/erasing.py": "rows of all other records of a month, apart from sealing.py",
    "figures/records.py": "figures of records that are no contact",
    "figures/rebuild.py": "all rollups again, from the rows",
    "figures/sealing.py": "totals of months whose rows are erased",
    "reports/editions/frozen.py": "the triggers that freeze what was published",
    "referrals/directory.py": "types and services, apart from store.py for its size",
    "referrals/slips.py": "slips that came back, apart from store.py for its size",
    "supplies/requests.py": "requests, counts and shifts as they are worked off",
    "supplies/movements.py": "the ledger of stock movements",
    "safety/alerts.py": "warnings to the field, apart from store.py, which is about records",
    "safety/checkins.py": "which missed check-ins were seen",
    "safety/incidents.py": "reports of harm as the desk lists them",
    "safety/team_keys.py": "the keys that narratives are sealed to",
    "sync/backup.py": "copies the whole store",
    "sync/postgres_copy.py": "all rows of all tables as one stream",
    "installation.py": "empties every table",
    "bulk.py": "many rows in one statement",
}

# What may be done in one place only: a pattern → the files it may stand in.
ONE_PLACE = {
    r"^\s*(from|import) geopy\b": ("places/",),
    r"^\s*(from|import) weasyprint\b": ("reports/printing/",),
    r"^\s*(from|import) webassets\b": ("assets.py",),
    r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(": ("clock.py",),
}
SCRIPT_PLACES = {
    r"\bindexedDB\.": ("store/db.js",),
    r"\bgetDirectory\(": ("store/opfs",),  # its worker must be a file of its own
    r"(?<![.\w])(?<!async )fetch\(": (
        "sync/transport.js",
        "privacy/words.js",
        "ui/words.js",
        "desk/follow.js",  # the desk has its own, with its sign-in
    ),
}
NEVER_IN_SCRIPTS = (
    r"\b(localStorage|sessionStorage|innerHTML|outerHTML|insertAdjacentHTML|eval)\b"
    r"|document\.write|new Function"
)
NEVER_IN_TEMPLATES = (
    r"\|\s*safe\b|\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|autoescape false|javascript:"
)
VAGUE = {"utils", "util", "helpers", "common", "services", "misc"}

Found = Iterator[tuple[Path, int, str]]


def listed(found: Found, rule: str) -> str:
    lines = [f"{path.relative_to(ROOT)}:{line}: {what}" for path, line, what in found]
    return f"{rule}\n  " + "\n  ".join(sorted(lines)) if lines else ""


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def feature(path: Path) -> str:
    """The feature or top module a file belongs to: `team` for outreach/team/store.py. Commands belong to the top."""
    if path.name == "commands.py":
        return "cli"
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name under `outreach` of each of our modules that a file imports."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = [*base, *(node.module or "").split(".")] if node.module else list(base)
            if start[:1] == ["outreach"]:
                names = [alias.name for alias in node.names] if len(start) == 1 else [start[1]]
                yield from ((node.lineno, name) for name in names)
        elif isinstance(node, ast.Import):
            yield from (
                (node.lineno, a.name.split(".")[1]) for a in node.names if a.name.startswith("outreach.")
            )


def wrong_imports() -> Found:
    for path in MODULES:
        own = feature(path)
        for line, name in imported(path):
            other = name if name in LEVEL else "__init__"
            if own not in LEVEL:
                yield path, 1, f"`{own}` has no level: give it one in this test"
            elif LEVEL[other] > LEVEL[own]:
                yield path, line, f"imports `{other}`, which stands above `{own}`"
            elif own != other and LEVEL[other] == LEVEL[own] and LEVEL[own] in FEATURE_LEVELS:
                yield path, line, f"imports its sibling `{other}`"


def late_imports() -> Found:
    for path in MODULES:
        if path.relative_to(PACKAGE).as_posix() in LATE:
            continue
        for function in functions(path):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield path, node.lineno, f"import inside {function.name}()"


def rules_that_reach_out() -> Found:
    for path in PACKAGE.rglob("rules.py"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.match(r"\s*(from|import) (flask|sqlalchemy|\.+database|\.store|\.models)", line):
                yield path, number, line.strip()


def stray_queries() -> Found:
    verbs = {"select", "insert", "update", "delete", "text", "bindparam", "func"}
    for path in MODULES:
        if path.name == "store.py" or path.relative_to(PACKAGE).as_posix() in QUERIES:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
                yield from ((path, node.lineno, f"imports {a.name}") for a in node.names if a.name in verbs)
            if isinstance(node, ast.Attribute) and node.attr in {"exec_driver_sql", "execute", "executemany"}:
                yield path, node.lineno, f"calls .{node.attr}()"


def out_of_place() -> Found:
    for paths, places, root in (
        (MODULES, ONE_PLACE, PACKAGE),
        (SCRIPTS, SCRIPT_PLACES, PACKAGE / "static/js"),
    ):
        for pattern, allowed in places.items():
            for path in paths:
                if not path.relative_to(root).as_posix().startswith(allowed):
                    yield from matches(path, pattern, f"belongs in {' or '.join(allowed)}")


def one_file_each() -> Found:
    for pattern in ONE_PLACE:
        found = [path for path in MODULES if re.search(pattern, code(path), re.MULTILINE)]
        yield from ((path, 1, f"`{pattern}` stands in {len(found)} files") for path in found[1:])


def forbidden() -> Found:
    for path in (*SCRIPTS, WORKER):
        if path.exists():
            yield from matches(path, NEVER_IN_SCRIPTS, "never in a script")
    for path in TEMPLATES:
        yield from matches(path, NEVER_IN_TEMPLATES, "never in a template")


def vague_names() -> Found:
    for path in (*MODULES, *SCRIPTS):
        if path.stem in VAGUE or path.parent.name in VAGUE:
            yield path, 1, "says nothing about what is in it"


def long_functions() -> Found:
    for path in MODULES:
        for function in functions(path):
            limit = 20 if is_view(function) else 40
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > limit:
                yield path, function.lineno, f"{function.name}() has {length} lines, at most {limit}"


def long_files() -> Found:
    limits = ((MODULES, 300), (SCRIPTS, 200), ([WORKER], 150), (TEMPLATES, 150))
    for paths, limit in limits:
        for path in paths:
            length = len(path.read_text().splitlines()) if path.exists() else 0
            if length > limit:
                yield path, length, f"{length} lines, at most {limit}"


def undocumented_modules() -> Found:
    for path in MODULES:
        if path.read_text().strip() and not ast.get_docstring(tree(path)):
            yield path, 1, "no docstring says what belongs here"


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    named = (d.func if isinstance(d, ast.Call) else d for d in function.decorator_list)
    return any(isinstance(d, ast.Attribute) and d.attr in {"route", "get", "post"} for d in named)


def code(path: Path) -> str:
    """A file without its comments and (in Python) docstrings, line for line."""
    text = path.read_text()
    marks = r"#.*|\"\"\"(?s:.*?)\"\"\"" if path.suffix == ".py" else r"(?<!:)//.*|/\*(?s:.*?)\*/"
    return re.sub(marks, lambda found: "\n" * found[0].count("\n"), text)


def matches(path: Path, pattern: str, why: str) -> Found:
    for number, line in enumerate(code(path).splitlines(), 1):
        if found := re.search(pattern, line):
            yield path, number, f"`{found[0].strip()}` {why}"


RULES: dict[str, Callable[[], Found]] = {
    "Imports go down only, and never between siblings.": wrong_imports,
    "Imports stand at the top of a file.": late_imports,
    "rules.py touches neither Flask nor the database.": rules_that_reach_out,
    "Queries stand in store.py, or in a file named in QUERIES with its reason.": stray_queries,
    "Some things have one place.": out_of_place,
    "One place means one file.": one_file_each,
    "Some things are never done.": forbidden,
    "Names say what is inside.": vague_names,
    "A function stops at 40 lines, a view at 20.": long_functions,
    "A Python file stops at 300 lines, a script at 200, a template and sw.js at 150.": long_files,
    "A module says in its first lines what belongs in it.": undocumented_modules,
}


@pytest.mark.parametrize("rule", RULES)
def test_house(rule: str) -> None:
    if found := listed(RULES[rule](), rule):
        pytest.fail(found, pytrace=False)
