"""Who signs what is said by itself: people, by the brand's policy. Never somebody who could not have read it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from keepword.brands.models import Brand
from keepword.conversations.models import Conversation
from keepword.people.models import Agent

NAMED = 2  # people that one letter names; more are "the team"


def colleagues_of(conversation: Conversation) -> list[Agent]:
    """Who may read the conversation: those of its team, else of its inbox."""
    teams = _teams(conversation)
    agents = Agent.objects.filter(is_active=True)
    if teams:
        agents = agents.filter(teams__in=teams).distinct()
    return list(agents.order_by("id")[:50])


def nearest(colleagues: Sequence[Agent], *, conversation: Conversation) -> list[Agent]:
    """The likeliest of them to answer it: who holds it, then who speaks its language. At most one more than is
    named."""
    return sorted(
        colleagues,
        key=lambda agent: (agent.pk != conversation.assignee_id, not _speaks(agent, conversation.language)),
    )[: NAMED + 1]


def _teams(conversation: Conversation) -> list[int]:
    if conversation.team_id:
        return [conversation.team_id]
    return list(conversation.inbox.teams.values_list("id", flat=True))


def _speaks(agent: Agent, language: str) -> bool:
    return any(tag.partition("-")[0] == language.partition("-")[0] for tag in [*agent.languages, agent.language])


def signed_by(people: Sequence[Agent], *, brand: Brand) -> str:
    """ "Mina and Leo", in the active language; "" where the brand itself signs, or where there is nobody."""
    names = list(dict.fromkeys(agent.shown_name.strip() for agent in people if agent.shown_name.strip()))
    if brand.sender_name == "brand" or not names:
        return ""
    if len(names) == 1:
        return names[0]
    if len(names) == NAMED:
        return _("%(first)s and %(second)s") % {"first": names[0], "second": names[1]}
    return _("%(first)s, %(second)s and the team") % {"first": names[0], "second": names[1]}


def callable_name(name: str) -> str:
    """A customer's name as a letter of ours may say it, "" for what is none. Who forges a sender chooses the name, and
    would have us mail advertisements to strangers: so no digits, no addresses, and not more than a name has."""
    words = " ".join(name.split())
    is_name = 0 < len(words) <= 40 and len(words.split(" ")) <= 4
    return words if is_name and not any(sign in words for sign in '@/:\\<>{}[]()|!?%$#=+*_"“”.,;0123456789') else ""
