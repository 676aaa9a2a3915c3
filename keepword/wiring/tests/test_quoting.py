"""What templates print is quoted, whatever it is."""

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from jinja2 import Undefined
from markupsafe import Markup, escape

from keepword.wiring.quoting import quoted
from keepword.wiring.templates import environment

ODD = [
    "",
    "plain",
    "<script>alert('&\"')</script>",
    "a & b",
    "王小明 <x>",
    "\x00\u2028",
    0,
    -1.5,
    None,
    True,
    ["<b>"],
    mark_safe("<b>ours</b>"),  # noqa: S308
    Markup("<i>ours</i>"),
    gettext_lazy("All"),
    ValueError("<wrong>"),
    Undefined(name="nothing"),
]


@pytest.mark.parametrize("value", ODD, ids=lambda value: type(value).__name__)
def test_the_same_text_comes_out_as_from_the_library(value):
    assert quoted(value) == escape(value)


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ x }}", "&lt;x&gt;"),
        ("{{ x|safe }}", "<x>"),
        ("{{ x|upper }}", "&lt;X&gt;"),
        ('<p title="{{ x }}">{{ x ~ x }}</p>', '<p title="&lt;x&gt;">&lt;x&gt;&lt;x&gt;</p>'),
        ("{% set y %}{{ x }}<b>{% endset %}{{ y }}", "&lt;x&gt;<b>"),
        ("{% macro m(z) %}<i>{{ z }}</i>{% endmacro %}{{ m(x) }}", "<i>&lt;x&gt;</i>"),
        ("{% for z in [x, 1] %}{{ z }}{% endfor %}", "&lt;x&gt;1"),
        ("{{ x if nothing else x }}", "&lt;x&gt;"),
        ("{{ _('%(who)s wrote', who=x) }}", "&lt;x&gt; wrote"),
    ],
)
def test_what_came_from_outside_is_quoted_once_wherever_it_is_printed(template, printed):
    assert environment(extensions=["jinja2.ext.i18n"]).from_string(template).render(x="<x>") == printed
