from datetime import timedelta

import pytest
from django.db import transaction

from keepword.brands.models import Brand
from keepword.channels.chat.arranging import arrange
from keepword.channels.chat.posting import post
from keepword.commerce.counting import count
from keepword.commerce.models import Customer, Order, Spending
from keepword.conversations.models import Chat, Conversation, Message
from keepword.conversations.replying import reply
from keepword.conversations.searching import search
from keepword.conversations.tasks.listing import tasks_of
from keepword.events import working
from keepword.events.models import Bundle, Event, Task
from keepword.kit import clock
from keepword.people.models import Agent, Contact
from keepword.wiring.demo import chatting, filling, knowing

FIGURES = {
    Customer: [field.attname for field in Customer._meta.concrete_fields],
    Spending: ["contact", "currency", "minor"],
}
pytestmark = pytest.mark.django_db


def test_a_demo_is_a_whole_world_that_every_screen_can_show():
    world = filling.fill(conversations=120, seed=7, password=None)
    agent = Agent.objects.get(email=world.sign_in)
    assert Conversation.objects.visible_to(agent).count() == 120
    assert set(Conversation.objects.values_list("status", flat=True)) >= {"open", "waiting", "resolved"}
    assert set(Contact.objects.values_list("language", flat=True)) >= {"en", "zh-Hans", "ko"}
    assert not Message.objects.filter(at__gt=clock.now()).exists()
    assert not Task.objects.exists()
    assert not Bundle.objects.exists()
    assert Event.objects.filter(name="conversation.created").count() == 120
    assert search("订单", agent=agent) != []


def test_the_figures_of_the_demos_customers_are_those_that_would_be_counted():
    filling.fill(conversations=120, seed=7, password=None)
    before = [list(model.objects.order_by("contact").values(*FIGURES[model])) for model in FIGURES]
    assert before[0]
    count(*Customer.objects.values_list("contact", flat=True))
    assert [list(model.objects.order_by("contact").values(*FIGURES[model])) for model in FIGURES] == before
    assert Contact.objects.filter(is_customer=True).count() == len(before[0])
    said = Message.objects.filter(contact__is_customer=True, kind="inbound", text__contains="LL-").order_by("-id")[0]
    assert Order.objects.filter(contact=said.contact, number__startswith="LL-").exists()


def test_whoever_looks_at_the_demo_has_tasks_of_their_own():
    world = filling.fill(conversations=80, seed=7, password=None)
    agent = Agent.objects.get(email=world.sign_in)
    knowing.get_to_know(agent)
    assert {one.is_raised for one in tasks_of(agent, whose="mine", is_done=False)} == {False, True}


def test_in_the_demos_chats_one_rings_one_runs_one_is_over_and_one_is_answered_by_mail():
    mina = Agent.objects.get(email=filling.fill(conversations=30, seed=7, password=None).sign_in)
    arrange(Brand.objects.get(), is_on=True, greeting="", sites=[], by=mina.as_actor)
    before = clock.now
    chatting.chat(Brand.objects.get(), by=mina, seed=1)
    chats = {one.state: one for one in Chat.objects.select_related("conversation__assignee", "rings_for")}
    assert chats["ringing"].rings_for == chats["running"].conversation.assignee == mina
    assert chats["ringing"].conversation.language == "zh-Hans"
    assert chats["ringing"].rings_until > clock.now() + timedelta(minutes=4)
    assert (chats["over"].conversation.status, chats["over"].is_wanted_by_mail) == ("resolved", True)
    left = chats["unanswered"].conversation
    assert left.waiting_since
    answer = reply(left, text="نعم", by=mina)
    assert post(answer) is None, "the page takes no answer: it goes by mail"
    assert answer.recipients == {"to": ["layla.hassan@mail.example"]}
    assert not Message.objects.filter(at__gt=clock.now()).exists()
    assert clock.now is before


def test_the_transcript_of_the_demos_chat_is_written_by_its_task():
    mina = Agent.objects.get(email=filling.fill(conversations=30, seed=7, password=None).sign_in)
    chatting.chat(Brand.objects.get(), by=mina, seed=1)
    while working.run_due():
        pass
    letter = Message.objects.get(automatic_kind="chat_transcript")
    assert "¿Y llega antes del viernes a Sevilla?" in letter.text
    assert letter.recipients == {"to": ["lucia.gomez@mail.example"]}


def test_the_same_seed_is_the_same_world():
    before = transaction.savepoint()
    first = _world_of(seed=3)
    transaction.savepoint_rollback(before)
    assert _world_of(seed=3) == first


def test_a_measured_world_has_three_messages_in_every_conversation():
    filling.fill(conversations=20, seed=1, password=None, each=3)
    assert Message.objects.count() == 60


def _world_of(*, seed: int) -> list[tuple[str, ...]]:
    filling.fill(conversations=30, seed=seed, password=None)
    return list(Conversation.objects.order_by("id").values_list("subject", "status", "reference", "contact__name"))
