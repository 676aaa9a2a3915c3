"""Templates escape, carry no script or style of their own, and every visible word can be translated."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tests.architecture.sources import Complaint, assert_kept, breaches, templates

PAGES = [path for path in templates() if path.suffix == ".html"]

# Words that are the same in every language.
NAMES = {"Keepword", "https", "http", "API", "CSV", "IMAP", "SMTP", "LMTP", "URL"}
SPOKEN_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}
WORD = re.compile(r"[^\W\d_]{2,}")

# What a template prints from elsewhere, translates or does not show; each is blanked, keeping its lines. A block that
# holds one lower-case word fills a class attribute of the page it extends.
UNSEEN = re.compile(
    r"{#.*?#}|{%-?\s*trans\b.*?{%-?\s*endtrans\s*-?%}|{%\s*block \w+\s*%}[a-z-]+{%\s*endblock\s*%}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)


def test_every_visible_word_can_be_translated():
    assert_kept(untranslated_words, PAGES)


def test_nothing_is_printed_unescaped_without_a_reason():
    assert_kept(unescaped_output, templates())


def test_script_and_style_lie_in_files_of_their_own():
    assert_kept(inline_code, PAGES)


@pytest.mark.parametrize(
    ("rule", "text", "lines"),
    [
        ("untranslated_words", "<p>{{ _('Reply') }}</p>\n<p>Reply</p>", [2]),
        ("untranslated_words", "<p>{% trans %}Reply to\n all{% endtrans %} {{ name }} · 42</p>", []),
        ("untranslated_words", '<input placeholder="Search" name="word">', [1]),
        ("untranslated_words", '<input placeholder="{{ _("Search") }}">', []),
        ("untranslated_words", "<code>bin/serve</code> {# an example #} Keepword", []),
        ("unescaped_output", "{{ body|safe }}", [1]),
        ("unescaped_output", "{{ body | safe }} {# house: nh3 cleaned it #}", []),
        ("unescaped_output", "{% autoescape false %}", [1]),
        ("inline_code", '<p style="color: red">\n<script>x()</script>\n<a onclick="x()">', [1, 2, 3]),
        ("inline_code", '<script type="module" src="{{ static("web/app.js") }}"></script>', []),
    ],
)
def test_the_rules_find_what_they_look_for(rule: str, text: str, lines: list[int]):
    assert [line for line, _ in breaches(globals()[rule], text=text)] == lines


def untranslated_words(text: str) -> Iterator[Complaint]:
    reader = _Reader()
    reader.feed(UNSEEN.sub(lambda match: "\n" * match[0].count("\n"), text))
    for line, words in reader.words:
        strange = [word for word in WORD.findall(words) if word not in NAMES]
        if strange:
            yield line, f"not translatable: {' '.join(strange)}"


def unescaped_output(text: str) -> Iterator[Complaint]:
    for number, line in enumerate(text.splitlines(), start=1):
        if re.search(r"\|\s*safe\b|autoescape\s+(false|off)|\bMarkup\(|mark_safe", line):
            yield number, "printed without escaping"


def inline_code(text: str) -> Iterator[Complaint]:
    reader = _Reader()
    reader.feed(UNSEEN.sub(lambda match: "\n" * match[0].count("\n"), text))
    yield from reader.inline


class _Reader(HTMLParser):
    """Collects the words that a person sees or hears, and code that the security policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[Complaint] = []
        self.inline: list[Complaint] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, given = self.getpos()[0], dict(attrs)
        if tag in ("script", "style", "code", "kbd"):
            self._silent.append(tag)
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.inline.append((line, f"inline <{tag}>"))
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.inline.append((line, f"inline {name}="))
            if name in SPOKEN_ATTRIBUTES and value:
                self.words.append((line, value))

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            first = self.getpos()[0]
            self.words += [(first + offset, words) for offset, words in enumerate(data.split("\n")) if words.strip()]
