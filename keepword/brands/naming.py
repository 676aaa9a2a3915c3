"""Under which name a person of a brand writes, and whether their face is shown with it."""

from django.utils import translation
from django.utils.translation import gettext

from keepword.brands.models import Brand


def sender_name(brand: Brand, *, person: str, language: str = "") -> str:
    """ "Mina at Brand", by the brand's policy and in the customer's language. Without a person, the brand."""
    if not person or brand.sender_name == "brand":
        return brand.name
    if brand.sender_name == "person":
        return person
    with translation.override(language or brand.language):
        return gettext("%(person)s at %(brand)s") % {"person": person, "brand": brand.name}


def shows_faces(brand: Brand) -> bool:
    """Never where customers read the name of the brand alone."""
    return brand.shows_photos and brand.sender_name != "brand"
