"""Styles work from right to left, take every colour from the tokens and stay in their layer."""

import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import Complaint, assert_kept, breaches, files

STYLES = files("*.css")
SCRIPTS = files("*.js")
DEEPEST = 3

PHYSICAL = re.compile(
    r"(?:^|[{;\s])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|(?:left|right|top|bottom)|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(|:\s*(?:white|black|red|gr[ae]y)\b"
)


def test_pages_read_right_to_left_as_well():
    assert_kept(physical_sides, STYLES)


def test_every_colour_is_a_token():
    assert_kept(literal_colours, [path for path in STYLES if path.name != "tokens.css"])


def test_no_rule_shouts_over_another():
    assert_kept(loud_rules, STYLES)


def test_rules_are_nested_at_most_three_deep():
    assert_kept(deep_nesting, STYLES)


def test_static_hashing_can_rewrite_every_import_of_a_script():
    assert_kept(imports_without_semicolon, SCRIPTS)


@pytest.mark.parametrize(
    ("rule", "text", "lines"),
    [
        ("physical_sides", "a { margin-left: 1px }\na { margin-inline-start: 1px; }\n", [1]),
        ("physical_sides", "a {\n  left: 0;\n  text-align: right;\n  inset-inline: 0;\n}", [2, 3]),
        ("physical_sides", "/* the left: side */\na { border-left-color: x }", [2]),
        ("literal_colours", "a { color: #fff }\nb { color: var(--ink) }\nc { color: oklch(1 0 0) }", [1, 3]),
        ("literal_colours", "a { color: #fff } /* house: paper in print */", []),
        ("loud_rules", "#top { color: x }\n.a { color: y !important }", [1, 2]),
        ("deep_nesting", ".a { .b { .c {\n .d { color: x } } } }", [2]),
        ("deep_nesting", "@media print { .a { .b { .c { color: x } } } }", []),
        ("imports_without_semicolon", 'import "./a.js"\nimport "./b.js";\nimport { a } from "./c.js"', [1, 3]),
    ],
)
def test_the_rules_find_what_they_look_for(rule: str, text: str, lines: list[int]):
    assert [line for line, _ in breaches(globals()[rule], text=text)] == lines


def physical_sides(text: str) -> Iterator[Complaint]:
    yield from _matching(PHYSICAL, text, "a side of the screen: use inline-start, block-start …")


def literal_colours(text: str) -> Iterator[Complaint]:
    yield from _matching(COLOUR, text, "a colour outside tokens.css")


def loud_rules(text: str) -> Iterator[Complaint]:
    yield from _matching(re.compile(r"!important|(?:^|[,}\s])#[a-zA-Z][\w-]*[^;{}]*{"), text, "!important or an id")


def deep_nesting(text: str) -> Iterator[Complaint]:
    """@media, @supports and the like hold rules without being one."""
    open_blocks: list[bool] = []
    for line, prelude, closes in _blocks(_without_comments(text)):
        if closes:
            open_blocks.pop()
            continue
        open_blocks.append(not prelude.strip().startswith("@"))
        if sum(open_blocks) > DEEPEST:
            yield line, f"nested more than {DEEPEST} deep"


def imports_without_semicolon(text: str) -> Iterator[Complaint]:
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(r"\s*(import|export)\b.*[\"']\s*$", line):
            yield number, "end the import with a semicolon"


def _matching(pattern: re.Pattern[str], text: str, complaint: str) -> Iterator[Complaint]:
    for number, line in enumerate(_without_comments(text).splitlines(), start=1):
        if pattern.search(line):
            yield number, complaint


def _without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", lambda match: "\n" * match[0].count("\n"), text, flags=re.DOTALL)


def _blocks(text: str) -> Iterator[tuple[int, str, bool]]:
    """Each brace: its line, what stands before an opening one, and whether it closes."""
    since = 0
    for match in re.finditer(r"[{};]", text):
        if match[0] != ";":
            yield text.count("\n", 0, match.start()) + 1, text[since : match.start()], match[0] == "}"
        since = match.end()
