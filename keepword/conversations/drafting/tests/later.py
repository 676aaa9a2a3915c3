"""An answer for later, and what came of it a day after."""

from datetime import timedelta

from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.drafting.planning import Plan, schedule
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Draft, Message
from keepword.conversations.receiving import receive
from keepword.conversations.seeing import newest_word
from keepword.events.working import run_due
from keepword.kit import clock
from tests import cast as stage

TOMORROW = timedelta(hours=20)


def worked():
    while run_due():
        pass


def later(conversation, *, by, text="It left today.", **plan):
    draft = save(conversation, agent=by, kind="reply", written=Written(text))
    schedule(draft, plan=Plan(clock.now() + TOMORROW, seen=newest_word(conversation.pk), **plan))
    return Draft.objects.select_related("conversation", "agent").get(pk=draft.pk)


def a_day_later(frozen):
    frozen.shift(timedelta(days=1))
    worked()


def left():
    said = Message.objects.filter(kind="reply", is_automatic=False).order_by("id")
    return [(one.text, one.recipients["to"]) for one in said]


def held():
    return list(Draft.objects.filter(state="held").values_list("text", "held_for"))


def wrote(cast, conversation, text="One more thing", **changes):
    return receive(
        stage.written(text=text, thread=Thread(conversation_id=conversation.pk), **changes), inbox=cast.inbox
    )


def address_of(conversation):
    return conversation.participants.order_by("id").first().address
