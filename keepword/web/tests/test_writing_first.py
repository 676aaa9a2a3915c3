"""An agent writes first: /conversations/new."""

import pytest

from keepword.channels.email.composing import compose
from keepword.conversations.finding.reindexing import forget_terms, index_again
from keepword.conversations.models import Conversation, Inbox, Message
from keepword.conversations.searching import search
from keepword.events.models import Event
from keepword.notices.hearing import HEARD_BY
from keepword.notices.world import World
from keepword.people.models import Agent, Contact, Identity
from keepword.people.permissions import LIGHT_AGENT
from keepword.web.tests.reading import words
from tests.outside import answer_to, arrive

NEW = "/conversations/new"


@pytest.fixture
def form(cast):
    return {"to": "Noor@Bakery.example", "name": "Noor", "inbox": cast.inbox.pk, "subject": "Your trays", "form": "x"}


def test_somebody_new_is_written_to_and_answers_into_the_same_conversation(cast, mina, form):
    shown = mina.post(NEW, form, follow=True)
    made = Conversation.objects.get()
    assert shown.redirect_chain[-1][0] == f"/conversations/{made.pk}"
    assert "Mina Park began the conversation." in words(shown)
    assert (made.assignee, made.status, made.subject) == (cast.mina, "open", "Your trays")
    assert Identity.objects.get(contact=made.contact).value == "noor@bakery.example"
    mina.post(f"/conversations/{made.pk}/replies", {"text": "They are ready, walnut as you wished."})
    ours = Message.objects.get(kind="reply")
    letter = compose(ours)
    assert (letter["Subject"], letter["To"]) == ("Your trays", "noor@bakery.example")
    assert letter["In-Reply-To"] is None
    made.refresh_from_db()
    assert made.status == "waiting"
    arrive(cast, answer_to(ours.message_id, text="Splendid", sender="noor@bakery.example"))
    made.refresh_from_db()
    assert (Conversation.objects.count(), made.status, made.assignee) == (1, "open", cast.mina)
    mina.post(f"/conversations/{made.pk}/replies", {"text": "Until Friday."})
    assert compose(Message.objects.latest("id"))["Subject"] == "Re: Your trays"
    assert compose(ours)["Subject"] == "Your trays"  # the same bytes if it is sent again


def test_the_second_letter_that_nobody_answered_yet_is_an_answer_to_the_first(cast, mina, form):
    mina.post(NEW, form)
    made = Conversation.objects.get()
    for text in ("One", "Two"):
        mina.post(f"/conversations/{made.pk}/replies", {"text": text})
    first, second = Message.objects.order_by("id")
    letter = compose(second)
    assert (letter["Subject"], letter["In-Reply-To"]) == ("Re: Your trays", f"<{first.message_id}>")


def test_it_is_found_by_its_subject_and_by_whom_it_went_to(cast, conversation, mina, form):
    mina.post(NEW, form | {"subject": "胡桃托盘 ready"})
    made = Conversation.objects.exclude(pk=conversation.pk).get()
    mina.post(f"/conversations/{made.pk}/replies", {"text": "Come by."})
    ours = Message.objects.get(kind="reply")
    for query in ("托盘", "noor@bakery.example", "come by"):
        assert search(query, agent=cast.mina) == [ours.pk]
        assert search(query, agent=cast.stranger) == []
    forget_terms([ours.pk])
    assert [search(query, agent=cast.mina) for query in ("托盘", "bakery", "come")] == [[], [], []]


def test_what_changes_is_put_into_the_index_as_it_was(cast, conversation, mina, form):
    mina.post(NEW, form)
    made = Conversation.objects.exclude(pk=conversation.pk).get()
    mina.post(f"/conversations/{made.pk}/replies", {"text": "Come by."})
    ours = Message.objects.get(kind="reply")
    forget_terms([ours.pk])
    index_again([ours.pk])
    assert search("trays", agent=cast.mina) == [ours.pk]
    assert "Noor" in words(mina.get("/contacts", {"q": "noor@bakery.example"}))


def test_the_same_form_twice_is_one_conversation_and_another_form_is_another(cast, mina, form):
    for _ in range(2):
        assert mina.post(NEW, form).status_code == 302
    assert Conversation.objects.count() == 1
    mina.post(NEW, form | {"form": "y"})
    assert (Conversation.objects.count(), Contact.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"to": "noor at bakery"}, "is no mail address"),
        ({"to": "HELP@leafloom.example"}, "one of our own addresses"),
        ({"to": "a@b.example, c@d.example"}, "is no mail address"),
        ({"subject": "  "}, "It cannot be empty: fill it in."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_begun(cast, mina, form, wrong, why):
    shown = mina.post(NEW, form | wrong)
    assert shown.status_code == 422
    assert why in words(shown)
    assert not Conversation.objects.exists()
    assert not Contact.objects.exists()


def test_who_does_not_see_an_inbox_writes_from_none_of_it(cast, stranger, form):
    other = Inbox.objects.create(name="Open", address="open@leafloom.example", brand=cast.brand)
    shown = words(stranger.get(NEW))
    assert "open@leafloom.example" in shown
    assert "help@leafloom.example" not in shown
    assert stranger.post(NEW, form).status_code == 422
    assert stranger.post(NEW, form | {"inbox": other.pk}).status_code == 302
    assert Conversation.objects.get().inbox == other


def test_whom_one_may_not_know_is_not_named_in_the_form(cast, conversation, mina, stranger):
    assert 'value="ann@customer.example"' in mina.get(NEW, {"contact": conversation.contact_id}).text
    assert "ann@customer.example" not in stranger.get(NEW, {"contact": conversation.contact_id}).text
    assert f"{NEW}?contact={conversation.contact_id}" in mina.get(f"/contacts/{conversation.contact_id}").text


def test_who_may_not_answer_may_not_write_first(cast, at_desk, form):
    Agent.objects.filter(pk=cast.dave.pk).update(role=LIGHT_AGENT)
    dave = at_desk(Agent.objects.get(pk=cast.dave.pk))
    assert dave.post(NEW, form).status_code == 403
    assert NEW not in dave.get("/inbox/open").text


def test_a_card_number_in_the_subject_is_hidden(cast, mina, form):
    mina.post(NEW, form | {"subject": "Card 4111 1111 1111 1111"})
    assert "4111 1111" not in Conversation.objects.get().subject


def test_no_clock_runs_and_no_colleague_is_called_for_what_we_began(cast, mina, form):
    mina.post(NEW, form)
    made = Conversation.objects.get()
    assert (made.due_at, made.waiting_since) == (None, None)
    begun = Event.objects.get(name="conversation.created")
    assert begun.data["by_us"] is True
    assert list(world_of(begun)) == []


def world_of(event: Event):
    return HEARD_BY["conversation.created"](event, World([event]))
