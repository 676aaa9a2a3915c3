"""What is written in a conversation that is merged goes on with it."""

from datetime import timedelta

from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.drafting.planning import Plan, schedule
from keepword.conversations.joining.merging import merge
from keepword.conversations.models import Draft
from keepword.kit import clock
from tests import cast as stage


def test_drafts_and_answers_for_later_go_where_the_conversation_goes_on(cast, conversation):
    other = stage.conversation_of(cast)
    for where, text in ((conversation, "Here"), (other, "There")):
        save(where, agent=cast.mina, kind="reply", written=Written(text))
    later = save(other, agent=cast.dave, kind="reply", written=Written("Tomorrow"))
    schedule(later, plan=Plan(clock.now() + timedelta(days=1)))
    merge(other, into=conversation, by=cast.mina)
    assert set(Draft.objects.values_list("conversation", "text")) == {
        (conversation.pk, "Here\n\nThere"), (conversation.pk, "Tomorrow"),
    }  # fmt: skip
    conversation.refresh_from_db()
    assert conversation.drafted_by == f",{cast.mina.pk},{cast.dave.pk}>,"
    other.refresh_from_db()
    assert other.drafted_by == ""
