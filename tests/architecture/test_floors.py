"""Imports go down the floors, stand at the top of the file, and files are named after what people do."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.architecture.sources import HOUSE, ROOT, Complaint, assert_kept, breaches, modules, rooms

# Files named after a technical layer grow without end; files named after one behaviour stay small.
LAYERS = {"util", "utils", "helper", "helpers", "service", "services", "manager", "managers", "constant", "constants"}
LAYERS |= {"misc", "common", "core", "base", "signals", "handlers", "tools", "lib", "shared"}

# Django looks for a database under this name and no other.
NAMED_BY_DJANGO = {"kit/databases/postgresql/base.py", "kit/databases/sqlite/base.py"}

# Frameworks want these to do something when they are imported.
AT_IMPORT = {"wiring/settings.py", "wiring/asgi.py", "__main__.py", "manage.py"}


def test_imports_go_down_the_floors(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_imports_stand_at_the_top_of_the_file():
    assert_kept(late_imports, modules(tests=True))


def test_no_file_is_named_after_a_technical_layer():
    found = [path for path in [*HOUSE.rglob("*.py"), *HOUSE.rglob("*/")] if path.stem in LAYERS]
    assert [str(path) for path in found if str(path.relative_to(HOUSE)) not in NAMED_BY_DJANGO] == []


def test_the_first_file_of_a_room_only_tells_what_the_room_is_for():
    wordless = [room.name for room in rooms() if not _is_only_a_docstring(room / "__init__.py")]
    assert wordless == []


def test_nothing_happens_when_a_file_is_imported():
    quiet = [path for path in modules() if str(path.relative_to(HOUSE)) not in AT_IMPORT]
    assert_kept(deeds_at_import, quiet)


def test_no_global_ever_changes():
    assert_kept(changing_globals, modules())


@pytest.mark.parametrize(
    ("rule", "text", "lines"),
    [
        ("late_imports", "def f():\n    import os\n", [2]),
        ("late_imports", "def f():\n    import os  # house: only workers pay for it\n", []),
        ("late_imports", "import os\nclass A:\n    from os import path\n", [3]),
        ("deeds_at_import", '"""Why."""\nX = {1}\nprint(X)\n', [3]),
        ("deeds_at_import", "for x in 'ab':\n    pass\n", [1]),
        ("deeds_at_import", "import os\nif TYPE_CHECKING:\n    import re\ndef f(): g()\n", []),
        ("changing_globals", "X = 1\ndef f():\n    global X\n    X = 2\n", [3]),
    ],
)
def test_the_rules_find_what_they_look_for(rule: str, text: str, lines: list[int]):
    assert [line for line, _ in breaches(globals()[rule], text=text)] == lines


def late_imports(text: str) -> Iterator[Complaint]:
    for holder in ast.walk(ast.parse(text)):
        if not isinstance(holder, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        for node in ast.walk(holder):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno, "import at the top of the file"


def deeds_at_import(text: str) -> Iterator[Complaint]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.For | ast.While | ast.With | ast.AsyncFor | ast.AsyncWith | ast.Delete):
            yield node.lineno, "this runs when the file is imported"
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
            yield node.lineno, "this runs when the file is imported"


def changing_globals(text: str) -> Iterator[Complaint]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Global):
            yield node.lineno, "a global that changes"


def _is_only_a_docstring(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return len(tree.body) == 1 and ast.get_docstring(tree) is not None
