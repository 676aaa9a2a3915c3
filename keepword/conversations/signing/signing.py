"""The signature of one letter: one query, and two where it asks for the team or the title of an agent."""

from typing import Any

from django.db.models import QuerySet

from keepword.brands.mission import saying as mission
from keepword.conversations.models import Conversation, Signature
from keepword.conversations.signing.choosing import chosen
from keepword.conversations.signing.filling import BRAND, NAME, TEAM, TITLE, fill, names
from keepword.kit.prepared import Prepared, PreparedModels
from keepword.people.models import Agent


def signature_under(conversation: Conversation, *, agent: int | None, name: str, language: str = "") -> str:
    """As Markdown, "" for none. `agent` and `name` are who signs, None and "" for a letter that nobody wrote.
    `language` where it is not the conversation's. Where customers read the brand's name alone, nobody is named
    here either."""
    brand = conversation.inbox.brand
    rows = ROWS.rows(brand=brand.pk)
    row = chosen(
        rows,
        teams=_teams(conversation, agent=agent) if any(one.team_id for one in rows) else (),
        language=language or conversation.language,
        brand_language=brand.language,
    )
    text = row.text if row else brand.signature
    is_named = brand.sender_name != "brand"
    team = (row.team if row else None) or conversation.team
    values = {
        BRAND: brand.name,
        NAME: name if is_named else "",
        TITLE: _title(agent) if agent and is_named and names(text, variable=TITLE) else "",
        TEAM: team.name if team else "",
    }
    language = language or conversation.language
    if mission.names_it(text):
        values |= mission.values_of(brand, language=language or brand.language)
    return fill(text, values=values)


def _teams(conversation: Conversation, *, agent: int | None) -> set[int]:
    """The conversation's; while it has none, those of whoever answers."""
    if conversation.team_id:
        return {conversation.team_id}
    return {team for (team,) in TEAMS(agent=agent)} if agent else set()


def _title(agent: int) -> str:
    return next((title for (title,) in TITLES(agent=agent)), "")


def _rows(brand: int) -> QuerySet[Signature]:
    return Signature.objects.in_use().filter(brand_id=brand).select_related("team").order_by("id")


def _teams_of(agent: int) -> QuerySet[Any, Any]:
    return Agent.teams.through.objects.filter(agent_id=agent).values_list("team_id")


def _titles(agent: int) -> QuerySet[Agent, Any]:
    return Agent.objects.filter(id=agent).values_list("title")


ROWS, TEAMS, TITLES = PreparedModels(_rows), Prepared(_teams_of), Prepared(_titles)
