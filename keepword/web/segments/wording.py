"""What the conditions of a segment are called in its form."""

from django.utils.translation import gettext_lazy as _

from keepword.conversations.views import rules as of_views
from keepword.segments.rules import AT_LEAST, AT_MOST

FIELDS = {
    "language": _("Language"),
    "country": _("Country"),
    "time_zone": _("Time zone"),
    "company": _("Company"),
    "tag": _("Tag of a conversation"),
    "conversations": _("Number of conversations"),
    "wrote": _("Wrote last"),
    "open": _("Open conversation"),
    "rating": _("Last answer to how it was"),
    "orders": _("Number of orders"),
    "spent": _("Money spent"),
    "first_order": _("First order"),
    "last_order": _("Last order"),
    "tier": _("Loyalty tier"),
    "points": _("Loyalty points"),
}
OPS = {
    of_views.IS: _("is one of"),
    of_views.IS_NOT: _("is none of"),
    of_views.LONGER_AGO: _("more than … ago"),
    of_views.IN_LAST: _("within the last …"),
    of_views.BEFORE: _("before the day"),
    of_views.AFTER: _("on the day or later"),
    of_views.IS_SET: _("is known"),
    of_views.IS_EMPTY: _("is not known"),
    AT_LEAST: _("at least"),
    AT_MOST: _("at most"),
}
# Where other words say it better.
OPS_OF = {
    ("wrote", of_views.IS_SET): _("at any time"),
    ("wrote", of_views.IS_EMPTY): _("never"),
    ("last_order", of_views.IS_SET): _("at any time"),
    ("last_order", of_views.IS_EMPTY): _("never"),
    ("open", of_views.IS_SET): _("there is one"),
    ("open", of_views.IS_EMPTY): _("there is none"),
}
SCORES = {
    "5": _("5: very good"),
    "4": _("4: good"),
    "3": _("3: neither good nor bad"),
    "2": _("2: bad"),
    "1": _("1: very bad"),
}
