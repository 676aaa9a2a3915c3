"""The house's own files, and what a rule needs to know about each.

A rule is a function over one file's text that yields (line, complaint). `assert_kept` runs it over many files. A line
that must break a rule carries `house: why` in a comment (`#`, `{# #}`, `/* */` or `//`), and is then left alone.
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "keepword"
FACES = ("web", "widget", "help_center", "api")
REASON = re.compile(r"house: \S+ \S+")  # at least two words: a reason, not a tick

Complaint = tuple[int, str]
Rule = Callable[[str], Iterable[Complaint]]


def assert_kept(rule: Rule, paths: Iterable[Path]) -> None:
    """Fails with each breach as `path:line: complaint`, without those that give their reason on the line."""
    broken = [
        f"{path.relative_to(ROOT)}:{line}: {complaint}"
        for path in paths
        for line, complaint in breaches(rule, text=path.read_text(encoding="utf-8"))
    ]
    assert not broken, "\n" + "\n".join(broken)


def breaches(rule: Rule, *, text: str) -> Iterator[Complaint]:
    lines = ["", *text.splitlines(), ""]
    for line, complaint in rule(text):
        if not REASON.search(lines[line]):
            yield line, complaint


def rooms() -> list[Path]:
    return sorted(path.parent for path in HOUSE.glob("*/__init__.py"))


def modules(*, tests: bool = False) -> list[Path]:
    """Every Python file of the product that a person wrote; with its tests if asked."""
    found = [path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts]
    return sorted(path for path in found if tests or "tests" not in path.parts)


def of_faces() -> list[Path]:
    return [path for path in modules() if path.relative_to(HOUSE).parts[0] in FACES]


def files(pattern: str) -> list[Path]:
    """Templates, scripts and styles of ours: not what others wrote (`vendor`)."""
    return sorted(path for path in HOUSE.rglob(pattern) if "vendor" not in path.parts)


def templates() -> list[Path]:
    return [path for path in files("*") if path.is_file() and {"templates", "jinja2"} & set(path.parts)]


@cache
def floors() -> dict[str, int]:
    """Room -> floor, 0 at the bottom, as pyproject.toml tells import-linter."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    return {
        room.strip(): floor for floor, layer in enumerate(reversed(contract["layers"])) for room in layer.split("|")
    }


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
