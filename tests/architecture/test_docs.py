"""The documents say true things: links lead somewhere, settings are listed, commands exist."""

import re
import shlex
from pathlib import Path

import pytest

from keepword.wiring import arguments
from tests.architecture.sources import HOUSE, ROOT

DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SETTING = re.compile(r"""["'](KEEPWORD_[A-Z_]+|DATABASE_URL|REDIS_URL)["']""")


@pytest.mark.parametrize("document", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path):
    targets = re.findall(r"\]\(([^)\s#]+)[^)]*\)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not (document.parent / target).exists()] == []


def test_every_setting_is_listed():
    running = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    assert sorted(setting for setting in _settings_of_the_product() if f"`{setting}`" not in running) == []


def test_no_setting_is_listed_that_nothing_reads():
    running = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`(KEEPWORD_[A-Z_]+)`", running))
    scripts = "".join(path.read_text() for path in (ROOT / "bin").iterdir())
    assert sorted(name for name in listed - _settings_of_the_product() if name not in scripts) == []


@pytest.mark.parametrize("document", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_scripts_that_a_document_names_are_there(document: Path):
    named = set(re.findall(r"(?<![\w/.-])((?:bin|\.ci)/[a-z]+)\b", document.read_text(encoding="utf-8")))
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


@pytest.mark.parametrize("document", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_that_a_document_shows_are_understood(document: Path):
    for command in commands_in(document.read_text(encoding="utf-8")):
        words = shlex.split(command.partition(" <")[0], comments=True)
        program = Path(words[0]).name
        arguments.parser().parse_args(words[1:] if program == "keepword" else [program, *words[1:]])


def test_commands_are_found_in_every_kind_of_block():
    text = "Run `bin/x`:\n\n    bin/serve --demo  # look\n\n```sh\n$ bin/keepword doctor\n```\n\nbin/serve is all.\n"
    assert commands_in(text) == ["bin/serve --demo  # look", "bin/keepword doctor"]


@pytest.mark.parametrize("name", ["run", "test"])
def test_every_dependency_has_its_reason(name: str):
    reasons = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    wanted = re.findall(r"^[A-Za-z][\w-]*", (ROOT / "requirements" / f"{name}.in").read_text(), re.MULTILINE)
    assert wanted != []
    assert [package for package in wanted if f"| {package} |" not in reasons] == []


def commands_in(text: str) -> list[str]:
    """Lines of indented or fenced blocks that run the program."""
    found, in_fence = [], False
    for line in text.splitlines():
        in_fence ^= line.startswith("```")
        command = line.strip().removeprefix("$ ")
        if (in_fence or line.startswith("    ")) and re.match(r"(bin/)?(keepword|serve|demo|bench)\b", command):
            found.append(command)
    return found


def _settings_of_the_product() -> set[str]:
    text = "".join(path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py") if "tests" not in path.parts)
    return set(SETTING.findall(text))
