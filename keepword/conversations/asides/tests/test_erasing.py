"""What was said beside a conversation is erased with it."""

from keepword.conversations.models import Aside, Message
from keepword.conversations.searching import search
from keepword.privacy.erasing import erase
from tests.outside import answer_to, arrive


def test_nothing_of_it_is_left(cast, conversation, asked):
    arrive(cast, answer_to(asked.message_id, text="Nussbaum on Friday."))
    erase(conversation.contact, by=None)
    assert {one.text for one in Message.everywhere.filter(aside__isnull=False)} == {""}
    came = Message.everywhere.get(kind="inward")
    assert (came.sender_address, came.sender_name, came.message_id) == ("", "", "")
    assert (Aside.objects.get().subject, Aside.objects.get().addresses) == ("", [])
    assert search("nussbaum", agent=cast.ruth) == search("walnut", agent=cast.ruth) == []
