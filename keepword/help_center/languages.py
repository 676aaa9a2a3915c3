"""In which language a customer reads our pages: what they chose, else what their browser asks for."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from keepword.kit.languages import code_of, tag_of


@dataclass(frozen=True, slots=True)
class Choice:
    """`name` in the language itself; `tag` is BCP 47."""

    code: str
    tag: str
    name: str
    is_chosen: bool


def language_of(request: HttpRequest, *, otherwise: str) -> str:
    """Django's code of a language that we speak: chosen in the address, else the browser's first that we speak, else
    `otherwise` (a tag), else English."""
    return _chosen(request) or _of_browser(request) or code_of(otherwise) or settings.LANGUAGE_CODE


def language_within(request: HttpRequest, *, spoken: str) -> str:
    """The same on the page of a conversation, whose language (`spoken`, a tag or "") goes before the browser's: it
    was chosen when the conversation began."""
    return _chosen(request) or code_of(spoken) or _of_browser(request) or settings.LANGUAGE_CODE


def _chosen(request: HttpRequest) -> str | None:
    return code_of(request.GET.get("language", ""))


def _of_browser(request: HttpRequest) -> str | None:
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return next((code for tag, _weight in wanted if (code := code_of(tag))), None)


def choices() -> list[Choice]:
    now = get_language()
    return [Choice(code, tag_of(code), name, code == now) for code, name in settings.LANGUAGES]
