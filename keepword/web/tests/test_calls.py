"""A call is logged: /calls/new."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from keepword.conversations.models import Call, Conversation, InternalTask, Message
from keepword.conversations.resolving import reopen
from keepword.kit import clock
from keepword.people.identifying import identify
from keepword.people.models import Identity
from keepword.people.permissions import LIGHT_AGENT
from keepword.promises.models import Promise
from keepword.web.tests.reading import error_of, words
from tests.cast import conversation_of

NEW = "/calls/new"


def local(at):
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def form(cast):
    return {
        "form": "x",
        "way": "in",
        "began_at": local(clock.now() - timedelta(minutes=10)),
        "minutes": "7",
        "about": "new",
        "inbox": cast.inbox.pk,
        "subject": "Walnut trays",
        "words": "She wants ten of them by Friday.",
    }


def test_in_a_conversation_it_stands_on_the_time_line_as_a_call(cast, conversation, mina, form):
    beside = {"conversation": conversation.pk} | form
    shown = mina.post(NEW, beside, follow=True)
    assert shown.redirect_chain[-1][0] == f"/conversations/{conversation.pk}"
    assert "The customer called · 7 min" in words(shown)
    assert "She wants ten of them by Friday." in words(shown)
    assert "Note, only your team sees it" not in words(shown)
    mina.post(NEW, beside)
    assert (Call.objects.count(), Conversation.objects.count()) == (1, 1)


def test_all_that_follows_from_it_follows_once_though_the_form_comes_twice(cast, conversation, mina, form):
    due = {"promised": local(clock.now() + timedelta(days=2)), "task": "Order walnut", "after": "resolved"}
    beside = {"conversation": conversation.pk} | form | due
    assert [mina.post(NEW, beside).status_code for _ in range(2)] == [302, 302]
    assert (Call.objects.count(), InternalTask.objects.count()) == (1, 1)
    assert Promise.objects.filter(kind="phone").count() == 1
    conversation.refresh_from_db()
    assert conversation.status == "resolved"


def test_a_form_that_comes_again_much_later_leads_to_its_call_and_changes_nothing(cast, conversation, mina, form):
    due = {"promised": local(clock.now() + timedelta(days=2)), "after": "resolved"}
    beside = {"conversation": conversation.pk} | form | due
    mina.post(NEW, beside)
    reopen(Conversation.objects.get(pk=conversation.pk), by=cast.dave.as_actor)
    with time_machine.travel(clock.now() + timedelta(days=3)):
        again = mina.post(NEW, beside)
    assert (again.status_code, again.headers["Location"]) == (302, f"/conversations/{conversation.pk}")
    conversation.refresh_from_db()
    assert (conversation.status, Call.objects.count()) == ("open", 1)


def test_so_does_the_form_of_a_call_that_began_a_conversation(cast, mina, stranger, form):
    begun = {"who": "+49 30 901820", "after": "resolved"} | form
    first = mina.post(NEW, begun)
    made = Conversation.objects.get()
    reopen(made, by=cast.dave.as_actor)
    assert mina.post(NEW, begun).headers["Location"] == first.headers["Location"]
    assert Conversation.objects.get().status == "open"
    mina.post(NEW, begun | {"words": "And a lamp."})
    assert (Call.objects.count(), Conversation.objects.count()) == (2, 1)


def test_a_page_without_calls_asks_for_none(cast, conversation, mina, form):
    address = f"/conversations/{conversation.pk}"
    mina.get(address)
    with CaptureQueriesContext(connection) as asked:
        mina.get(address)
    assert not [one for one in asked if "conversations_call" in one["sql"]]
    mina.post(NEW, {"conversation": conversation.pk} | form)
    with CaptureQueriesContext(connection) as asked:
        mina.get(address)
    assert len([one for one in asked if "conversations_call" in one["sql"]]) == 1


def test_somebody_new_is_written_down_by_their_number_and_found_by_it(cast, mina, form):
    asked = mina.get(NEW, {"q": "0049 30 901820"})
    assert "Somebody new: +4930901820" in words(asked)
    mina.post(NEW, {"who": "+4930901820", "name": "Noor"} | form)
    made = Conversation.objects.get()
    assert (made.channel, made.subject, made.contact.name) == ("phone", "Walnut trays", "Noor")
    assert Identity.objects.get(contact=made.contact).kind == "phone"
    shown = mina.get(f"/conversations/{made.pk}")
    assert "The conversation began with a call." in words(shown)
    assert "Phone" in words(shown)
    found = mina.get(NEW, {"q": "+49 30 901 820"})
    assert f"{NEW}?contact={made.contact_id}" in found.content.decode()
    assert "Noor" in words(mina.get("/contacts", {"q": "+49 30 901820"}))


def test_what_follows_from_it(cast, conversation, mina, form):
    due = clock.now() + timedelta(days=2)
    follows = {"after": "waiting", "promised": local(due), "task": "Order ten", "until": local(due)}
    mina.post(NEW, {"conversation": conversation.pk} | form | follows)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since) == ("waiting", None)
    promise, task = Promise.objects.get(), InternalTask.objects.get()
    assert (promise.kind, promise.what, local(promise.due_at)) == ("phone", "update", local(due))
    assert (task.words, task.agent, local(task.due_at)) == ("Order ten", cast.mina, local(due))


@pytest.mark.parametrize(
    ("after", "status", "waits"), [("", "open", True), ("answered", "open", False), ("resolved", "resolved", False)]
)
def test_how_it_stands_afterwards_is_what_was_chosen(cast, conversation, mina, form, after, status, waits):
    mina.post(NEW, {"conversation": conversation.pk, "after": after} | form)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since is not None) == (status, waits)


def test_what_is_solved_is_opened_again_when_they_call(cast, conversation, mina, form):
    mina.post(f"/conversations/{conversation.pk}/resolution", {"resolved": "yes"})
    mina.post(NEW, {"conversation": conversation.pk, "after": "open"} | form)
    conversation.refresh_from_db()
    assert conversation.status == "open"


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"words": " "}, "words", "Write in a sentence what was said"),
        ({"subject": ""}, "subject", "Give something new a subject"),
        ({"began_at": "2999-01-01T10:00"}, "began_at", "This is still to come"),
        ({"began_at": "2020-01-01T10:00"}, "began_at", "more than a year ago"),
        ({"began_at": "yesterday"}, "began_at", "valid date"),
        ({"minutes": "900"}, "minutes", "720"),
        ({"promised": "2020-01-01T10:00"}, "promised", "still to come"),
        ({"until": "2999-01-01T10:00"}, "task", "what is to be done until then"),
        ({"words": "@Sam Other look"}, "words", "may not see this conversation"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands_and_nothing_is_lost(
    cast, conversation, mina, form, changes, field, why
):
    refused = mina.post(NEW, {"contact": conversation.contact_id} | form | changes)
    assert refused.status_code == 422
    assert why in error_of(refused, field)
    for name, typed in (form | changes).items():
        if name in ("subject", "words") and str(typed).strip():
            assert str(typed).strip() in words(refused) + refused.content.decode()
    assert (Call.objects.count(), Conversation.objects.count()) == (0, 1)


def test_nobody_answered_is_kept_without_words(cast, conversation, mina, form):
    mina.post(NEW, {"conversation": conversation.pk} | form | {"way": "unanswered", "words": ""})
    assert "We called, and nobody answered" in words(mina.get(f"/conversations/{conversation.pk}"))


def test_a_stranger_finds_nobody_and_reaches_nothing(cast, conversation, stranger, form):
    for given in ({"conversation": conversation.pk}, {"contact": conversation.contact_id}):
        assert stranger.get(NEW, given).status_code == 404
        assert stranger.post(NEW, given | form).status_code == 404
    assert "Ann Lee" not in words(stranger.get(NEW, {"q": "ann@customer.example"}))
    assert "Ann Lee" not in words(stranger.get(NEW, {"who": "ann@customer.example"}))
    refused = stranger.post(NEW, {"who": "x@y.example"} | form)  # the inbox is none of theirs
    assert (refused.status_code, Call.objects.count()) == (422, 0)


def test_nobody_logs_into_a_conversation_of_somebody_else(cast, conversation, mina, form):
    other = conversation_of(cast, "ko")
    refused = mina.post(NEW, {"contact": conversation.contact_id} | form | {"about": other.pk})
    assert (refused.status_code, Call.objects.count()) == (422, 0)


def test_it_takes_the_right_to_answer(cast, conversation, mina):
    cast.mina.role = LIGHT_AGENT
    cast.mina.save()
    assert mina.get(NEW).status_code == 403
    assert "Log a call" not in words(mina.get(f"/conversations/{conversation.pk}"))


def test_what_is_in_the_bin_leads_back_to_it(cast, conversation, mina):
    Conversation.objects.filter(pk=conversation.pk).update(status="binned", delete_at=clock.now())
    assert mina.get(NEW, {"conversation": conversation.pk})["Location"] == f"/conversations/{conversation.pk}"


def test_the_palette_offers_it_everywhere_and_for_the_conversation_that_is_open(cast, conversation, mina):
    assert NEW in mina.get("/palette", {"q": "log a call"}).content.decode()
    within = mina.get("/palette", {"q": "call", "conversation": conversation.pk}).content.decode()
    assert f"{NEW}?conversation={conversation.pk}" in within


def test_the_customer_never_reads_it(cast, conversation, mina, form, client):
    mina.post(NEW, {"conversation": conversation.pk} | form)
    assert not Message.objects.for_customers().filter(text__contains="ten of them").exists()
    assert identify(address="ann@customer.example").pk == conversation.contact_id
