"""One conversation on the screen, and what agents do there."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.assigning import assign
from keepword.conversations.delivering import mark_failed
from keepword.conversations.inbound import File
from keepword.conversations.models import Conversation, Inbox, Message
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.kit import clock
from tests import cast as stage


def page_of(client, conversation) -> str:
    response = client.get(f"/conversations/{conversation.pk}")
    assert response.status_code == 200
    return response.content.decode()


def post(client, conversation, noun, **answers):
    response = client.post(f"/conversations/{conversation.pk}/{noun}", answers)
    conversation.refresh_from_db()
    return response


def test_a_customers_words_stand_there_in_their_language(cast, mina):
    conversation = stage.conversation_of(cast, "ar", quoted="> من قبل")
    page = page_of(mina, conversation)
    assert '<div class="letter-words" lang="ar" dir="auto">لم يصل الطرد بعد.</div>' in page
    assert "<details" in page.split("لم يصل الطرد بعد.")[1]


def test_the_beginning_stands_before_the_first_message(cast, at_desk):
    with time_machine.travel("2026-11-21T18:00Z", tick=False) as time:
        message = stage.written(at=clock.now())
        time.shift(5)
        conversation = Conversation.objects.get(pk=receive(message, inbox=cast.inbox).conversation_id)
        page = page_of(at_desk(cast.mina), conversation)
    assert page.index("The conversation began by mail.") < page.index("It was due on Monday.")


def test_words_of_a_customer_are_never_markup(cast, mina):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    page = page_of(mina, stage.conversation_of(cast, text=evil, subject=evil, name=evil))
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_reply_is_on_its_way_and_shown_at_once(conversation, mina):
    answer = post(mina, conversation, "replies", text="It left the house today.")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/conversations/{conversation.pk}")
    assert conversation.status == "waiting"
    page = page_of(mina, conversation)
    assert "It left the house today." in page
    assert "Sending" in page


def test_a_reply_can_resolve_at_once(conversation, mina):
    post(mina, conversation, "replies", text="Done.", then="resolve")
    assert conversation.status == "resolved"


def test_an_empty_reply_comes_back_with_the_reason_in_its_place(conversation, mina):
    answer = post(mina, conversation, "replies", text="   ")
    assert answer.status_code == 422
    assert "Write something, or attach a file." in answer.content.decode()
    assert not Message.objects.filter(kind="reply").exists()


def test_files_that_are_too_large_come_back_with_the_text_kept(conversation, mina, settings):
    settings.UPLOAD_SIZE_LIMIT = 1_000_000
    file = SimpleUploadedFile("film.mov", b"x" * 1_000_001)
    answer = post(mina, conversation, "replies", text="See the film.", files=[file])
    assert answer.status_code == 422
    assert "See the film." in answer.content.decode()
    assert "larger than 1 MB" in answer.content.decode()


def test_a_reply_carries_its_files(conversation, mina):
    post(
        mina, conversation, "replies", text="Here.", files=[SimpleUploadedFile("明细.pdf", b"%PDF", "application/pdf")]
    )
    kept = Message.objects.get(kind="reply").attachments.get()
    assert (kept.name, kept.type, kept.size) == ("明细.pdf", "application/pdf", 4)


def test_a_note_is_marked_as_never_sent(conversation, mina):
    post(mina, conversation, "notes", text="She is my neighbour.")
    page = page_of(mina, conversation)
    assert "Note, only your team sees it" in page
    assert not Message.objects.filter(kind="reply").exists()


def test_the_composer_says_to_whom_and_as_whom_it_will_send(conversation, mina):
    page = page_of(mina, conversation)
    sentence = page.split('class="composer-to">')[1].split("</p>")[0]
    for part in ("ann@customer.example", "Mina Park at Leaf &amp; Loom", "help@leafloom.example"):
        assert part in sentence


@pytest.mark.parametrize(
    ("noun", "answers", "field", "expected"),
    [
        ("resolution", {"resolved": "yes"}, "status", "resolved"),
        ("spam", {"spam": "yes"}, "status", "spam"),
        ("priority", {"priority": "urgent"}, "priority", 40),
        ("snooze", {"until": "2026-11-23T09:00:00+00:00"}, "status", "snoozed"),
        ("snooze", {"until": "moment", "moment": "2026-11-23T09:00"}, "status", "snoozed"),
    ],
)
def test_a_small_act_changes_the_conversation_and_leads_back_to_it(cast, at_desk, noun, answers, field, expected):
    with time_machine.travel("2026-11-21T18:00Z", tick=False):
        conversation = stage.conversation_of(cast)
        answer = post(at_desk(cast.mina), conversation, noun, **answers)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/conversations/{conversation.pk}")
    assert getattr(conversation, field) == expected


def test_what_was_resolved_or_spam_comes_back(conversation, mina):
    for noun, word in (("resolution", "resolved"), ("spam", "spam")):
        post(mina, conversation, noun, **{word: "yes"})
        post(mina, conversation, noun, **{word: "no"})
        assert conversation.status == "open"


def test_a_chosen_snooze_is_in_the_agents_own_time_zone(cast, at_desk):
    cast.mina.time_zone = "Asia/Seoul"
    cast.mina.save()
    with time_machine.travel("2026-11-21T18:00Z", tick=False):
        conversation = stage.conversation_of(cast)
        post(at_desk(cast.mina), conversation, "snooze", until="moment", moment="2026-11-23T09:00")
    assert conversation.snoozed_until.isoformat() == "2026-11-23T00:00:00+00:00"


@pytest.mark.parametrize("until", ["2020-01-01T00:00:00+00:00", "rubbish", "", "2026-99-99T00:00"])
def test_a_time_that_is_not_to_come_is_refused_in_words(conversation, mina, until):
    answer = post(mina, conversation, "snooze", until=until)
    assert answer.status_code == 422
    assert "This time has gone by" in answer.content.decode()
    assert conversation.status == "open"


def test_tags_come_and_go(conversation, mina):
    post(mina, conversation, "tags", add="Delivery")
    assert list(conversation.tags.values_list("name", flat=True)) == ["delivery"]
    post(mina, conversation, "tags", remove="delivery")
    assert not conversation.tags.exists()
    assert post(mina, conversation, "tags", add=" ").status_code == 422


def test_a_colleague_or_a_team_takes_care_of_it(cast, conversation, mina):
    post(mina, conversation, "assignment", assignee=cast.dave.pk)
    post(mina, conversation, "team", team=cast.team.pk)
    assert (conversation.assignee, conversation.team) == (cast.dave, cast.team)
    assert "Mina Park gave the conversation to Dave Ortiz." in page_of(mina, conversation)
    post(mina, conversation, "assignment", assignee="")
    assert conversation.assignee is None


def test_it_cannot_be_given_to_whoever_may_not_see_it(cast, conversation, mina):
    assert post(mina, conversation, "assignment", assignee=cast.stranger.pk).status_code == 404
    assert conversation.assignee is None


NOUNS = {
    "replies": {"text": "Hello"},
    "notes": {"text": "Hello"},
    "assignment": {"assignee": ""},
    "team": {"team": ""},
    "resolution": {},
    "snooze": {"until": "2030-01-01T00:00:00+00:00"},
    "priority": {"priority": "high"},
    "tags": {"add": "x"},
    "spam": {},
    "participants": {"participant": "1"},
}


@pytest.mark.parametrize("noun", NOUNS)
def test_a_stranger_can_do_nothing_with_a_conversation(conversation, stranger, noun):
    before = Conversation.objects.values().get(pk=conversation.pk)
    answer = stranger.post(f"/conversations/{conversation.pk}/{noun}", NOUNS[noun])
    assert answer.status_code == 404
    assert Conversation.objects.values().get(pk=conversation.pk) == before
    assert not Message.objects.exclude(kind="inbound").exists()


@pytest.mark.parametrize("noun", NOUNS)
def test_nothing_changes_by_following_a_link(conversation, mina, noun):
    before = Conversation.objects.values().get(pk=conversation.pk)
    shows_choices = noun in ("snooze", "assignment", "team")
    assert mina.get(f"/conversations/{conversation.pk}/{noun}").status_code == (200 if shows_choices else 405)
    assert Conversation.objects.values().get(pk=conversation.pk) == before


def test_a_conversation_does_not_exist_for_a_stranger(conversation, stranger):
    assert stranger.get(f"/conversations/{conversation.pk}").status_code == 404


def test_a_failed_reply_says_why_and_what_to_do(cast, conversation, mina):
    message = reply(conversation, text="Hello", by=cast.mina)
    mark_failed(message, reason="nobody", detail="550 5.1.1 No such user")
    page = page_of(mina, conversation)
    for words in ("Not delivered", "550 5.1.1 No such user", "Send it again"):
        assert words in page
    mina.post(f"/messages/{message.pk}/delivery")
    message.refresh_from_db()
    assert message.delivery_state == "queued"


def test_a_stranger_cannot_send_again(cast, conversation, stranger):
    message = reply(conversation, text="Hello", by=cast.mina)
    mark_failed(message, reason="nobody", detail="550")
    assert stranger.post(f"/messages/{message.pk}/delivery").status_code == 404
    message.refresh_from_db()
    assert message.delivery_state == "failed"


def test_somebody_new_in_the_thread_is_marked_until_an_agent_vouches(cast, conversation, mina):
    joined = stage.written(address="friend@elsewhere.example", name="A friend")
    token = Message.objects.get().message_id
    thread = stage.Thread(conversation_id=conversation.pk, message_ids=(token,))
    receive(stage.written(address=joined.address, name=joined.name, thread=thread), inbox=cast.inbox)
    page = page_of(mina, conversation)
    assert "This address did not take part before." in page
    assert "friend@elsewhere.example joined by mail and is sent nothing yet." in page
    participant = conversation.participants.get(is_trusted=False)
    post(mina, conversation, "participants", participant=participant.pk)
    assert "is sent nothing yet" not in page_of(mina, conversation)


def test_the_same_persons_other_conversations_stand_beside_it(cast, conversation, mina):
    other = stage.conversation_of(cast, subject="An older matter")
    assert f'href="/conversations/{other.pk}"' in page_of(mina, conversation)


def test_the_same_mail_in_another_inbox_is_shown_to_whoever_may_see_both(cast, mina, at_desk):
    mail = stage.written()
    sales = Inbox.objects.create(name="Sales", address="sales@leafloom.example", brand=cast.brand)
    here, there = (receive(mail, inbox=inbox).conversation for inbox in (cast.inbox, sales))
    page = page_of(mina, here)
    assert "Also came to Sales" in page
    assert f'href="/conversations/{there.pk}"' in page
    page = page_of(at_desk(cast.stranger), there)
    assert "Also came to" not in page
    assert f"/conversations/{here.pk}" not in page
    assert cast.inbox.name not in page


def test_pictures_are_shown_and_other_files_are_listed(cast, mina):
    files = (File("cup.png", "image/png", b"\x89PNG"), File("bill.pdf", "application/pdf", b"%PDF" * 500))
    page = page_of(mina, stage.conversation_of(cast, files=files))
    assert 'alt="cup.png"' in page
    assert "bill.pdf" in page
    assert "2 kB" in page


def test_the_page_costs_few_queries_however_long_the_thread(cast, conversation, mina):
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    for _ in range(8):
        reply(conversation, text="Hello", by=cast.mina)
    with CaptureQueriesContext(connection) as queries:
        page_of(mina, conversation)
    explained = [
        "the session",
        "the agent",
        "whether any inbox is for some teams only",
        "which inboxes this agent may see",
        "the conversation with contact, assignee, team, inbox and brand",
        "the small things around it: addresses, agents, teams, tags, promises, who is answered, how far it was said",
        "its messages",
        "their files",
        "its events",
        "its clocks",
        "the customer's other conversations",
        "the count of unassigned",
        "the count of mine",
        "the names of the saved views",
        "the hand-overs that wait",
        "my mentions that are unread",
        "what this agent promised and is due soon",
        "the audit log, once an hour and when the page is on its way: nobody waits for it",
    ]
    assert len(queries) == len(explained), [query["sql"][:150] for query in queries]
