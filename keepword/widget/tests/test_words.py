"""A visitor chats: what they say is stored once and in order, and they read what is answered to them."""

import random

import pytest
from django.core import mail
from django.test import Client

from keepword.brands.models import Brand
from keepword.channels.chat.models import Setup, Visit
from keepword.channels.delivery import deliver
from keepword.conversations.models import Conversation, Message
from keepword.conversations.noting import note
from keepword.conversations.replying import reply
from keepword.events.models import Event
from keepword.kit import tokens
from keepword.people.photos import put_photo
from keepword.widget.tests.visitor import Visitor, chatting
from tests import cast as stage
from tests.portraits import png

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    made = stage.gather()
    chatting(made.brand)
    return made


def carried_out(message: Message) -> None:
    """The worker delivers it."""
    finish = deliver(Event.objects.get(name="message.queued", message_id=message.pk))
    if finish:
        finish()


def test_first_words_begin_a_conversation_of_the_chat_channel(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Do you have the green teapot?", page="https://shop.example/teapots?session=1", zone="Asia/Seoul")
    conversation = Conversation.objects.get()
    assert conversation.channel == "chat"
    assert conversation.subject == "Do you have the green teapot?"
    assert conversation.contact.time_zone == "Asia/Seoul"
    assert Visit.objects.get().page == "https://shop.example/teapots"


def test_a_visitor_sees_the_face_of_who_answers_where_the_brand_shows_it(cast):
    put_photo(cast.mina, content=png())
    visitor = Visitor(cast.brand)
    visitor.say("Hello?")
    carried_out(reply(Conversation.objects.get(), text="Hello! I am here.", by=cast.mina))
    assert "/photos/" not in visitor.hear()["html"]
    Brand.objects.update(shows_photos=True)
    assert f'<img src="/photos/{cast.mina.photo}"' in visitor.hear()["html"]


def test_an_answer_comes_to_the_page_and_is_known_to_have_arrived(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Hello?")
    answer = reply(Conversation.objects.get(), text="Hello! I am here.", by=cast.mina)
    carried_out(answer)
    answer.refresh_from_db()
    assert answer.delivery_state == "sent"
    assert answer.arrived_at is None
    heard = visitor.hear()
    assert "Hello! I am here." in heard["html"]
    assert "Mina Park" in heard["html"]
    visitor.post("seen", {"to": heard["last"]})
    answer.refresh_from_db()
    assert answer.arrived_at is not None
    assert mail.outbox == []


def test_a_note_is_never_shown(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Hello?")
    note(Conversation.objects.get(), text="A difficult one.", by=cast.mina)
    assert "difficult" not in visitor.hear()["html"]


def test_repeated_words_are_stored_once_and_answered_alike(cast):
    visitor, number = Visitor(cast.brand), tokens.unguessable()
    first = visitor.say("Hello?", number=number)
    visitor.last = ""
    again = visitor.say("Hello?", number=number)
    assert first.json()["last"] == again.json()["last"]
    assert Message.objects.count() == Conversation.objects.count() == 1


def test_words_that_overtake_others_are_sent_back_until_those_came(cast):
    visitor = Visitor(cast.brand)
    visitor.say("One")
    second = tokens.unguessable()
    third = {"number": tokens.unguessable(), "after": second, "text": "Three"}
    assert visitor.post("words", third).status_code == 409
    visitor.say("Two", number=second)
    assert visitor.post("words", third).status_code == 201
    assert list(Message.objects.order_by("id").values_list("text", flat=True)) == ["One", "Two", "Three"]


@pytest.mark.parametrize("seed", range(5))
def test_however_requests_are_lost_repeated_and_mixed_up_the_words_stand_there_once_in_order(cast, seed):
    """Each request may be lost, its answer may be lost, and old copies of it may come at any later time."""
    chance, visitor = random.Random(seed), Visitor(cast.brand)  # noqa: S311  which request is lost, not a secret
    said = [f"Word {number}" for number in range(12)]
    rows = [{"number": f"number-{number:04}", "text": text} for number, text in enumerate(said)]
    for row, before in zip(rows, [{"number": ""}, *rows], strict=False):
        row["after"] = before["number"]
    under_way: list[dict[str, str]] = []
    acknowledged = 0
    while acknowledged < len(rows):
        # An eager page sends the next ones, too.
        wanted = rows[acknowledged : acknowledged + chance.choice([1, 1, 2, 3])]
        under_way += wanted
        chance.shuffle(under_way)
        arriving = [one for one in under_way if chance.random() < 0.6]
        under_way = [one for one in under_way if one not in arriving or chance.random() < 0.3][:8]
        for one in arriving:
            answer = visitor.post("words", one)
            if answer.status_code == 201 and one is rows[acknowledged] and chance.random() < 0.8:
                acknowledged += 1
                if acknowledged == len(rows):
                    break
    assert list(Message.objects.order_by("id").values_list("text", flat=True)) == said
    assert Conversation.objects.count() == 1


def test_a_page_that_comes_back_hears_what_it_missed_and_nothing_else(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Hello?")
    conversation = Conversation.objects.get()
    reply(conversation, text="First answer.", by=cast.mina)
    heard = visitor.hear()
    reply(conversation, text="Second answer.", by=cast.mina)
    later = visitor.hear(after=heard["last"])
    assert "Second answer." in later["html"]
    assert "First answer." not in later["html"]
    assert visitor.hear(after=later["last"])["html"].strip() == ""


def test_strangers_and_other_visitors_see_nothing(cast):
    visitor = Visitor(cast.brand)
    visitor.say("My card has ended in 4242.")
    Visitor(cast.brand).hear(status=404)
    Visitor(cast.brand, ticket=visitor.ticket[:-1] + ("0" if visitor.ticket[-1] != "0" else "1")).hear(status=404)
    Visitor(cast.brand, ticket="nonsense").hear(status=404)


def test_what_a_visitor_writes_is_never_markup(cast):
    visitor = Visitor(cast.brand)
    answer = visitor.say("<img src=x onerror=alert(1)>")
    assert "<img" not in answer.json()["html"]


def test_an_ended_chat_is_closed_to_its_ticket(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Hello?")
    assert visitor.post("end", {}).status_code == 204
    visitor.hear(status=404)
    visitor.say("Still me", status=404)


def test_nobody_chats_where_it_is_not_switched_on(cast):
    Setup.objects.update(is_on=False)
    visitor = Visitor(cast.brand)
    visitor.say("Hello?", status=404)
    assert visitor.client.get("/chat/leaf-loom").status_code == 404
    assert "button" not in visitor.client.get("/widget/leaf-loom.js").content.decode()


def test_without_a_script_the_chat_is_an_ordinary_form(cast):
    visitor = Visitor(cast.brand)
    page = visitor.address(visitor.ticket)
    sent = {"number": tokens.unguessable(), "after": "", "text": "Hello from a text browser"}
    answer = visitor.client.post(page, sent)
    assert answer.status_code == 302
    reply(Conversation.objects.get(), text="We are here.", by=cast.mina)
    shown = visitor.client.get(page).content.decode()
    assert "Hello from a text browser" in shown
    assert "We are here." in shown


@pytest.mark.parametrize(
    ("language", "name"), [("ar", "Mina Park من Leaf &amp; Loom"), ("en", "Mina Park at Leaf &amp; Loom")]
)
def test_who_answers_is_named_in_the_visitors_language(cast, language, name):
    visitor = Visitor(cast.brand, client=Client(headers={"Accept-Language": language}))
    visitor.say("Hello?")
    reply(Conversation.objects.get(), text="Good morning", by=cast.mina)
    assert f'<span class="word-name" dir="auto">{name}</span>' in visitor.hear()["html"]
