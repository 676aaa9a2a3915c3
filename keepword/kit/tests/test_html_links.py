"""A link says where it leads when its words say something else."""

import re

import pytest

from keepword.kit.html_links import MOST_LINKS
from keepword.kit.html_safe import make_safe


def _clean(html: str) -> str:
    return make_safe(html, pictures={"logo@shop.example": "/files/7"}).html


def _attributes(html: str) -> dict[str, str]:
    return dict(re.findall(r'([\w-]+)="([^"]*)"', html))


HONEST = [
    ("https://shop.example/x", "our shop"),
    ("https://shop.example/x", "shop.example"),
    ("https://www.shop.example/x", "https://shop.example/"),
    ("https://mail.shop.example/x", "www.shop.example"),
    ("mailto:mina@shop.example", "mina@shop.example"),
    ("https://shop.example", "<img src=cid:logo@shop.example>"),
    ("https://track.example", "Tea. Cups"),
]
DISHONEST = [
    ("https://evil.example/x", "shop.example", "evil.example"),
    ("https://evil.example/shop.example", "<b>www.shop</b>.example/login", "evil.example"),
    ("https://shop.example.evil.example", "https://shop.example", "shop.example.evil.example"),
    ("https://shop.example@evil.example", "shop.example", "evil.example"),
    ("https://evil.example", "mina@shop.example", "evil.example"),
    ("https://evil.example", "shop\u200b.example", "evil.example"),
    ("https://xn--pple-43d.example", "Sign in", "xn--pple-43d.example"),
    ("https://аpple.example", "apple.example", "xn--pple-43d.example"),
    ("https://EVIL.example:8443/x", " shop.example ", "evil.example"),
]


@pytest.mark.parametrize(("href", "words"), HONEST)
def test_an_honest_link_is_left_alone(href: str, words: str) -> None:
    assert "data-leads-to" not in _clean(f'<a href="{href}">{words}</a>')


@pytest.mark.parametrize(("href", "words", "host"), DISHONEST)
def test_a_link_that_pretends_shows_where_it_leads(href: str, words: str, host: str) -> None:
    found = _attributes(_clean(f'<a href="{href}">{words}</a>'))
    assert found["data-leads-to"] == host
    assert found["title"] == found["href"]


def test_a_wall_of_links_becomes_words() -> None:
    assert _clean("<a href=https://a.example>x</a> " * (MOST_LINKS + 50)).count("<a ") == MOST_LINKS
