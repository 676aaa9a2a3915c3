"""A rush of mail is acknowledged in one go: each customer is told what they would be told alone."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.inbound import Thread
from keepword.conversations.models import Conversation, Message
from keepword.conversations.receiving import receive
from keepword.events.models import Event
from keepword.promises.acknowledging import acknowledge, acknowledge_all
from keepword.promises.models import Acknowledgement, Promise, PublishedWait
from keepword.promises.models.wait import Wait
from tests import cast as stage
from tests.promises.test_acknowledging import FRIDAY, clock, shop  # noqa: F401  fixtures


def came(cast, count, *, language="en"):
    """So many customers write at this moment, and nobody was told anything yet. Their facts."""
    known = Event.objects.filter(name="message.received").count()
    for number in range(count):
        stage.conversation_of(cast, language, address=f"c{known + number}@customer.example", at=FRIDAY)
    return list(Event.objects.filter(name="message.received").order_by("id"))[known:]


def told():
    """What each customer was told, by what they were told it in."""
    said = Message.objects.filter(automatic_kind="acknowledgement").order_by("conversation_id")
    return list(said.values_list("conversation_id", "recipients", "sender_name", "language", "delivery_state"))


def owed():
    fields = ("conversation_id", "due_at", "said", "zone", "language", "kind", "message__external_id", "made_at")
    return list(Promise.objects.order_by("conversation_id").values_list(*fields))


def test_together_each_hears_what_they_would_hear_alone(shop):  # noqa: F811
    facts = came(shop, 3) + came(shop, 2, language="ko") + came(shop, 1, language="ar")
    acknowledge_all(facts)
    together, promised = told(), owed()
    assert len(together) == len(promised) == 6
    texts = dict(Message.objects.filter(kind="reply").values_list("conversation_id", "text"))
    Promise.objects.all().delete()
    PublishedWait.objects.all().delete()
    Message.objects.filter(kind="reply").delete()
    for fact in facts:
        acknowledge(fact)
    assert (told(), owed()) == (together, promised)
    assert dict(Message.objects.filter(kind="reply").values_list("conversation_id", "text")) == texts


def test_forty_cost_as_many_queries_as_twenty(shop):  # noqa: F811
    """The message with all that belongs to it, the lock, who is told (four), the catalogue, the ways (five), the
    letter (hours, entry, pace and queue, people, emergencies, wording), messages, promises, facts, tasks, what is due
    next; on PostgreSQL the two words to other processes."""

    def queries(count):
        facts = came(shop, count)
        with CaptureQueriesContext(connection) as captured:
            acknowledge_all(facts)
        assert Promise.objects.filter(cause__in=facts).count() == count
        return [one["sql"] for one in captured if not one["sql"].startswith("INSERT")]

    queries(10)  # hours are read once for a process
    twenty, forty = queries(20), queries(40)
    assert len(forty) == len(twenty) <= (30 if connection.vendor == "postgresql" else 28), forty


def test_two_messages_of_one_wait_in_one_group_get_one(shop):  # noqa: F811
    (fact,) = came(shop, 1)
    more = stage.written(thread=Thread(fact.conversation_id), address="c0@customer.example", at=FRIDAY)
    receive(more, inbox=shop.inbox)
    acknowledge_all([*Event.objects.filter(name="message.received"), fact])
    assert Message.objects.filter(kind="inbound").count() == 2
    assert Message.objects.filter(kind="reply").count() == Promise.objects.count() == 1


def test_in_a_group_the_limits_count_what_the_group_sent(shop):  # noqa: F811
    """One customer with twelve questions at once is written to ten times."""
    for _ in range(12):
        stage.conversation_of(shop, at=FRIDAY)
    facts = list(Event.objects.filter(name="message.received").order_by("id"))
    acknowledge_all(facts)
    assert Message.objects.filter(automatic_kind="acknowledgement").count() == 10
    withheld = Event.objects.filter(name="announcement.withheld")
    assert [one.data["reason"] for one in withheld] == ["limit", "limit"]
    assert Promise.objects.filter(kind="acknowledgement").count() == 10
    acknowledge_all(facts)
    assert Event.objects.filter(name="announcement.withheld").count() == 2


def test_who_comes_later_in_a_group_waits_behind_those_before(shop, clock):  # noqa: F811
    """Ten answers came at a pace of one in an hour, and four hours are published: the fifth of a group is told a later
    time, though nobody of them was told when it began."""
    for number in range(10):
        conversation = stage.conversation_of(shop, address=f"before{number}@customer.example", at=FRIDAY)
        Wait.objects.filter(conversation=conversation).update(
            started_at=FRIDAY - timedelta(hours=4),
            ended_at=FRIDAY - timedelta(minutes=60 * (9 - number) / 3),
            ended_by="reply",
            calendar_seconds=60,
            business_seconds=60,
        )
        Conversation.objects.filter(pk=conversation.pk).update(waiting_since=None)
    facts = []
    for number in range(16):
        clock.shift(timedelta(seconds=1))
        stage.conversation_of(shop, address=f"rush{number}@customer.example", at=FRIDAY + timedelta(seconds=number))
        facts.append(Event.objects.filter(name="message.received").latest("id"))
    acknowledge_all(facts)
    times = list(Promise.objects.order_by("conversation_id").values_list("due_at", flat=True))
    assert len(times) == 16
    assert times == sorted(times)
    assert times[0] == FRIDAY + timedelta(hours=4)
    assert times[-1] > times[0]


def test_a_group_of_a_quiet_inbox_and_another_speaks_only_for_the_other(shop):  # noqa: F811
    facts = came(shop, 2)
    Acknowledgement.objects.create(inbox=shop.inbox, is_on=False)
    acknowledge_all(facts)
    assert told() == []
    assert not PublishedWait.objects.exists()
