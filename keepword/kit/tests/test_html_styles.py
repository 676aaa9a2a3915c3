"""The styles of a letter stay inside the letter."""

import pytest

from keepword.kit.html_safe import make_safe


def _clean(html: str) -> str:
    return make_safe(html, pictures={}).html


STYLES = {
    "fixed": "position:fixed;top:0;left:0",
    "on top": "z-index:9999",
    "url": "background:url(https://evil.example/x)",
    "url in a list": "list-style:url('https://evil.example')",
    "url by escapes": "background-color:\\75rl(https://evil.example)",
    "url by a comment": "background:u/**/rl(https://evil.example)",
    "image set": "background-image:image-set('https://evil.example' 1x)",
    "font": "font-family:url(https://evil.example)",
    "expression": "width:expression(alert(1))",
    "binding": "-moz-binding:url(https://evil.example/x.xml)",
    "behaviour": "behavior:url(x.htc)",
    "import": "@import 'https://evil.example'",
    "variable": "color:var(--secret)",
    "out of the page": "margin-left:-500px",
    "out of the page, second value": "margin:0 -500px",
    "by transform": "transform:translate(-500px)",
    "huge": "height:1000000px",
    "break out": "color:red\"><script>alert(1)</script>",
    "braces": "color:red} body{display:none",
    "cursor": "cursor:url(x),auto",
    "filter": "filter:progid:DXImageTransform.Microsoft.gradient()",
    "content": "content:attr(title)",
    "animation": "animation:x 1s",
    "grid": "display:grid",
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_no_style_leaves_the_message(style: str) -> None:
    assert _clean(f"<p style='{style}'>x</p>").startswith(("<p>", '<p style="color:red">'))


def test_styles_of_a_letter_stay() -> None:
    style = "font-family:'Segoe UI', -apple-system;font-size:11.0pt;color:#1f497d;border-left:1px solid rgb(0, 1, 2)"
    assert _clean(f'<p style="{style};mso-x:y">x</p>') == f'<p style="{style}">x</p>'
    assert _clean('<td style="background: #FFF">x</td>') == "x"
    assert 'style="background-color:#FFF"' in _clean('<p style="background: #FFF">x</p>')
    assert 'style="text-align:right;direction:rtl"' in _clean('<div style="text-align: right; direction: rtl">x</div>')
    assert 'style="display:none"' in _clean('<div style="display:none">x</div>')
