"""An agent hands an opportunity to a team, because the customer asked or agreed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from keepword.conversations.changing import lock
from keepword.conversations.models import Conversation, InternalTask
from keepword.conversations.models.internal_task import GROUNDS, OPPORTUNITIES
from keepword.conversations.tasks.giving import Asked, give
from keepword.people.models import Agent, Contact, Team

NOT_ASKED = "not_asked"


class NotAsked(ValueError):
    """They neither asked nor agreed: nobody pushes what nobody wants."""


class NoOffers(ValueError):
    """They said that they want to be offered nothing."""


class BadKind(ValueError):
    """No such opportunity."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """`kind` of OPPORTUNITIES, `words` why it would help them, `ground` of GROUNDS, `due_at` aware or None."""

    kind: str
    words: str
    team: Team
    ground: str
    due_at: datetime | None = None


@transaction.atomic
def hand_to_sales(conversation: Conversation, *, wanted: Wanted, by: Agent, mark: str | None = None) -> InternalTask:
    """`mark` makes two sendings of one form one. Raises NotAsked, NoOffers, BadKind, and what `give` raises."""
    if wanted.kind not in OPPORTUNITIES:
        raise BadKind
    if wanted.ground not in GROUNDS:
        raise NotAsked
    lock(conversation)
    # Held until the end: who says "never again" at this moment is heard before, or after it stands there.
    customer = Contact.objects.select_for_update().get(pk=conversation.contact_id)
    if customer.no_offers_since is not None:
        raise NoOffers
    asked = Asked(
        wanted.words,
        team=wanted.team,
        due_at=wanted.due_at,
        awaits="",
        opportunity=wanted.kind,
        ground=wanted.ground,
    )
    return give(asked, by=by, conversation=conversation, mark=mark)
