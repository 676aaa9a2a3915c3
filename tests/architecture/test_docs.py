"""The documents say true things: links lead somewhere, settings are listed, commands exist."""

import re
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("name", ["run", "test"])
def test_every_dependency_has_its_reason(name: str):
    reasons = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    wanted = re.findall(r"^[A-Za-z][\w-]*", (ROOT / "requirements" / f"{name}.in").read_text(), re.MULTILINE)
    assert wanted != []
    assert [package for package in wanted if f"| {package} |" not in reasons] == []


def _settings_of_the_product() -> set[str]:
    text = "".join(path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py") if "tests" not in path.parts)
    return set(SETTING.findall(text))
