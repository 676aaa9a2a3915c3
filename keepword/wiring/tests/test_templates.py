"""What templates say by our short way is what Jinja's own way says."""

import pytest
from django.utils import translation
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from keepword.wiring.templates import environment


def by_jinja() -> Environment:
    env = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    env.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True)
    return env


@pytest.mark.parametrize("language", ["en", "ko", "zh-hans", "ar"])
@pytest.mark.parametrize(
    "words",
    [
        "{{ _('Sign in') }}",
        "{{ _('Write to %(name)s', name=name) }}",
        "{{ _('Write to %(name)s', name=safe) }}",
        "{{ _('100 %% of <b>%(name)s</b>', name=name) }}",
        "{{ _('100 %%') }}",
        "{{ _('<i>') }}",
        "{{ _('Sign in') | upper }}",
        "{% trans %}Sign in{% endtrans %}",
        "{% from 'piece' import piece %}{{ piece(name) }}",
    ],
)
def test_words_are_said_and_values_are_quoted_as_by_jinja(language, words):
    texts = {"page": words, "piece": "{% macro piece(it) %}{{ _('Your reply') }} {{ it }}{% endmacro %}"}
    ours, theirs = environment(extensions=["jinja2.ext.i18n"], loader=DictLoader(texts)), by_jinja()
    theirs.loader = DictLoader(texts)
    given = {"name": "<Ann & 민지>", "safe": Markup("<b>Ann</b>")}
    with translation.override(language):
        assert ours.get_template("page").render(given) == theirs.get_template("page").render(given)
