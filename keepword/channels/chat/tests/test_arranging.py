"""The sites of a chat: what an administrator pastes becomes origins, and nothing else gets into a header."""

import pytest

from keepword.channels.chat.arranging import NoSite, sites_in


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("", []),
        ("https://shop.example/tea?x=1\n\nshop.example\n", ["https://shop.example"]),
        ("http://localhost:8000", ["http://localhost:8000"]),
        ("https://münchen.example", ["https://xn--mnchen-3ya.example"]),
    ],
)
def test_lines_become_origins(text: str, sites: list[str]):
    assert sites_in(text) == sites


@pytest.mark.parametrize(
    "line", ["*", "https://*", "javascript:alert(1)", "https://a.example; script-src *", "https://", "ftp://a.example"]
)
def test_what_is_no_site_is_refused(line: str):
    with pytest.raises(NoSite):
        sites_in(line)
