"""Something for addresses to lead to."""

from keepword.brands.models import Brand, Counter
from keepword.conversations.models import Chat, Conversation
from keepword.conversations.opportunities.handing import Wanted, hand_to_sales
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.segments.defining import Draft, define
from keepword.surveys.models import Survey
from tests import cast as stage


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


def a_chat(of, *, by):
    """What runs with this agent in their conversation, and a colleague who takes chats."""
    now = clock.now()
    Agent.objects.filter(pk__in=[of.mina.pk, of.dave.pk]).update(takes_chats=True, screen_at=now)
    number = stage.conversation_of(of, address="chat@customer.example").pk
    Conversation.objects.filter(pk=number).update(assignee=by)
    Chat.objects.create(conversation_id=number, state="running", began_at=now, taken_at=now)
    return number


ANYWHERE = ("create_conversation", "create_call_anywhere")  # in an inbox that they name
MORE_BODIES = {
    "create_call": {"way": "in", "began_at": f"{clock.now():%Y-%m-%dT%H:%M:%SZ}", "words": "Hello"},
    "create_call_anywhere": {
        "way": "unanswered",
        "began_at": f"{clock.now():%Y-%m-%dT%H:%M:%SZ}",
        "subject": "Trays",
        "who": "+49 30 901820",
    },
    "create_contact": {"name": "Eve", "emails": ["eve@else.example"]},
}
