"""What templates print is quoted, whatever it is."""

from functools import partial

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from jinja2 import DictLoader, FunctionLoader, TemplateNotFound, Undefined
from markupsafe import Markup, escape

from keepword.wiring.quoting import quoted
from keepword.wiring.templates import environment


def ours(**options):
    return environment(extensions=["jinja2.ext.i18n"], **options)


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
    assert ours().from_string(template).render(x="<x>") == printed


def plain(*args, **kwargs):
    return f"{args} {kwargs}"


def asks_for_the_page(context, word):
    return f"{word} of {context['x']}"


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ plain() }}", "() {}"),
        ("{{ plain(1, x, more=2) }}", "(1, &#39;&lt;x&gt;&#39;) {&#39;more&#39;: 2}"),
        ("{{ plain(*[1, 2], **{'a': 3}) }}", "(1, 2) {&#39;a&#39;: 3}"),
        ("{{ plain(plain()) }}", "(&#39;() {}&#39;,) {}"),
        ("{% for n in [1, 2] %}{{ plain(n) }}{% endfor %}", "(1,) {}(2,) {}"),
        ("{% set plain = other %}{{ plain('all') }}", "all of &lt;x&gt;"),
        ("{% macro m(plain) %}{{ plain('it') }}{% endmacro %}{{ m(upper) }}", "IT"),
        ("{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ plain(1) }}{% endcall %}", "(1,) {}"),
    ],
)
def test_our_own_words_are_called_as_they_are(template, printed):
    env = ours()
    env.globals["plain"] = plain
    env.plain |= {"plain"}
    given = {"x": "<x>", "upper": str.upper, "other": partial(asks_for_the_page, {"x": "<x>"})}
    assert env.from_string(template).render(given) == printed


@pytest.mark.parametrize(
    ("name", "more", "classes"), [("send", "", "icon "), ("send", "small turns", "icon small turns")]
)
def test_an_icon_is_a_picture_of_the_sprite_that_is_not_read_aloud(name, more, classes):
    drawn = ours().from_string("{{ icon(name, more) }}").render(name=name, more=more)
    assert drawn.startswith(f'<svg class="{classes}" aria-hidden="true"><use href="/static/web/images/icons')
    assert drawn.endswith(f'.svg#{name}"></use></svg>')


def test_an_icon_quotes_what_it_is_named_by():
    assert "<b>" not in ours().from_string("{{ icon(x) }}").render(x="<b>\"'")


def test_a_template_is_read_once_unless_one_works_on_it():
    texts = {"page": "{% include 'part' %}", "part": "first"}
    still = ours(loader=FunctionLoader(texts.get), auto_reload=False)
    working = environment(
        extensions=["jinja2.ext.i18n"],
        loader=FunctionLoader(lambda name: (texts[name], None, lambda: False)),
        auto_reload=True,
    )
    assert (still.get_template("page").render(), working.get_template("page").render()) == ("first", "first")
    texts["part"] = "second"
    assert (still.get_template("page").render(), working.get_template("page").render()) == ("first", "second")


def test_a_template_that_is_not_there_is_missed_each_time():
    env = environment(
        extensions=["jinja2.ext.i18n"],
        loader=DictLoader({"page": "{% include 'nothing' ignore missing %}{% include ['no', 'part'] %}"}),
    )
    for _ in range(2):
        with pytest.raises(TemplateNotFound):
            env.get_template("page").render()
    env.loader.mapping["part"] = "part"
    assert env.get_template("page").render() == "part"
