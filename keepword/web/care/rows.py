"""A gift as a line, with what whoever looks may do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keepword.care.approvers import may_decide
from keepword.care.arranging import limits_of
from keepword.care.budgets import Limits
from keepword.care.models import Gift
from keepword.care.models.gift import ASKED, DECLINED, GIVEN, TAKEN_BACK, WITHDRAWN
from keepword.care.taking_back import may_take_back
from keepword.care.wording import kind_words, reason_words
from keepword.kit.amounts import say
from keepword.people.models import Agent
from keepword.web import times


@dataclass(frozen=True, slots=True)
class Row:
    """What `_gift.html` prints. `state` in words, `meaning` its colour; `who` gave or asked, `decided_by` said yes or
    no, "" for nobody. `when` is the moment that the state tells of. `word` what was said to it. `left_at` is where it
    was given, for lists of several conversations."""

    number: int
    amount: str
    kind: str
    reason: str
    note: str
    order_number: str
    state: str
    meaning: str
    icon: str
    who: str
    when: SafeString
    decided_by: str
    word: str
    undone_by: str
    is_given: bool
    is_asked: bool
    is_done: bool
    done_by: str
    can_decide: bool
    can_take_back: bool
    conversation: str
    subject: str
    language: str
    customer: str


def rows_of(gifts: Iterable[Gift], *, agent: Agent) -> list[Row]:
    """`gifts` are loaded with people. A query for the limits of the one who looks where something is asked."""
    found = list(gifts)
    limits = limits_of(agent) if any(one.state == ASKED for one in found) else None
    reader = times.reader()
    return [_row(gift, agent=agent, limits=limits, reader=reader) for gift in found]


def _row(gift: Gift, *, agent: Agent, limits: Limits | None, reader: times.Reader) -> Row:
    state, meaning, icon = _state(gift)
    return Row(
        number=gift.pk,
        amount=say(gift.amount, currency=gift.currency, language=reader.language),
        kind=kind_words(gift.kind.key, gift.kind.name),
        reason=reason_words(gift.reason),
        note=gift.note,
        order_number=gift.order_number,
        state=state,
        meaning=meaning,
        icon=icon,
        who=gift.by.name if gift.by else _("Somebody who left"),
        when=reader.moment(gift.taken_back_at or gift.decided_at or gift.given_at or gift.asked_at),
        decided_by=gift.decided_by.name if gift.decided_by else "",
        word=gift.why or gift.word,
        undone_by=gift.taken_back_by.name if gift.taken_back_by else "",
        is_given=gift.state == GIVEN,
        is_asked=gift.state == ASKED,
        is_done=gift.carried_out_at is not None,
        done_by=gift.carried_out_by.name if gift.carried_out_by else "",
        can_decide=gift.state == ASKED and may_decide(gift, agent=agent, limits=limits),
        can_take_back=may_take_back(gift, agent=agent),
        conversation=reverse("web:conversation", args=[gift.conversation_id]),
        subject=gift.conversation.subject or gift.conversation.reference,
        language=gift.conversation.language,
        customer=gift.contact.name,
    )


def _state(gift: Gift) -> tuple[str, str, str]:
    if gift.state == GIVEN and gift.carried_out_at is None:
        return _("to be carried out"), "attention", "circle-dot"
    return {
        ASKED: (_("waits for a yes"), "attention", "hourglass"),
        GIVEN: (_("carried out"), "done", "circle-check"),
        DECLINED: (_("declined"), "", "x"),
        WITHDRAWN: (_("withdrawn"), "", "undo-2"),
        TAKEN_BACK: (_("taken back"), "", "undo-2"),
    }[gift.state]
