"""When a brand is there: its own hours, else those of the organisation, else always."""

from keepword.brands.models import Brand, Organisation
from keepword.hours.in_force import InForce, of_version


def hours_of_brand(brand: Brand) -> InForce:
    """As they are now."""
    ids = Brand.objects.filter(pk=brand.pk).values_list("business_hours__current_id", flat=True)
    return of_version(ids.first() or organisation_version_id())


def organisation_version_id() -> int | None:
    """The version of the organisation's hours, None when nobody set them."""
    return Organisation.objects.values_list("business_hours__current_id", flat=True).first()
