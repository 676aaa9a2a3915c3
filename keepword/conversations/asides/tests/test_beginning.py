"""A side conversation begins, and no customer hears of it."""

import pytest

from keepword.conversations.addressing import BadAddress
from keepword.conversations.asides.beginning import Wanted, begin
from keepword.conversations.asides.closing import finish, take_up
from keepword.conversations.asides.people import NobodyToAsk, NotOutside
from keepword.conversations.asides.saying import say
from keepword.conversations.models import Aside, Conversation, Mention, Message
from keepword.conversations.replying import NothingToSay
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.events.actor import SYSTEM
from keepword.events.models import Event, Task
from keepword.people.models import Team

SUPPLIER = "sales@mill.example"


def test_it_is_no_answer_to_the_customer(cast, conversation):
    before = Conversation.objects.get(pk=conversation.pk)
    message = begin(conversation, wanted=Wanted("Trays", "When?", [SUPPLIER]), by=cast.mina)
    after = Conversation.objects.get(pk=conversation.pk)
    assert (after.status, after.waiting_since, after.preview) == (before.status, before.waiting_since, before.preview)
    assert after.aside_state == "asked"
    assert (message.kind, message.recipients, message.delivery_state) == ("outward", {"to": [SUPPLIER]}, "queued")
    assert not conversation.messages.filter(pk=message.pk).exists()
    assert not Event.objects.filter(name="message.queued").exists()


@pytest.mark.parametrize(
    ("addresses", "error"),
    [
        ([], NobodyToAsk),
        (["ann@customer.example"], NotOutside),
        ([SUPPLIER, "ANN@customer.example"], NotOutside),
        (["help@leafloom.example"], NotOutside),
        (["nobody"], BadAddress),
    ],
)
def test_neither_the_customer_nor_one_of_our_inboxes_is_asked(cast, conversation, addresses, error):
    with pytest.raises(error):
        begin(conversation, wanted=Wanted("Trays", "When?", addresses), by=cast.mina)
    assert not Aside.objects.exists()


def test_words_are_needed_and_two_presses_are_one(cast, conversation):
    with pytest.raises(NothingToSay):
        begin(conversation, wanted=Wanted("Trays", " ", [SUPPLIER]), by=cast.mina)
    wanted = Wanted("Trays", "When?", [SUPPLIER], form="a-form")
    first, again = (begin(conversation, wanted=wanted, by=cast.mina) for _ in range(2))
    assert (first.pk, Aside.objects.count()) == (again.pk, 1)
    aside = Aside.objects.select_related("conversation__inbox", "inbox").get()
    one, two = (say(aside, text="And?", by=cast.mina, form="b-form") for _ in range(2))
    assert one.pk == two.pk


def test_another_team_is_asked_and_whoever_asked_hears_the_answer(cast, conversation):
    wanted = Wanted("Stock", "Is it there?", team=cast.team)
    message = begin(conversation, wanted=wanted, by=cast.ruth)
    assert {(one.agent, one.team) for one in Mention.objects.all()} == {(cast.mina, cast.team), (cast.dave, cast.team)}
    assert (message.kind, message.delivery_state, message.message_id) == ("internal", "", "")
    aside = Aside.objects.select_related("conversation__inbox", "team").get()
    say(aside, text="Yes, ten.", by=cast.dave)
    aside.refresh_from_db()
    assert aside.state == "answered"
    assert Mention.objects.filter(agent=cast.ruth).count() == 1
    assert not Task.objects.filter(reaction__contains="deliver").exists()


def test_a_team_that_may_not_see_the_conversation_is_not_asked(cast, conversation):
    with pytest.raises(NotForThem):
        begin(conversation, wanted=Wanted("Stock", "?", team=Team.objects.create(name="Care")), by=cast.mina)
    cast.stranger.teams.add(Team.objects.get(name="Care"))
    with pytest.raises(NotForThem):
        begin(conversation, wanted=Wanted("Stock", "?", team=Team.objects.get(name="Care")), by=cast.mina)
    assert not Message.everywhere.filter(aside__isnull=False).exists()


def test_what_is_done_is_taken_up_again(cast, conversation, asked):
    aside = Aside.objects.select_related("conversation").get()
    for act, state in ((finish, "done"), (finish, "done"), (take_up, "answered")):
        act(aside, by=SYSTEM)
        conversation.refresh_from_db()
        assert (aside.state, conversation.aside_state) == (state, state)
    assert Event.objects.filter(name="aside.finished").count() == 1


def test_a_stranger_sees_none_of_it(cast, asked):
    assert not Aside.objects.visible_to(cast.stranger).exists()
    assert not Message.everywhere.visible_to(cast.stranger).exists()
    assert Aside.objects.visible_to(cast.dave).count() == 1
