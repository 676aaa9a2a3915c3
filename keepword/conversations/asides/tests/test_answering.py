"""The supplier answers: into the side conversation, and nowhere else."""

import pytest

from keepword.conversations.asides.beginning import Wanted, begin
from keepword.conversations.asides.closing import finish
from keepword.conversations.asides.naming import token_of
from keepword.conversations.models import Aside, Conversation, Mention, Message, Participant
from keepword.conversations.replying import own_message_id as id_of_the_thread
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.conversations.searching import search
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.people.models import Contact, Identity
from tests.outside import answer_to, arrive


def facts(conversation):
    return list(Event.objects.filter(conversation_id=conversation.pk).order_by("id").values_list("name", flat=True))


def test_an_answer_joins_the_side_conversation_and_never_the_thread(cast, conversation, asked):
    people = Contact.objects.count()
    came = arrive(cast, answer_to(asked.message_id)).message
    assert (came.aside_id, came.conversation_id, came.kind, came.text) == (
        asked.aside_id,
        conversation.pk,
        "inward",
        "On Friday.",
    )
    assert [one.kind for one in Message.objects.filter(conversation=conversation)] == ["inbound"]
    assert Conversation.objects.count() == 1
    # The supplier is nobody's customer.
    assert Contact.objects.count() == people
    assert not Identity.objects.filter(value="sales@mill.example").exists()
    assert not Participant.objects.filter(address="sales@mill.example").exists()


def test_whoever_asked_hears_of_it(cast, conversation, asked):
    arrive(cast, answer_to(asked.message_id))
    conversation.refresh_from_db()
    assert (Aside.objects.get().state, conversation.aside_state) == ("answered", "answered")
    assert Mention.objects.get().agent == cast.mina
    assert facts(conversation)[-1] == "aside.answered"


def test_the_customer_waits_no_more_and_no_less_by_it(cast, conversation, asked):
    before = Conversation.objects.get(pk=conversation.pk)
    arrive(cast, answer_to(asked.message_id))
    after = Conversation.objects.get(pk=conversation.pk)
    assert (after.waiting_since, after.status, after.preview) == (before.waiting_since, "open", before.preview)
    assert "message.received" not in facts(conversation)[2:]


def test_what_was_put_down_and_done_is_taken_up_again(cast, conversation, asked):
    resolve(conversation, by=SYSTEM)
    finish(Aside.objects.select_related("conversation").get(), by=SYSTEM)
    arrive(cast, answer_to(asked.message_id))
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since, Aside.objects.get().state) == ("open", None, "answered")


def test_a_machine_opens_nothing(cast, conversation, asked):
    resolve(conversation, by=SYSTEM)
    came = arrive(cast, answer_to(asked.message_id, headers="Auto-Submitted: auto-replied\n")).message
    conversation.refresh_from_db()
    assert (came.aside_id, came.is_automatic) == (asked.aside_id, True)
    assert (conversation.status, Aside.objects.get().state, Mention.objects.count()) == ("resolved", "asked", 0)


def test_a_stranger_with_the_name_of_the_letter_gets_in_nowhere(cast, conversation, asked):
    came = arrive(cast, answer_to(asked.message_id, sender="Eve <eve@elsewhere.example>")).message
    assert came.aside_id is None
    assert came.conversation_id != conversation.pk
    assert came.warnings == ["answers-aside"]
    assert Message.everywhere.filter(aside__isnull=False).count() == 1


def test_who_forges_the_address_of_the_supplier_gets_in_nowhere(cast, conversation, asked, settings):
    settings.TRUSTED_RECEIVER = "mx.leafloom.example"
    forged = "Authentication-Results: mx.leafloom.example; dmarc=fail header.from=mill.example\n"
    came = arrive(cast, answer_to(asked.message_id, headers=forged)).message
    assert (came.aside_id, came.conversation_id == conversation.pk) == (None, False)


def test_the_customer_who_was_copied_in_by_the_supplier_does_not_read_or_write_there(cast, conversation, asked):
    came = arrive(cast, answer_to(asked.message_id, sender="Ann Lee <ann@customer.example>")).message
    assert came.aside_id is None
    assert Message.everywhere.filter(aside=asked.aside_id).count() == 1


def another_letter(name):
    return name[:-30] + ("1" if name[-30] == "0" else "0") + name[-29:]


@pytest.mark.parametrize("change", [another_letter, lambda one: one.replace("kws.", "kw.")])
def test_a_name_that_we_did_not_sign_leads_nowhere(cast, conversation, asked, change):
    wrong = change(asked.message_id)
    assert wrong != asked.message_id
    came = arrive(cast, answer_to(wrong)).message
    assert (came.aside_id, came.conversation_id == conversation.pk) == (None, False)


def test_an_answer_that_lost_its_ids_is_known_by_its_address(cast, conversation, asked):
    cast.inbox.takes_tags = True
    cast.inbox.save()
    to = f"help+{token_of(Aside.objects.get())}@leafloom.example"
    assert arrive(cast, answer_to("nothing@mill.example", to=to)).message.aside_id == asked.aside_id


def test_their_next_mail_answers_their_own(cast, conversation, asked):
    arrive(cast, answer_to(asked.message_id))
    second = arrive(cast, answer_to("1@mill.example", text="Or on Monday.", number="2")).message
    assert second.aside_id == asked.aside_id
    stranger = answer_to("2@mill.example", sender="Eve <eve@elsewhere.example>", number="3")
    assert arrive(cast, stranger).message.aside_id is None


def test_the_nearest_name_decides(cast, conversation, asked):
    """The supplier got a copy of an answer to the customer, too."""
    reply(conversation, text="Soon.", by=cast.mina)
    thread = id_of_the_thread(conversation)
    mail = answer_to(asked.message_id).replace(
        f"References: <{asked.message_id}>", f"References: <{thread}> <{asked.message_id}>"
    )
    assert arrive(cast, mail).message.aside_id == asked.aside_id


def test_a_mail_that_comes_twice_is_one(cast, conversation, asked):
    first, again = (arrive(cast, answer_to(asked.message_id)) for _ in range(2))
    assert (first.state, again.state, again.message) == ("done", "done", None)
    assert Message.everywhere.filter(kind="inward").count() == 1


def test_a_team_that_was_asked_is_answered_by_no_mail(cast, conversation):
    inside = begin(conversation, wanted=Wanted("Stock", "Is it there?", team=cast.team), by=cast.ruth)
    came = arrive(cast, answer_to(f"kws.{inside.aside_id}.x.y@leafloom.example")).message
    assert came.aside_id is None


def test_words_are_found_by_those_who_may_see_the_conversation(cast, conversation, asked):
    came = arrive(cast, answer_to(asked.message_id, text="Die Nussbaumtabletts kommen am Freitag.")).message
    assert search("nussbaumtabletts", agent=cast.mina) == [came.pk]
    assert search("nussbaumtabletts", agent=cast.stranger) == []


def test_a_card_number_does_not_stay(cast, conversation, asked):
    came = arrive(cast, answer_to(asked.message_id, text="Card 4111 1111 1111 1111")).message
    assert "4111 1111" not in came.text
    assert came.warnings == ["card-removed"]
