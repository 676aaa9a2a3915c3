"""What we aim at for somebody who writes now: what is told while there is no history, and marked as such."""

from dataclasses import dataclass
from datetime import datetime

from keepword.conversations.models import Inbox
from keepword.promises.clocks.deeds import Story
from keepword.promises.clocks.policies import terms_ever
from keepword.promises.clocks.terms import Facts, choose
from keepword.promises.models.policy import FIRST_RESPONSE


@dataclass(frozen=True, slots=True)
class Aim:
    seconds: int
    is_business: bool


def aim(inbox: Inbox, *, at: datetime, priority: int, language: str, channel: str) -> Aim | None:
    """The target for a first response of the policy that would fit them, not knowing who they are: no tags, no team,
    no domain. None when no policy fits, or when it has no such target."""
    newcomer = Story(0, inbox.pk, inbox.brand_id, None, channel, language, priority)
    terms = choose(terms_ever(), story=newcomer, facts=Facts(priority, frozenset(), None), at=at)
    seconds = terms.seconds.get((priority, FIRST_RESPONSE)) if terms else None
    return Aim(seconds, terms.is_business) if terms and seconds else None
