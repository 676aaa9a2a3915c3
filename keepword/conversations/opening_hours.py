"""Which hours count for a conversation: its team's, else its inbox's, else its brand's, else the organisation's, else
always. One query, and none for a version that this process has read before."""

from django.db.models import BigIntegerField, Subquery, Value
from django.db.models.functions import Coalesce

from keepword.brands.models import Organisation
from keepword.conversations.models import Conversation, Inbox
from keepword.hours.in_force import InForce, of_version
from keepword.people.models import Team

VERSION = "business_hours__current_id"


def hours_of(conversation: Conversation) -> InForce:
    """As they are now."""
    if conversation.team_id is None:
        return of_version(_version(conversation.inbox_id, Value(None)))
    team = Team.objects.filter(pk=conversation.team_id).values(VERSION)
    return of_version(_version(conversation.inbox_id, Subquery(team)))


def hours_of_inbox(inbox: Inbox) -> InForce:
    """As they are now, for what has no team yet."""
    return of_version(_version(inbox.pk, Value(None)))


def _version(inbox_id: int, of_team: Subquery | Value) -> int | None:
    of_organisation = Subquery(Organisation.objects.values(VERSION)[:1])
    nearest = Coalesce(of_team, VERSION, f"brand__{VERSION}", of_organisation, output_field=BigIntegerField())
    found: int | None = (
        Inbox.objects.filter(pk=inbox_id)  # house: a calendar, nothing that somebody must not see
        .values_list(nearest, flat=True)
        .first()
    )
    return found
