"""Side conversations go where their conversation goes."""

from keepword.conversations.asides.saying import say
from keepword.conversations.joining.merging import merge
from keepword.conversations.joining.unmerging import unmerge
from keepword.conversations.models import Aside, Conversation, Message
from tests import cast as stage
from tests.outside import answer_to, arrive


def whole():
    return Aside.objects.select_related("conversation__inbox", "inbox", "team").get()


def test_they_go_on_where_it_goes_on_and_answers_find_them(cast, conversation, asked):
    kept = stage.conversation_of(cast, "ko")
    merge(conversation, into=kept, by=cast.mina)
    came = arrive(cast, answer_to(asked.message_id)).message
    kept.refresh_from_db()
    assert (came.conversation_id, came.aside_id, kept.aside_state) == (kept.pk, asked.aside_id, "answered")
    assert not Message.objects.filter(conversation=kept, kind="inward").exists()
    assert Conversation.objects.get(pk=conversation.pk).aside_state == ""


def test_undoing_gives_them_back_whole(cast, conversation, asked):
    kept = stage.conversation_of(cast, "ko")
    merged = merge(conversation, into=kept, by=cast.mina)
    arrive(cast, answer_to(asked.message_id))
    say(whole(), text="Thank you", by=cast.dave)
    unmerge(merged, by=cast.mina)
    assert set(Message.everywhere.filter(aside=asked.aside_id).values_list("conversation", flat=True)) == {
        conversation.pk
    }
    assert whole().conversation_id == conversation.pk
    for one, state in ((conversation, "asked"), (kept, "")):
        one.refresh_from_db()
        assert one.aside_state == state
