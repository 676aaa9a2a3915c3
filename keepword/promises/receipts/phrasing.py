"""Times, hours and zones as customers are told them."""

from datetime import datetime

from keepword.brands.models import Organisation
from keepword.conversations.models import Conversation
from keepword.hours.in_force import InForce
from keepword.hours.saying import say_hours, say_instant
from keepword.kit.languages import code_of, tag_of
from keepword.promises.expecting import Expectation


def said_time(expectation: Expectation | None, *, now: datetime, language: str, zone: str) -> str:
    """As it stands after "by"; "" without one. The zone is always named, for it was guessed."""
    if expectation is None or expectation.due_at <= now:
        return ""
    return say_instant(expectation.due_at, now=now, language=language, zone=zone)


def said_hours(in_force: InForce, *, now: datetime, language: str, zone: str) -> str:
    """Whether we are there; "" where nobody ever set hours: "always open" would be somebody else's word."""
    if in_force.version_id is None:
        return ""
    return say_hours(in_force.hours, now=now, language=language, reader_zone=zone)


def language_for(conversation: Conversation) -> str:
    """The tag of the language that we speak which is nearest to the customer's, else the brand's."""
    wanted = conversation.language or conversation.contact.language
    return tag_of(code_of(wanted) or code_of(conversation.inbox.brand.language) or "en")


def zone_for(conversation: Conversation, *, in_force: InForce) -> str:
    """Where the customer seems to be, else where the brand is."""
    return conversation.contact.time_zone or brand_zone(in_force)


def brand_zone(in_force: InForce) -> str:
    if in_force.version_id is not None:
        return in_force.hours.zone
    return Organisation.objects.values_list("time_zone", flat=True).first() or "UTC"
