import pytest
from django.db import transaction

from keepword.commerce.counting import count
from keepword.commerce.models import Customer, Order, Spending
from keepword.conversations.models import Conversation, Message
from keepword.conversations.searching import search
from keepword.conversations.tasks.listing import tasks_of
from keepword.events.models import Bundle, Event, Task
from keepword.kit import clock
from keepword.people.models import Agent, Contact
from keepword.wiring.demo import filling, knowing

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
    world = filling.fill(conversations=30, seed=7, password=None)
    agent = Agent.objects.get(email=world.sign_in)
    knowing.get_to_know(agent)
    assert {one.is_raised for one in tasks_of(agent, whose="mine", is_done=False)} == {False, True}


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
