"""Which hours count for a conversation: its team's, else its inbox's, else its brand's, else the organisation's, else
always. One query, and none for a version that this process has read before."""

from typing import Any

from django.db.models import BigIntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from keepword.brands.models import Organisation
from keepword.conversations.models import Conversation, Inbox
from keepword.hours.in_force import InForce, of_version
from keepword.kit.prepared import Prepared
from keepword.people.models import Team

VERSION = "business_hours__current_id"


def hours_of(conversation: Conversation) -> InForce:
    """As they are now."""
    if conversation.team_id is None:
        return of_version(_first(WITHOUT_TEAM(inbox=conversation.inbox_id)))
    return of_version(_first(WITH_TEAM(inbox=conversation.inbox_id, team=conversation.team_id)))


def hours_of_inbox(inbox: Inbox) -> InForce:
    """As they are now, for what has no team yet."""
    return of_version(_first(WITHOUT_TEAM(inbox=inbox.pk)))


def _first(found: list[tuple[Any, ...]]) -> int | None:
    return found[0][0] if found else None


def _version(inbox_id: int, of_team: Subquery | Value) -> QuerySet[Inbox, Any]:
    of_organisation = Subquery(Organisation.objects.values(VERSION)[:1])
    nearest = Coalesce(of_team, VERSION, f"brand__{VERSION}", of_organisation, output_field=BigIntegerField())
    return Inbox.objects.filter(pk=inbox_id).values_list(nearest)  # house: a calendar, nothing to be hidden


def _of_team(team: int) -> Subquery:
    return Subquery(Team.objects.filter(pk=team).values(VERSION))


WITHOUT_TEAM = Prepared(lambda inbox: _version(inbox, Value(None)))
WITH_TEAM = Prepared(lambda inbox, team: _version(inbox, _of_team(team)))
