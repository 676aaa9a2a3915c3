"""Something for addresses to lead to."""

from keepword.brands.models import Brand, Counter
from keepword.conversations.opportunities.handing import Wanted, hand_to_sales
from keepword.kit import clock
from keepword.segments.defining import Draft, define
from keepword.surveys.models import Survey


def an_opportunity(conversation, *, team, by):
    return hand_to_sales(conversation, wanted=Wanted("upgrade", "Larger shelves", team, "asked"), by=by).pk


def a_segment(*, by):
    return define(Draft("Regulars"), by=by).pk


def an_answer(conversation, *, by):
    now = clock.now()
    said = {"state": "answered", "score": 5, "words": "Quick", "agent": by}
    moments = dict.fromkeys(["resolved_at", "due_at", "asked_at", "answered_at"], now)
    where = {"conversation": conversation, "inbox": conversation.inbox, "channel": "email"}
    return Survey.objects.create(**where, **said, **moments).pk


def a_counter(*, of: Brand) -> str:
    return Counter.objects.create(brand=of, name="trees", made_at=clock.now()).name
