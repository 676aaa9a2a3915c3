"""Markdown as people write it in letters: bold, italic, struck, links, lists, quotes, code, pictures of the letter.

What looks like Markdown by accident stays as it was typed: no headings ("# 3 is missing"), no rules, no indented code,
no tags. Words in scripts without spaces can be bold from any letter to any other: CommonMark alone asks for a space or
a sign around the stars, which Chinese, Japanese and Korean do not write.
"""

import re
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

from keepword.kit.html_from_text import linked
from keepword.kit.html_text import to_text

RULES = ["backticks", "blockquote", "emphasis", "escape", "fence", "image", "link", "list", "newline", "strikethrough"]
FORM = {
    "blockquote_open", "bullet_list_open", "code_inline", "em_open", "fence", "image", "link_open",
    "ordered_list_open", "s_open", "strong_open", "text_special",
}  # fmt: skip
TAGS = {"p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "img"}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "p": {"dir"}, "ol": {"start"}, "li": {"dir"}}
PICTURE = re.compile(r"cid:[\w.@-]{1,200}", re.ASCII)
_UNSPACED = re.compile(
    r"[\u1100-\u11ff\u2e80-\u30ff\u3130-\u318f\u31f0-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]"
)
MOST_CHARACTERS = 200_000  # longer letters stay as they were typed


@dataclass(frozen=True, slots=True)
class Words:
    """`text` for whoever reads no HTML. `html` is safe to show, "" where the text has no form of its own."""

    text: str
    html: str = ""


def render(source: str) -> Words:
    """Never raises, whatever was typed."""
    source = source.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(source) > MOST_CHARACTERS:
        return Words(source)
    tokens = _parser().parse(source)
    if not any(_has_form(token) for token in tokens):
        return Words(source)
    html = _clean(_parser().renderer.render(tokens, _parser().options, {}))
    return Words(to_text(html).strip() or source, html)


def _has_form(token: Any) -> bool:
    return token.type in FORM or any(_has_form(child) for child in token.children or ())


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        link_rel=None,
    ).strip()


def _attribute(tag: str, name: str, value: str) -> str | None:
    """A picture is one of the letter's own: one from elsewhere would tell its owner who reads."""
    if name in ("title", "lang"):
        return None
    if tag == "img" and name == "src" and not PICTURE.fullmatch(value):
        return None
    return value


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True}).enable(RULES)
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.add_render_rule("text", _text)
    for name in ("link_open", "link_close"):
        parser.add_render_rule(name, _link)
    for name in ("paragraph_open", "list_item_open"):
        parser.add_render_rule(name, _with_direction)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Stars as CommonMark has them, and beside a letter of a script without spaces wherever they stand."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    before, after = state.src[state.pos - 1 : state.pos], state.src[state.pos + scanned.length :][:1]
    is_unspaced = marker == "*" and bool(_UNSPACED.match(before) or _UNSPACED.match(after))
    can_open = scanned.can_open or (is_unspaced and bool(after.strip()))
    can_close = scanned.can_close or (is_unspaced and bool(before.strip()))
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(ord(marker), scanned.length, len(state.tokens) - 1, -1, open=can_open, close=can_close)
        )
    state.pos += scanned.length
    return True


def _text(_renderer: Any, tokens: Any, at: int, _options: Any, env: dict[str, Any]) -> str:
    """Bare addresses are links, too, but not within one."""
    words: str = tokens[at].content
    begin = len(words) - len(words.lstrip(" "))
    return " " * begin + (escape(words[begin:]) if env.get("in_link") else linked(words[begin:]))


def _link(renderer: Any, tokens: Any, at: int, options: Any, env: dict[str, Any]) -> str:
    env["in_link"] = tokens[at].type == "link_open"
    return str(renderer.renderToken(tokens, at, options, env))


def _with_direction(renderer: Any, tokens: Any, at: int, options: Any, env: dict[str, Any]) -> str:
    tokens[at].attrSet("dir", "auto")
    return str(renderer.renderToken(tokens, at, options, env))
