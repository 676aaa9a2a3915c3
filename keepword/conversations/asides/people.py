"""Who may be asked in a side conversation: nobody of the conversation itself, and nobody who could not read it."""

from collections.abc import Iterable

from keepword.conversations.addressing import checked
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.conversations.teamwork.seers import who_may_see
from keepword.people.identifying import fold
from keepword.people.models import Agent, Identity, Team


class NotOutside(ValueError):
    """This `address` is the customer's or one of ours: a word beside the conversation would reach the conversation."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class NobodyToAsk(ValueError):
    """No address and no team."""


def outside(conversation: Conversation, *, written: Iterable[str]) -> list[str]:
    """The addresses as they are kept. Raises NobodyToAsk, NotOutside, BadAddress or TooMany."""
    addresses = checked(written)
    if not addresses:
        raise NobodyToAsk
    within = set(conversation.participants.values_list("address", flat=True))
    within |= set(Identity.objects.filter(contact=conversation.contact_id).values_list("value", flat=True))
    # All of them, whoever may see them: mail between two of our own inboxes goes in circles.
    within |= {fold(one) for one in Inbox.objects.values_list("address", flat=True)}
    refused = next((one for one in addresses if one in within), None)
    if refused:
        raise NotOutside(refused)
    return addresses


def members(team: Team, *, conversation: Conversation) -> list[int]:
    """The ids of those of the team who may see the conversation. Raises NotForThem when nobody of it may."""
    found = who_may_see(conversation).filter(pk__in=Agent.teams.through.objects.filter(team=team).values("agent_id"))
    ids = list(found.order_by("id").values_list("id", flat=True))
    if not ids:
        raise NotForThem([team.name])
    return ids
