"""Where a brand's public pages are, for letters: nobody asks by a request there."""

from django.conf import settings
from django.urls import reverse

from keepword.brands.models import Brand

CONTACT, REACH = "help:brand-contact", "help:reach"


def page_of(brand: Brand, *, name: str) -> str:
    """The whole address; "" when the operator told none (`KEEPWORD_ADDRESS`)."""
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=[brand.slug])}" if settings.PUBLIC_ADDRESS else ""
