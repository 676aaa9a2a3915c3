"""The Jinja2 environment of all faces: escaping on, translations, and the few words that templates share.

A page says some fifty words and names some twenty addresses that are the same for everybody, and looking each up anew
took a fifth of its time. They are remembered here; what is remembered is bounded by what the templates hold.
"""

from functools import lru_cache
from typing import Any

from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import get_language_info
from jinja2 import Environment
from markupsafe import Markup

from keepword.kit.current import LANGUAGE, WORDS_KEPT
from keepword.kit.reversing import address_of
from keepword.web.icons import icon
from keepword.wiring.quoting import QuotingEnvironment


def environment(**options: Any) -> Environment:
    """`url('inbox', view='mine')`, `static('web/app.css')`, `_('…')` with named placeholders, `csrf_input(request)`,
    `icon('send')`, and `language()` for the lang and dir of a page."""
    options |= {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    env = QuotingEnvironment(**options)  # noqa: S701  autoescape is set above
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    ours = {"_": _said, "url": _url, "static": _static, "language": _language, "csrf_input": _csrf_input, "icon": icon}
    env.globals |= ours
    env.plain = frozenset(ours)
    return env


def _said(message: str, **values: Any) -> Markup:
    """What Jinja's own `_` says, by a shorter way: the values are quoted, the message is not, and %% is a %."""
    language = LANGUAGE.held()
    return _markup(language, message) % values if values else _whole(language, message)


@lru_cache(WORDS_KEPT)
def _markup(_language: Any, message: str) -> Markup:
    """The message in the language that is active; that language is here only to be told apart by."""
    return Markup(translation.gettext(message))  # noqa: S704  our own words


@lru_cache(WORDS_KEPT)
def _whole(language: Any, message: str) -> Markup:
    return _markup(language, message) % {}


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return address_of(name, *args, **kwargs) if args or kwargs else _plain_url(name)


@lru_cache(256)
def _plain_url(name: str) -> str:
    return reverse(name)


@lru_cache(512)
def _static(path: str) -> str:
    return static(path)


def _language() -> dict[str, str]:
    """`code` as BCP 47 and `dir` of the language that is active now."""
    return _language_of(translation.get_language() or "en")


@lru_cache(64)
def _language_of(code: str) -> dict[str, str]:
    info = get_language_info(code)
    tag = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(code, code)
    return {"code": tag, "dir": "rtl" if info["bidi"] else "ltr"}


def _csrf_input(request: Any) -> str:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
