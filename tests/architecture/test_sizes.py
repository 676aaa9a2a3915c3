"""Small files, small functions: the sizes at which we look again."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import (
    REASON,
    ROOT,
    Complaint,
    assert_kept,
    breaches,
    files,
    functions,
    modules,
    templates,
)

LONGEST_FUNCTION = 40
MOST_FILES_OF_A_ROOM = 20


@pytest.mark.parametrize(
    ("kind", "paths", "longest"),
    [
        ("module", modules(tests=True), 300),
        ("template", templates(), 120),
        ("script", files("*.js"), 150),
        ("style", files("*.css"), 250),
    ],
)
def test_no_file_is_too_long_to_read_at_once(kind: str, paths: list[Path], longest: int):
    """A long table of data may stay in one piece: it says so (`house: …`) in its first lines."""
    texts = {path: path.read_text(encoding="utf-8").splitlines() for path in paths}
    texts = {path: lines for path, lines in texts.items() if not REASON.search("\n".join(lines[:20]))}
    too_long = [f"{path.relative_to(ROOT)}: {len(lines)}" for path, lines in texts.items() if len(lines) > longest]
    assert too_long == [], f"a {kind} should have at most {longest} lines"


def test_no_function_is_too_long_to_understand():
    assert_kept(long_functions, modules())


def test_the_rule_counts_code_and_not_its_docstring():
    body = "    x = 1\n"
    assert list(breaches(long_functions, text="def f():\n" + body * LONGEST_FUNCTION)) != []
    documented = 'def f():\n    """' + "Words.\n" * 60 + '    """\n' + body * 3
    assert list(breaches(long_functions, text=documented)) == []


def long_functions(text: str) -> Iterator[Complaint]:
    for function in functions(text):
        lines = (function.end_lineno or 0) - function.lineno + 1 - _docstring_lines(function)
        if lines > LONGEST_FUNCTION:
            yield function.lineno, f"{function.name} has {lines} lines; {LONGEST_FUNCTION} is the limit"


def _docstring_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(function) is None:
        return 0
    first = function.body[0]
    return (first.end_lineno or 0) - first.lineno + 1
