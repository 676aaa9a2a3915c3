"""Who may say yes to what somebody asks for."""

from keepword.care.budgets import Limits, may_approve
from keepword.care.models import Gift, GiftLimit
from keepword.conversations.models import Conversation
from keepword.conversations.teamwork.seers import who_may_see
from keepword.people.models import Agent
from keepword.people.permissions import APPROVE_GIFTS


def approvers_for(conversation: Conversation, *, amount: int, without: int | None) -> list[int]:
    """The ids of those who may see it, whose role says yes to gifts, and to as much as this; never whoever asks."""
    known = {(one.role, one.own_role_id): one.limits for one in GiftLimit.objects.all()}
    agents = who_may_see(conversation).select_related("own_role").order_by("id")
    return [
        one.pk
        for one in agents
        if one.pk != without
        and one.may(APPROVE_GIFTS)
        and (limits := known.get((one.role, one.own_role_id))) is not None
        and may_approve(limits, amount=amount)
    ]


def may_decide(gift: Gift, *, agent: Agent, limits: Limits | None) -> bool:
    """Whether this agent, of whose role these are the limits, may say yes or no to it."""
    if gift.by_id == agent.pk or limits is None or not agent.may(APPROVE_GIFTS):
        return False
    return may_approve(limits, amount=gift.amount)
