"""A message of any length: its conversation stays light, and no word of it is lost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.models import Message
from keepword.conversations.replying import reply
from keepword.events.models import AuditEntry, Event
from keepword.kit import clock
from keepword.web.conversations import said
from keepword.web.messages.words import PART
from keepword.web.tests.test_long_conversations import BEGUN, earlier, keys, lengthen
from tests import cast as stage

LONG = "".join(f"Line {number} of a very long letter.\n" for number in range(30_000))
ODD = {
    "one line": "x" * 300_000,
    "short lines": "a\n" * 150_000,
    "faces": "👩‍👩‍👧‍👦" * 30_000,
    "marks": ("Z" + "\u0301\u0316\u0351" * 30) * 2_000,
    "turned": "\u202eabc שלום " * 20_000,
    "Han": "請問我的包裹在哪裡" * 20_000,
}


def whole_address(page) -> str:
    found = re.search(r'letter-whole" href="([^"]+)"', page.content.decode())
    return found[1] if found else ""


def next_part(page) -> str:
    found = re.search(r'href="([^"]+)" rel="next"', page.content.decode())
    return found[1] if found else ""


def words_in(page) -> str:
    found = re.search(r'<div class="letter-words"[^>]*>(.*?)</div>', page.content.decode(), re.DOTALL)
    assert found
    return found[1]


def test_a_long_letter_begins_in_its_conversation_and_goes_on_elsewhere(cast, mina):
    page = mina.get(f"/conversations/{stage.conversation_of(cast, text=LONG).pk}")
    assert "Line 0 of" in page.content.decode()
    assert "Line 29999 of" not in page.content.decode()
    assert len(page.content) < 150_000
    assert "Line 0 of" in mina.get(whole_address(page)).content.decode()


@pytest.mark.parametrize("text", [LONG, *ODD.values()], ids=["prose", *ODD])
def test_every_letter_of_it_is_read_part_by_part(cast, mina, text):
    address, read = whole_address(mina.get(f"/conversations/{stage.conversation_of(cast, text=text).pk}")), ""
    while address:
        page = mina.get(address)
        assert len(words_in(page).encode()) < PART + 3000
        read, address = read + words_in(page), next_part(page)
    assert read == text


def test_all_of_it_is_saved_with_what_it_repeats(cast, mina):
    conversation = stage.conversation_of(cast, text=LONG, quoted="> Shall we?")
    message = conversation.messages.get()
    file = mina.get(f"/messages/{message.pk}/words.txt")
    assert file.content.decode() == f"{LONG}\n\n> Shall we?"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_what_is_repeated_at_length_is_cut_and_found_on_the_page_of_the_message(cast, mina):
    page = mina.get(f"/conversations/{stage.conversation_of(cast, text='Yes.', quoted=LONG).pk}")
    assert "Line 0 of" in page.content.decode()
    assert "Line 5000 of" not in page.content.decode()
    assert "Line 5000 of" in mina.get(f"{whole_address(page)}?part=3").content.decode()


def test_an_ordinary_letter_has_no_such_page_to_go_to(conversation, mina):
    assert whole_address(mina.get(f"/conversations/{conversation.pk}")) == ""


def test_a_long_answer_of_ours_is_shown_as_its_text(cast, conversation, mina):
    reply(conversation, text="Yes.", html=f"<p>Yes.</p><p><b>{'Please. ' * 10_000}</b></p>", by=cast.mina)
    page = mina.get(f"/conversations/{conversation.pk}")
    assert "Yes." in page.content.decode()
    assert len(page.content) < 150_000


def test_a_stranger_reads_none_of_it(cast, mina, stranger):
    message = stage.conversation_of(cast, text=LONG).messages.get()
    for address in (f"/messages/{message.pk}/words", f"/messages/{message.pk}/words.txt"):
        assert mina.get(address).status_code == 200
        assert stranger.get(address).status_code == 404


@pytest.mark.parametrize("part", ["0", "99", "x", "-1", "9" * 30, ""])
def test_a_made_up_part_is_not_found(cast, mina, part):
    message = stage.conversation_of(cast, text=LONG).messages.get()
    assert mina.get(f"/messages/{message.pk}/words", {"part": part}).status_code == 404


def test_who_read_it_stands_in_the_audit_log(cast, mina):
    conversation = stage.conversation_of(cast, text=LONG)
    mina.get(f"/messages/{conversation.messages.get().pk}/words")
    assert AuditEntry.objects.filter(name="conversation.seen", conversation_id=conversation.pk).exists()


def _many(cast, *, count: int, text: str, quoted: str = "") -> stage.Conversation:
    conversation = stage.conversation_of(cast, at=BEGUN)
    lengthen(conversation, messages=count - 1)
    Message.objects.filter(conversation=conversation).update(text=text, quoted=quoted)
    return conversation


def test_a_page_of_long_letters_stays_light_and_each_is_read_once(cast, mina):
    conversation = _many(cast, count=60, text=LONG[:9_000], quoted=LONG[:3_000])
    seen, address, pages = [], f"/conversations/{conversation.pk}", 0
    while address:
        page = mina.get(address)
        assert len(page.content) < 2 * said.ROOM + 100_000
        seen, address, pages = keys(page, "message") + seen, earlier(page), pages + 1
    assert seen == list(conversation.messages.order_by("at", "id").values_list("id", flat=True))
    assert pages > 60 // said.AT_ONCE + 1


def test_a_find_among_long_letters_is_on_the_page_that_opens(cast, mina):
    conversation = _many(cast, count=60, text=LONG[:9_000])
    for message in conversation.messages.order_by("-at", "-id")[:20]:
        assert message.pk in keys(mina.get(f"/conversations/{conversation.pk}?message={message.pk}"), "message")


def test_a_find_before_a_flood_of_facts_is_on_the_page_that_opens(cast, mina):
    conversation = stage.conversation_of(cast, at=BEGUN)
    lengthen(conversation, messages=5)
    Event.objects.bulk_create(
        Event(
            name="conversation.tagged",
            at=clock.now(),
            conversation_id=conversation.pk,
            actor_kind="system",
            data={"tag": f"t{number}"},
        )
        for number in range(700)
    )
    for message in conversation.messages.all():
        assert message.pk in keys(mina.get(f"/conversations/{conversation.pk}?message={message.pk}"), "message")


def test_a_long_letter_costs_no_more_queries_than_a_short_one(cast, conversation, mina):
    costs = []
    for one in (conversation, stage.conversation_of(cast, text=LONG, quoted=LONG)):
        mina.get(f"/conversations/{one.pk}")
        with CaptureQueriesContext(connection) as queries:
            mina.get(f"/conversations/{one.pk}")
        costs.append(len(queries))
        assert max(len(value) for query in queries for value in [query["sql"]]) < 100_000
    assert costs[0] == costs[1]
