"""When a brand is there: its own hours, else those of the organisation, else always."""

from django.db.models import BigIntegerField, Subquery
from django.db.models.functions import Coalesce

from keepword.brands.models import Brand, Organisation
from keepword.hours.in_force import InForce, of_version

VERSION = "business_hours__current_id"


def hours_of_brand(brand: Brand) -> InForce:
    """As they are now."""
    of_organisation = Subquery(Organisation.objects.values(VERSION)[:1])
    nearest = Coalesce(VERSION, of_organisation, output_field=BigIntegerField())
    return of_version(Brand.objects.filter(pk=brand.pk).values_list(nearest, flat=True).first())
