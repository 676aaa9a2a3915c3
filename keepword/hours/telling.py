"""In which of the product's languages something is told to a reader."""

from django.conf import settings

from keepword.kit.languages import code_of


def code(language: str) -> str:
    """Django's code for a BCP 47 tag; English for a language that we do not speak."""
    return code_of(language) or settings.LANGUAGE_CODE
