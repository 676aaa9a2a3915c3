"""When a brand is there: its own hours, else those of the organisation, else always."""

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from keepword.brands.models import Brand, Organisation
from keepword.hours.in_force import InForce, of_version

VERSION = "business_hours__current_id"


def hours_of_brand(brand: Brand) -> InForce:
    """As they are now."""
    of_organisation = Subquery(Organisation.objects.values(VERSION)[:1])
    return of_version(
        Brand.objects.filter(pk=brand.pk).values_list(Coalesce(VERSION, of_organisation), flat=True).first()
    )
