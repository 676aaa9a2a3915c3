"""What an agent sees and does about spam."""

import pytest
from django.test import Client

from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import BlockedSender, Bulk, Conversation, SpamMemory
from keepword.events import working
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def sat(agent):
    client = Client()
    client.force_login(agent)
    return client


def test_marked_as_spam_its_sender_is_blocked_and_the_rest_cleaned_up_and_restored(cast):
    first, second = (stage.conversation_of(cast) for _ in range(2))
    desk = sat(cast.mina)
    page = desk.post(f"/conversations/{first.pk}/spam", {"spam": "yes"}, follow=True).content.decode()
    assert "Somebody marked it as spam." in page
    assert "Block ann@customer.example" in page
    assert "Mark what else they wrote as spam, too (1)" in page
    page = desk.post(f"/conversations/{first.pk}/spam/sender", {"whom": "address"}, follow=True).content.decode()
    assert "Block ann@customer.example" not in page
    assert "Block everybody at customer.example" in page
    desk.post(f"/conversations/{first.pk}/spam/others", {"form": "one"})
    desk.post(f"/conversations/{first.pk}/spam/others", {"form": "one"})
    while working.run_due():
        pass
    assert Conversation.objects.get(pk=second.pk).status == "spam"
    page = desk.get("/settings/spam").content.decode()
    assert "Restore" in page
    assert "ann@customer.example" in page
    desk.post(f"/bulk/{Bulk.objects.get().pk}/undoing")
    while working.run_due():
        pass
    second.refresh_from_db()
    assert (second.status, second.waiting_since is not None) == ("open", True)
    assert "Restore" not in desk.get("/settings/spam").content.decode()


def test_what_went_to_spam_by_its_sender_says_so(cast):
    sat(cast.mina).post("/settings/spam", {"who": "CUSTOMER.example"})
    one = stage.conversation_of(cast)
    page = sat(cast.mina).get(f"/conversations/{one.pk}").content.decode()
    assert "everybody at its sender&#39;s domain is blocked" in page
    listed = sat(cast.mina).get("/settings/spam").content.decode()
    assert "Mina Park" in listed
    assert '<td class="fit">1 · ' in listed
    sat(cast.mina).post(f"/settings/spam/{BlockedSender.objects.get().pk}/unblocking")
    assert stage.conversation_of(cast).status == "open"


@pytest.mark.parametrize("who", ["gmail.com", "leafloom.example", "?"])
def test_what_cannot_be_blocked_is_said_beside_the_field(cast, who):
    answered = sat(cast.mina).post("/settings/spam", {"who": who})
    assert answered.status_code == 422
    assert "aria-invalid" in answered.content.decode()


def test_the_filter_is_switched_off_and_on(cast):
    for said, expected in (("no", False), ("yes", True)):
        sat(cast.mina).post("/settings/spam", {"on": said})
        assert SpamMemory.objects.get().is_on is expected


def test_a_conversation_out_of_sight_offers_nothing(cast):
    one = stage.conversation_of(cast)
    mark_spam(one, by=cast.mina.as_actor)
    for path in ("spam", "spam/sender", "spam/others"):
        assert sat(cast.stranger).post(f"/conversations/{one.pk}/{path}").status_code == 404
    assert not BlockedSender.objects.exists()
