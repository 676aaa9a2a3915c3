"""Languages by two names: Django's code ("zh-hans") and the BCP 47 tag that is stored and printed ("zh-Hans")."""

from django.utils.translation import get_supported_language_variant

_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


def tag_of(code: str) -> str:
    """The BCP 47 tag of a Django code."""
    return _TAGS.get(code.lower(), code.lower())


def code_of(tag: str) -> str | None:
    """The code of the language that we speak which is nearest to a tag ("zh-TW" is "zh-hant", "pt-BR" is "pt").
    None when we speak none like it."""
    if not tag or len(tag) > 35:
        return None
    try:
        return get_supported_language_variant(tag.lower())
    except LookupError:
        return None
