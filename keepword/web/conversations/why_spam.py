"""Why it is spam, and what else can be done about its sender: shown with what is spam, and asked only there."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from keepword.conversations.models import BlockedSender, Conversation, Message, SpamMark
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.models.message import INBOUND
from keepword.conversations.models.spam import ADDRESS, DOMAIN, LEARNT
from keepword.conversations.spam.blocking import CannotBlock, clean
from keepword.conversations.spam.cleaning import others_in_the_way
from keepword.people.models import Agent


@dataclass(frozen=True, slots=True)
class WhySpam:
    """`words` is what is said, `weighed` the customer's words that weighed most. `address` and `domain` can be
    blocked, "" for what cannot or is; `others`: conversations of theirs that are still in the way."""

    words: str
    weighed: tuple[str, ...]
    address: str
    domain: str
    others: int


def why_spam(conversation: Conversation, *, agent: Agent) -> WhySpam | None:
    """None for what is none."""
    if conversation.status != SPAM:
        return None
    mark = SpamMark.objects.filter(conversation=conversation).first()  # house: it was found for the agent
    address, domain = _can_be_blocked(sender_of(conversation), inbox=conversation.inbox_id, by=agent)
    return WhySpam(
        words=_words(mark),
        weighed=tuple(mark.words) if mark else (),
        address=address,
        domain=domain,
        others=others_in_the_way(conversation, to=agent).count(),
    )


def sender_of(conversation: Conversation) -> str:
    """Who wrote first, folded; "" when nobody did."""
    inbound = Message.objects.filter(conversation=conversation, kind=INBOUND)  # house: as above
    first = inbound.order_by("id")
    return first.values_list("sender_address", flat=True).first() or ""


def _words(mark: SpamMark | None) -> str:
    if mark is None:
        return _("Somebody marked it as spam.")
    return {
        LEARNT: _("Looks like spam (%(share)s of 100): it reads like what was marked before.") % {"share": mark.share},
        ADDRESS: _("It is spam because its sender is blocked."),
        DOMAIN: _("It is spam because everybody at its sender's domain is blocked."),
    }.get(mark.why, _("Somebody marked it as spam."))


def _can_be_blocked(address: str, *, inbox: int, by: Agent) -> tuple[str, str]:
    """As far as they see who is blocked: what stands on a list that they do not see is offered like any other."""
    domain = address.rpartition("@")[2]
    here = BlockedSender.objects.visible_to(by).filter(Q(inbox=None) | Q(inbox=inbox))
    blocked = here.filter(value__in=[address, domain])
    known = set(blocked.values_list("value", flat=True))
    if known:
        return ("", domain if domain not in known and _may(domain, by=by) else "")
    return (address if _may(address, by=by) else "", domain if _may(domain, by=by) else "")


def _may(who: str, *, by: Agent) -> bool:
    try:
        clean(who, by=by)
    except CannotBlock:
        return False
    return True
