"""Which hours count for a conversation: its team's, else its inbox's, else its brand's, else the organisation's, else
always."""

from keepword.brands.opening_hours import organisation_version_id
from keepword.conversations.models import Conversation, Inbox
from keepword.hours.in_force import InForce, of_version
from keepword.people.models import Team


def hours_of(conversation: Conversation) -> InForce:
    """As they are now."""
    return of_version(_of_team(conversation.team_id) or _of_inbox(conversation.inbox_id) or organisation_version_id())


def hours_of_inbox(inbox: Inbox) -> InForce:
    """As they are now, for what has no team yet."""
    return of_version(_of_inbox(inbox.pk) or organisation_version_id())


def _of_team(team_id: int | None) -> int | None:
    if team_id is None:
        return None
    return Team.objects.filter(pk=team_id).values_list("business_hours__current_id", flat=True).first()


def _of_inbox(inbox_id: int) -> int | None:
    found = Inbox.objects.filter(pk=inbox_id).values_list(  # house: a calendar, nothing that somebody must not see
        "business_hours__current_id", "brand__business_hours__current_id"
    )
    own, of_brand = found.first() or (None, None)
    return own or of_brand
