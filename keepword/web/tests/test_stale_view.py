"""A page stands open while the customer writes on: nothing goes out over words that were not read."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keepword.conversations.delivering import mark_failed, send_again
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Draft, Message
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.people.models import Agent
from keepword.web.tests.reading import words
from tests import cast as stage


def more(cast, conversation, **changes) -> Message:
    return receive(stage.written(thread=Thread(conversation_id=conversation.pk), **changes), inbox=cast.inbox)


def seen_on(page) -> str:
    return re.search(r'name="seen" value="(\d+)" form="reply-form"', page.content.decode())[1]


@pytest.fixture
def address(conversation):
    return f"/conversations/{conversation.pk}"


def test_a_reply_from_an_old_page_is_held_and_goes_with_the_next_press(cast, conversation, address, mina):
    seen = seen_on(mina.get(address))
    new = more(cast, conversation, text="Never mind, it came.")
    held = mina.post(f"{address}/replies", {"text": "It is lost, sorry.", "seen": seen})
    assert held.status_code == 422
    assert not Message.objects.filter(kind="reply").exists()
    page = held.content.decode()
    assert "wrote while you were writing, so nothing was sent" in words(held)
    assert "It is lost, sorry.</textarea>" in page
    assert f'href="#message-{new.pk}"' in page
    assert page.index(f'id="message-{new.pk}"') < page.index('id="reply-text"')
    sent = mina.post(f"{address}/replies", {"text": "Good to hear.", "seen": seen_on(held)})
    assert sent.status_code == 302
    assert Message.objects.get(kind="reply").text == "Good to hear."


def test_the_same_answer_twice_is_sent_once_whatever_came_between(cast, conversation, address, mina):
    answer = {"text": "It left today.", "seen": seen_on(mina.get(address)), "form": "a" * 32}
    mina.post(f"{address}/replies", answer)
    more(cast, conversation)
    assert mina.post(f"{address}/replies", answer).status_code == 302
    assert Message.objects.filter(kind="reply").count() == 1


def test_nothing_is_resolved_over_words_that_were_not_read(cast, conversation, address, mina):
    seen = seen_on(mina.get(address))
    more(cast, conversation)
    held = mina.post(f"{address}/resolution", {"resolved": "yes", "seen": seen})
    conversation.refresh_from_db()
    assert (held.status_code, conversation.status) == (422, "open")
    assert "it was not resolved" in words(held)
    mina.post(f"{address}/resolution", {"resolved": "yes", "seen": seen_on(held)})
    conversation.refresh_from_db()
    assert conversation.status == "resolved"


@pytest.mark.parametrize("by", ["a robot", "a colleague's note", "oneself"])
def test_what_tells_the_customer_nothing_holds_no_reply(cast, conversation, address, mina, at_desk, by):
    seen = seen_on(mina.get(address))
    if by == "a robot":
        more(cast, conversation, is_automatic=True)
    elif by == "oneself":
        reply(conversation, text="Just a moment.", by=cast.mina)
    else:
        at_desk(cast.dave).post(f"{address}/notes", {"text": "Look at the tracking."})
    assert mina.post(f"{address}/replies", {"text": "Hello", "seen": seen}).status_code == 302


def test_a_colleagues_answer_holds_a_reply_from_an_old_page(cast, conversation, address, mina):
    seen = seen_on(mina.get(address))
    theirs = reply(conversation, text="It is on its way.", by=cast.dave)
    held = mina.post(f"{address}/replies", {"text": "It is lost, sorry.", "seen": seen})
    assert held.status_code == 422
    assert "Dave Ortiz answered while you were writing, so nothing was sent." in words(held)
    assert f'href="#message-{theirs.pk}"' in held.content.decode()
    assert "It is lost, sorry.</textarea>" in held.content.decode()
    sent = mina.post(f"{address}/replies", {"text": "As Dave said.", "seen": seen_on(held)})
    assert sent.status_code == 302
    assert Message.objects.filter(kind="reply").count() == 2


def test_an_answer_that_a_colleague_can_still_take_back_holds_it_as_well(cast, conversation, address, mina, at_desk):
    seen = seen_on(mina.get(address))
    Agent.objects.update(undo_seconds=10)
    at_desk(cast.dave).post(f"{address}/replies", {"text": "It is on its way."})
    held = mina.post(f"{address}/replies", {"text": "It is lost, sorry.", "seen": seen})
    assert held.status_code == 422
    assert "Dave Ortiz is sending an answer this very moment, so yours was not sent." in words(held)
    leaving = re.search(r'name="leaving" value="(\d+)" form="reply-form"', held.content.decode())[1]
    sent = mina.post(f"{address}/replies", {"text": "As Dave says.", "seen": seen_on(held), "leaving": leaving})
    assert sent.status_code == 302
    assert Draft.objects.filter(state="leaving").count() == 2


def test_a_colleagues_answer_keeps_nobody_from_resolving(cast, conversation, address, mina):
    seen = seen_on(mina.get(address))
    reply(conversation, text="It is on its way.", by=cast.dave)
    assert mina.post(f"{address}/resolution", {"resolved": "yes", "seen": seen}).status_code == 302


def test_an_answer_sent_once_more_is_no_newer_word(cast, conversation, address, mina):
    theirs = reply(conversation, text="It is on its way.", by=cast.dave)
    more(cast, conversation)
    mark_failed(theirs, reason="refused", detail="550")
    seen = seen_on(mina.get(address))
    send_again(Message.objects.get(pk=theirs.pk))
    assert seen_on(mina.get(address)) == seen
    assert mina.post(f"{address}/replies", {"text": "Hello", "seen": seen}).status_code == 302


def test_a_refusal_keeps_the_files_and_the_next_press_sends_them(cast, conversation, address, mina):
    seen = seen_on(mina.get(address))
    more(cast, conversation)
    held = mina.post(
        f"{address}/replies", {"text": "Here.", "seen": seen, "files": SimpleUploadedFile("plan.txt", b"plan")}
    )
    assert held.status_code == 422
    assert "plan.txt" in words(held)
    assert mina.post(f"{address}/replies", {"text": "Here.", "seen": seen_on(held)}).status_code == 302
    assert Message.objects.get(kind="reply").attachments.get().name == "plan.txt"


def test_a_page_that_does_not_say_what_it_showed_still_works(cast, conversation, address, mina):
    more(cast, conversation)
    assert mina.post(f"{address}/replies", {"text": "Hello"}).status_code == 302
