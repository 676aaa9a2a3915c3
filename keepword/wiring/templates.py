"""The Jinja2 environment of all faces: escaping on, translations, and the few words that templates share."""

from typing import Any

from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import get_language_info
from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """`url('inbox', view='mine')`, `static('web/app.css')`, `_('…')` with named placeholders, `csrf_input(request)`
    and `language()` for the lang and dir of a page."""
    options |= {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    env = Environment(**options)  # noqa: S701  autoescape is set above
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals |= {"url": _url, "static": static, "language": _language, "csrf_input": _csrf_input}
    return env


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _language() -> dict[str, str]:
    """`code` as BCP 47 and `dir` of the language that is active now."""
    code = translation.get_language() or "en"
    info = get_language_info(code)
    tag = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(code, code)
    return {"code": tag, "dir": "rtl" if info["bidi"] else "ltr"}


def _csrf_input(request: Any) -> str:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
