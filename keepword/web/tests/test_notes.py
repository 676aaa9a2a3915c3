"""Notes are put right and taken back at the desk."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.calls.keeping import Spoken, keep_call
from keepword.conversations.calls.reading import calls_of
from keepword.conversations.inbound import File
from keepword.conversations.models import Attachment, Message
from keepword.conversations.models.call import IN
from keepword.conversations.notes.taking_back import take_back
from keepword.conversations.noting import note
from keepword.kit import clock
from keepword.people.models import Role
from keepword.people.permissions import OWN
from tests import cast as stage

pytestmark = pytest.mark.django_db

SCRIPT = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "message-1"}


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


@pytest.fixture
def said(cast, conversation):
    files = (File("plan.txt", "text/plain", b"a plan"),)
    return note(conversation, text="Gate code is 77 xylophone", by=cast.mina, files=files)


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.mina)
    return client


def page(client, conversation) -> str:
    return client.get(f"/conversations/{conversation.pk}").content.decode()


def now(message) -> Message:
    return Message.everywhere.get(pk=message.pk)


def test_it_is_put_right_where_it_stands_and_says_so(desk, cast, conversation, said):
    form = desk.get(f"/notes/{said.pk}/correction", **SCRIPT).content.decode()
    assert form.lstrip().startswith(f'<section class="letter note" role="group" id="message-{said.pk}"')
    assert ">Gate code is 77 xylophone</textarea>" in form
    answer = desk.post(f"/notes/{said.pk}/correction", {"text": "Ask the porter", "seen": "0"}, **SCRIPT)
    shown = answer.content.decode()
    assert (answer.status_code, now(said).text) == (200, "Ask the porter")
    assert 'title="Corrected by Mina Park, ' in shown
    assert "xylophone" not in shown + page(desk, conversation)
    assert 'title="Corrected by Mina Park, ' in page(desk, conversation)


def test_without_a_script_it_is_a_page_and_the_way_back(desk, conversation, said):
    assert "<h1>Correct the note</h1>" in desk.get(f"/notes/{said.pk}/correction").content.decode()
    answer = desk.post(f"/notes/{said.pk}/correction", {"text": "Ask the porter", "seen": "0"})
    assert answer.headers["Location"] == f"/conversations/{conversation.pk}?message={said.pk}#message-{said.pk}"
    assert "Ask the porter" in page(desk, conversation)


def test_two_pages_nothing_typed_is_lost_and_the_newer_words_are_shown(desk, conversation, said):
    desk.post(f"/notes/{said.pk}/correction", {"text": "Ask the porter", "seen": "0"}, **SCRIPT)
    answer = desk.post(f"/notes/{said.pk}/correction", {"text": "Ask the guard", "seen": "0"}, **SCRIPT)
    form = answer.content.decode()
    assert answer.status_code == 422
    assert ">Ask the guard</textarea>" in form
    assert ">Ask the porter</div>" in form
    assert 'name="seen" value="1"' in form
    desk.post(f"/notes/{said.pk}/correction", {"text": "Ask the guard", "seen": "1"}, **SCRIPT)
    assert now(said).text == "Ask the guard"


@pytest.mark.parametrize(("text", "why"), [("@Sam look", "Sam Other may not see"), (" ", "Write something")])
def test_what_cannot_be_taken_stands_in_the_form_again(desk, cast, conversation, text, why):
    said = note(conversation, text="One", by=cast.mina)
    answer = desk.post(f"/notes/{said.pk}/correction", {"text": text, "seen": "0"}, **SCRIPT)
    assert (answer.status_code, now(said).text) == (422, "One")
    assert why in answer.content.decode()
    assert f">{text}</textarea>" in answer.content.decode()


def test_a_file_is_taken_out(desk, said):
    token = Attachment.objects.get(message=said).token
    form = desk.get(f"/notes/{said.pk}/correction", **SCRIPT).content.decode()
    assert f'name="without" value="{token}"' in form
    desk.post(f"/notes/{said.pk}/correction", {"text": said.text, "seen": "0", "without": [token]}, **SCRIPT)
    assert desk.get(f"/files/{token}/plan.txt").status_code == 404


def test_a_colleague_finds_no_button_and_no_way(client, cast, conversation, said):
    client.force_login(cast.dave)
    assert f"/notes/{said.pk}/" not in page(client, conversation)
    assert client.get(f"/notes/{said.pk}/correction").status_code == 422
    assert client.post(f"/notes/{said.pk}/correction", {"text": "x"}).status_code == 422
    assert client.post(f"/notes/{said.pk}/removal").status_code == 403
    assert now(said).text == "Gate code is 77 xylophone"


def test_whoever_may_delete_takes_back_and_does_not_correct(client, cast, conversation, said):
    client.force_login(cast.ruth)
    assert f"/notes/{said.pk}/removal" in page(client, conversation)
    assert f"/notes/{said.pk}/correction" not in page(client, conversation)
    assert client.post(f"/notes/{said.pk}/correction", {"text": "x"}).status_code == 422
    client.post(f"/notes/{said.pk}/removal")
    assert "xylophone" not in page(client, conversation)
    assert "Ruth Adler took a note of Mina Park back." in page(client, conversation)


def test_the_writer_who_may_write_no_notes_any_more_leaves_it(client, cast, conversation, said):
    cast.mina.role, cast.mina.own_role = OWN, Role.objects.create(name="Guest", permissions=[], made_at=clock.now())
    cast.mina.save()
    client.force_login(cast.mina)
    assert f"/notes/{said.pk}/" not in page(client, conversation)
    assert client.post(f"/notes/{said.pk}/removal").status_code == 403
    assert client.post(f"/notes/{said.pk}/correction", {"text": "x"}).status_code == 403


def test_a_stranger_finds_nothing(client, cast, said):
    client.force_login(cast.stranger)
    for way in ("", "/correction"):
        assert client.get(f"/notes/{said.pk}{way}").status_code == 404
    for way in ("/correction", "/removal", "/restoration"):
        assert client.post(f"/notes/{said.pk}{way}", {"text": "x"}).status_code == 404
    assert now(said).text == "Gate code is 77 xylophone"


def test_it_is_taken_back_and_brought_back_by_whoever_did(desk, client, cast, conversation, said):
    gone = desk.post(f"/notes/{said.pk}/removal", **SCRIPT).content.decode()
    assert "xylophone" not in gone
    assert 'data-words="The note was taken back."' in gone
    assert f"/notes/{said.pk}/restoration" in page(desk, conversation)
    client.force_login(cast.dave)
    assert f'id="message-{said.pk}"' not in page(client, conversation)
    assert client.post(f"/notes/{said.pk}/restoration").status_code == 422
    client.force_login(cast.mina)
    shown = client.post(f"/notes/{said.pk}/restoration", **SCRIPT).content.decode()
    assert "xylophone" in shown
    assert "plan.txt" in shown
    assert client.post(f"/notes/{said.pk}/restoration").status_code == 302


def test_after_a_minute_it_is_gone_and_the_undo_says_so(desk, conversation, said):
    desk.post(f"/notes/{said.pk}/removal")
    with time_machine.travel(clock.now() + timedelta(seconds=61), tick=False):
        assert f'id="message-{said.pk}"' not in page(desk, conversation)
        answer = desk.post(f"/notes/{said.pk}/restoration", **SCRIPT)
        assert answer.status_code == 422
        assert "Its words are gone now." in answer.content.decode()


def test_the_undo_from_elsewhere_leads_to_the_conversation(desk, conversation, said):
    desk.post(f"/notes/{said.pk}/removal", **SCRIPT)
    answer = desk.post(f"/notes/{said.pk}/restoration", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="work")
    assert answer.headers["Location"].startswith(f"/conversations/{conversation.pk}?")


def test_what_was_noted_of_a_call_is_put_right_and_the_call_stays(desk, cast, conversation):
    call = keep_call(conversation, Spoken(IN, clock.now(), "He said xylophone"), by=cast.mina)
    desk.post(f"/notes/{call.pk}/correction", {"text": "He said hello", "seen": "0"}, **SCRIPT)
    assert "He said hello" in page(desk, conversation)
    desk.post(f"/notes/{call.pk}/removal", **SCRIPT)
    assert "What was noted of the call was taken back." in page(desk, conversation)
    assert calls_of([call.pk])


def test_what_is_held_is_left_as_it_is_and_typed_words_stay(desk, conversation, said):
    conversation.change(is_held=True)
    answer = desk.post(f"/notes/{said.pk}/correction", {"text": "Ask the porter", "seen": "0"}, **SCRIPT)
    assert "somebody holds it" in answer.content.decode()
    assert ">Ask the porter</textarea>" in answer.content.decode()
    assert desk.post(f"/notes/{said.pk}/removal", **SCRIPT).status_code == 422


def test_a_page_that_asks_when_it_was_taken_back_meanwhile_hears_it(desk, cast, said):
    take_back(said, by=cast.mina)
    assert desk.get(f"/notes/{said.pk}/correction").status_code == 422
    answer = desk.post(f"/notes/{said.pk}/correction", {"text": "Ask the porter", "seen": "0"}, **SCRIPT)
    assert ">Ask the porter</textarea>" in answer.content.decode()


def test_notes_as_they_were_written_cost_no_query(desk, conversation, said):
    with CaptureQueriesContext(connection) as asked:
        page(desk, conversation)
    tables = ("conversations_correction", "conversations_takenback")
    assert [one["sql"] for one in asked.captured_queries if any(table in one["sql"] for table in tables)] == []
