"""The sentence of the moment for our own pages: "Open now until 18:00 (your time 23:00)"."""

from django.http import HttpRequest
from django.utils.translation import get_language

from keepword.help_center.reach.visiting import zone_of
from keepword.hours.in_force import InForce
from keepword.hours.saying import say_hours
from keepword.kit import clock
from keepword.kit.languages import tag_of


def hours_now(request: HttpRequest, *, kept: InForce) -> str:
    """In the active language and the reader's zone. "" when nobody ever set hours: then there is nothing to say."""
    if kept.version_id is None:
        return ""
    return say_hours(kept.hours, now=clock.now(), language=tag_of(get_language() or ""), reader_zone=zone_of(request))
