"""In which language a visitor chats: what their page says, else what their browser asks for, else the brand's."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from keepword.kit.languages import code_of


def language_of(request: HttpRequest, *, otherwise: str) -> str:
    """Django's code of a language that we speak."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    of_browser = next((code for tag, _weight in wanted if (code := code_of(tag))), None)
    said = code_of(request.GET.get("language", ""))
    return said or of_browser or code_of(otherwise) or settings.LANGUAGE_CODE
