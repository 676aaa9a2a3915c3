"""Every word is in every catalogue, translated for those who see it, with its placeholders, and compiled."""

import re
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from django.conf import settings

from tests.architecture.sources import HOUSE, modules

CATALOGUES = sorted((HOUSE / "locale").glob("*/LC_MESSAGES/django.po"))
# What customers see is in all languages; what agents see, in theirs.
SEEN_BY_CUSTOMERS = (
    "keepword/help_center/",
    "keepword/widget/",
    "keepword/channels/form/",
    "keepword/channels/chat/",
    "keepword/channels/redirecting.py",
    "keepword/conversations/chatting/going_on.py",
    "keepword/conversations/chatting/transcripts.py",
    "keepword/promises/wording/",
    "keepword/promises/ledger/apologising.py",
    "keepword/promises/ledger/postponing.py",
    "keepword/brands/",
    "keepword/commerce/naming.py",
    "keepword/care/saying.py",
    "keepword/web/errors.py",
    "keepword/web/templates/web/base.html",
    "keepword/web/templates/web/errors/",
)
PLAIN = ("_", "gettext", "gettext_lazy", "gettext_noop")
PLURAL = ("ngettext", "ngettext_lazy")
IN_CONTEXT = ("pgettext", "pgettext_lazy")
KEYWORDS = dict.fromkeys(PLAIN) | dict.fromkeys(PLURAL, (1, 2)) | dict.fromkeys(IN_CONTEXT, ((1, "c"), 2))

each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])


def test_every_language_that_is_offered_has_its_catalogue():
    offered = {_folder(code) for code, _name in settings.LANGUAGES} - {"en"}
    assert offered == {path.parts[-3] for path in CATALOGUES}


@each_catalogue
def test_the_catalogue_holds_every_word_of_the_house_and_no_other(path: Path):
    """bin/words brings it up to date."""
    known = {entry.msgid for entry in polib.pofile(str(path)) if not entry.obsolete}
    assert known == _words_of_the_house()


def test_words_are_marked_by_names_that_the_gathering_knows():
    aliases = re.compile(r"(?:gettext|gettext_lazy|gettext_noop|ngettext|ngettext_lazy|pgettext) as (?!_\b)(\w+)")
    assert [path.name for path in modules() if aliases.search(path.read_text(encoding="utf-8"))] == []


def test_no_words_stand_inside_an_f_string_where_the_gathering_does_not_look():
    inside = re.compile(r"\{(?:_|n?p?gettext)\(")
    assert [path.name for path in modules() if inside.search(path.read_text(encoding="utf-8"))] == []


@each_catalogue
def test_everything_is_translated_for_those_who_see_it(path: Path):
    is_for_agents = path.parts[-3] in {_folder(code) for code in settings.AGENT_LANGUAGES}
    missing = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if not entry.translated() and (is_for_agents or _is_seen_by_customers(entry))
    ]
    assert missing == []


@each_catalogue
def test_a_translation_has_the_placeholders_of_its_source(path: Path):
    entries = [entry for entry in polib.pofile(str(path)) if entry.translated()]
    assert [entry.msgid for entry in entries if not _has_its_placeholders(entry)] == []


@each_catalogue
def test_the_catalogue_is_compiled(path: Path):
    written = [entry for entry in polib.pofile(str(path)) if entry.translated()]
    assert _said(polib.mofile(str(path.with_suffix(".mo")))) == _said(written)


def _said(entries: Iterable[polib.POEntry | polib.MOEntry]) -> dict[tuple[str, str], object]:
    """By context, too: one English word may be several elsewhere."""
    return {(entry.msgctxt or "", entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in entries}


def _words_of_the_house() -> set[str]:
    with (HOUSE / "locale" / "extracting.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(str(HOUSE), methods, options, keywords=KEYWORDS)
    return {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}


def _is_seen_by_customers(entry: polib.POEntry) -> bool:
    return any(place.startswith(SEEN_BY_CUSTOMERS) for place, _line in entry.occurrences)


def _has_its_placeholders(entry: polib.POEntry) -> bool:
    """A plural form may leave out the number: "one hour", and Arabic's two."""
    wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural)
    if entry.msgid_plural:
        return all(_placeholders(text) <= wanted for text in entry.msgstr_plural.values())
    return _placeholders(entry.msgstr) == wanted


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|{\w*}", text))


def _folder(code: str) -> str:
    """zh-hans -> zh_Hans, as gettext names its folders."""
    language, _, script = code.partition("-")
    return f"{language}_{script.capitalize()}" if script else language
