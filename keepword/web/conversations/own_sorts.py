"""The orders that own fields make, in words."""

from django.utils.translation import gettext as _

from keepword.conversations.models.own_field import OwnField
from keepword.conversations.views.by_own import names_of


def own_sorts(*, about: str = "") -> dict[str, str]:
    """By name; of all fields in use, or of those about one thing. One query."""
    fields = OwnField.objects.in_use().in_order()  # house: set-up, which every agent sees
    known = names_of(fields.filter(about=about) if about else fields)
    rising, falling = _("%(field)s, rising"), _("%(field)s, falling")
    return {name: (falling if is_down else rising) % {"field": field.name} for name, field, is_down in known}
