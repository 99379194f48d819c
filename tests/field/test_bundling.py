"""Modules joined into one script do what they did apart."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from outreach.bundling import bundle
from outreach.errors import ConfigError


def run(folder: Path, entry: str = "app.js") -> str:
    """What the bundle prints."""
    (folder / "out.mjs").write_text(bundle(folder, entry))
    return subprocess.run(
        ["node", folder / "out.mjs"], capture_output=True, text=True, check=True
    ).stdout.strip()


def write(folder: Path, **files: str) -> None:
    for name, source in files.items():
        path = folder / (name.replace("__", "/") + ".js")
        path.parent.mkdir(exist_ok=True)
        path.write_text(source)


def test_names_of_one_module_do_not_touch_those_of_another(tmp_path: Path) -> None:
    write(
        tmp_path,
        a="const x = 1;\nexport const a = () => x;",
        b="const x = 2;\nexport function b() { return x; }",
    )
    write(
        tmp_path, app="import { a } from './a.js';\nimport { b as c } from './b.js';\nconsole.log(a(), c());"
    )
    assert run(tmp_path) == "1 2"


def test_classes_lists_and_passed_on_names_are_exported(tmp_path: Path) -> None:
    write(tmp_path, a="export class One { n = 1; }\nconst two = 2;\nexport { two as second };")
    write(tmp_path, b="export { One, second } from './a.js';")
    write(tmp_path, app="import { One, second } from './b.js';\nconsole.log(new One().n, second);")
    assert run(tmp_path) == "1 2"


def test_addresses_and_lazy_imports_point_where_they_pointed(tmp_path: Path) -> None:
    address = "export const u = new URL('./b.js', import.meta.url).pathname;"
    write(
        tmp_path,
        far__a=f"{address}\nexport const l = () => import('./b.js');",
        far__b="export const late = 'late';",
    )
    show = "l().then((m) => console.log(u.endsWith('/far/b.js'), m.late));"
    write(tmp_path, app=f"import {{ u, l }} from './far/a.js';\n{show}")
    assert run(tmp_path) == "true late"


def test_a_late_module_shares_what_is_inside(tmp_path: Path) -> None:
    write(tmp_path, a="export const box = { n: 1 };")
    write(tmp_path, late="import { box } from './a.js';\nexport const n = () => box.n;")
    start = "import { box } from './a.js';\nbox.n = 2;\n"
    write(tmp_path, app=f"{start}import('./late.js').then(({{ n }}) => console.log(n()));")
    assert run(tmp_path) == "2"


def test_templates_inside_templates_survive(tmp_path: Path) -> None:
    write(tmp_path, app="// gone\nconst n = 1;\nconsole.log(`<a>${n ? `<//>${n}` : ''}`); // kept")
    assert run(tmp_path) == "<a><//>1"


def test_a_circle_is_refused(tmp_path: Path) -> None:
    write(
        tmp_path,
        app="import { b } from './b.js';\nexport const a = 1;",
        b="import { a } from './app.js';\nexport const b = 2;",
    )
    with pytest.raises(ConfigError, match="circle"):
        bundle(tmp_path, "app.js")


@pytest.mark.parametrize(
    "line", ["import x from './b.js';", "import * as x from './b.js';", "export default 1;"]
)
def test_a_form_of_import_that_is_not_understood_is_refused(tmp_path: Path, line: str) -> None:
    write(tmp_path, app=line, b="")
    with pytest.raises(ConfigError, match="cannot be bundled"):
        bundle(tmp_path, "app.js")
