"""Drafts at the desk, the pause in which an answer can be taken back, and answers for later."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from keepword.conversations.inbound import Thread
from keepword.conversations.models import Draft, Message
from keepword.conversations.receiving import receive
from keepword.events.working import run_due
from keepword.kit import clock
from keepword.web.tests.reading import words
from tests import cast as stage

SCRIPT = {"X-Draft": "yes"}


@pytest.fixture
def address(conversation):
    return f"/conversations/{conversation.pk}"


@pytest.fixture
def careful(cast, mina):
    """Mina has ten seconds to take an answer back."""
    cast.mina.undo_seconds = 10
    cast.mina.save()
    return mina


def answers():
    return list(Message.objects.filter(kind="reply", is_automatic=False).values_list("text", flat=True))


def worked():
    while run_due():
        pass


def test_what_is_typed_stands_there_on_another_device(cast, address, mina, at_desk):
    kept = mina.post(f"{address}/draft", {"text": "Dear Ann", "kind": "reply", "version": 0}, headers=SCRIPT)
    assert kept.json() == {"version": 1, "text": "Dear Ann"}
    elsewhere = at_desk(cast.mina).get(address).content.decode()
    assert "Dear Ann</textarea>" in elsewhere
    assert 'name="version" value="1"' in elsewhere
    assert "Dear Ann" not in at_desk(cast.dave).get(address).content.decode()


def test_the_list_marks_it_for_its_writer_alone(cast, address, mina, at_desk):
    mina.post(f"{address}/draft", {"text": "Dear Ann"}, headers=SCRIPT)
    assert '<span class="row-draft">Draft</span>' in mina.get("/inbox/open").content.decode()
    assert "row-draft" not in at_desk(cast.dave).get("/inbox/open").content.decode()


def test_an_older_device_is_told_and_nothing_is_written_over(address, mina):
    mina.post(f"{address}/draft", {"text": "First", "version": 0}, headers=SCRIPT)
    mina.post(f"{address}/draft", {"text": "First, longer", "version": 1}, headers=SCRIPT)
    refused = mina.post(f"{address}/draft", {"text": "Second", "version": 1}, headers=SCRIPT)
    assert (refused.status_code, refused.json()["text"]) == (409, "First, longer")
    sent = mina.post(f"{address}/replies", {"text": "Second", "version": 1})
    assert sent.status_code == 422
    assert "on another device" in words(sent)
    assert "First, longer</blockquote>" in sent.content.decode()
    assert answers() == []
    assert mina.post(f"{address}/replies", {"text": "Second", "version": 2}).status_code == 302
    assert answers() == ["Second"]
    assert not Draft.objects.exists()


def test_a_late_save_does_not_bring_back_what_was_sent(address, mina):
    mina.post(f"{address}/replies", {"text": "It left today.", "form": "a" * 32})
    late = mina.post(f"{address}/draft", {"text": "It left tod", "form": "a" * 32, "version": 0}, headers=SCRIPT)
    assert late.json()["version"] == 0
    assert not Draft.objects.exists()


def test_files_are_there_as_soon_as_they_are_chosen(address, mina, stranger, settings):
    settings.UPLOAD_SIZE_LIMIT = 1_000_000
    files = SimpleUploadedFile("图.png", b"\x89PNG", "image/png")
    listed = mina.post(f"{address}/draft/files", {"files": files, "kind": "reply"}, headers=SCRIPT)
    page = listed.content.decode()
    assert "图.png" in page
    picture = re.search(r'<img src="([^"]+)"', page)[1]
    assert mina.get(picture).status_code == 200
    assert stranger.get(picture).status_code == 404
    much = SimpleUploadedFile("film.mov", b"x" * 1_000_000)
    refused = mina.post(f"{address}/draft/files", {"files": much, "kind": "reply"}, headers=SCRIPT)
    assert (refused.status_code, "larger than 1 MB" in words(refused)) == (422, True)
    assert "图.png" in mina.get(address).content.decode()
    token = re.search(r'name="drop" value="(\w+)"', page)[1]
    assert "图.png" not in words(mina.post(f"{address}/draft/files", {"drop": token}, headers=SCRIPT))


def test_the_same_without_a_script(address, mina):
    files = SimpleUploadedFile("plan.txt", b"plan")
    assert mina.post(f"{address}/draft", {"text": "Dear Ann", "files": files}).status_code == 302
    page = mina.get(address).content.decode()
    assert "Dear Ann</textarea>" in page
    assert "plan.txt" in page


def test_a_note_is_kept_too_and_sent_with_its_files(address, mina):
    mina.post(f"{address}/draft/files", {"files": SimpleUploadedFile("a.txt", b"a"), "kind": "note"}, headers=SCRIPT)
    mina.post(f"{address}/draft", {"text": "Look", "kind": "note"}, headers=SCRIPT)
    assert mina.post(f"{address}/notes", {"text": "Look at it"}).status_code == 302
    note = Message.objects.get(kind="note")
    assert (note.text, note.attachments.get().name) == ("Look at it", "a.txt")
    assert not Draft.objects.exists()


def test_an_answer_can_be_taken_back_with_all_that_belongs_to_it(address, careful, conversation):
    with time_machine.travel(clock.now(), tick=False) as time:
        files = SimpleUploadedFile("plan.txt", b"plan")
        careful.post(f"{address}/replies", {"text": "Oops", "files": files, "then": "resolve"})
        shown = careful.get(address)
        assert "Sending in a moment" in words(shown)
        undo = re.search(r'action="(/drafts/\d+/recall)" data-undo', shown.content.decode())[1]
        assert careful.post(undo).status_code == 302
        time.shift(60)
        worked()
        back = careful.get(address).content.decode()
    assert "Oops</textarea>" in back
    assert "plan.txt" in back
    assert answers() == []
    conversation.refresh_from_db()
    assert conversation.status == "open"
    assert careful.post(undo)["Location"] == address  # a second press finds it done
    assert answers() == []


def test_two_quick_presses_are_one_answer(address, careful):
    with time_machine.travel(clock.now(), tick=False) as time:
        for _ in range(2):
            answer = {"text": "Once", "form": "b" * 32, "version": 0}
            assert careful.post(f"{address}/replies", answer).status_code == 302
        time.shift(11)
        worked()
        assert careful.post(f"{address}/replies", answer).status_code == 302
        time.shift(11)
        worked()
    assert answers() == ["Once"]


def test_send_and_snooze_puts_it_aside_until_then(address, mina, conversation):
    until = clock.now().replace(microsecond=0) + timedelta(days=1)
    mina.post(f"{address}/replies", {"text": "I will look.", "then": f"snooze:{until.isoformat()}"})
    conversation.refresh_from_db()
    assert (conversation.status, conversation.snoozed_until) == ("snoozed", until)


def test_an_answer_for_later_is_in_the_thread_on_both_clocks(cast, address, mina, conversation, at_desk):
    conversation.contact.time_zone = "Asia/Seoul"
    conversation.contact.save()
    with time_machine.travel("2026-11-23T10:00Z", tick=False) as time:
        later = {"later": "moment", "later-at": "2026-11-24T09:00", "later-zone": "theirs"}
        assert mina.post(f"{address}/replies", {"text": "Good morning"} | later).status_code == 302
        assert Draft.objects.get().send_at.isoformat() == "2026-11-24T00:00:00+00:00"
        page = words(at_desk(cast.dave).get(address))
        assert "09:00 in Seoul" in page
        assert re.search(r"Leaves\s+Nov 24 00:00", page)
        assert "Mina Park will send an answer later" in page
        time.shift(timedelta(hours=15))
        worked()
    assert answers() == ["Good morning"]


def test_what_the_customer_overtook_is_held_and_its_writer_told(cast, address, mina, conversation):
    later = (clock.now() + timedelta(hours=3)).isoformat()
    mina.post(f"{address}/replies", {"text": "Good morning", "later": later, "seen": 10**6})
    receive(stage.written(thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    assert '<span class="row-draft held">Not sent</span>' in mina.get("/inbox/open").content.decode()
    page = words(mina.get(address))
    assert "Not sent: Ann Lee wrote before it left." in page
    number = Draft.objects.get().pk
    assert mina.post(f"/drafts/{number}/sending").status_code == 302
    assert answers() == ["Good morning"]


@pytest.mark.parametrize("later", ["2020-01-01T00:00:00+00:00", "rubbish", "moment"])
def test_a_time_that_is_not_to_come_sends_nothing_and_keeps_the_words(address, mina, later):
    refused = mina.post(f"{address}/replies", {"text": "Hello", "later": later, "later-at": "2020-01-01T00:00"})
    assert refused.status_code == 422
    assert "Choose a time that is still to come." in words(refused)
    assert "Hello</textarea>" in refused.content.decode()
    assert answers() == []


def test_a_discarded_draft_can_be_brought_back(address, mina):
    away = mina.post(f"{address}/draft/removal", {"text": "Dear Ann"})
    page = mina.get(away.headers["Location"]).content.decode()
    assert "Your draft was put away." in page
    assert "Dear Ann</textarea>" not in page
    back = re.search(r'action="(/drafts/\d+/removal)"', page)[1]
    mina.post(back, {"removed": "no"})
    assert "Dear Ann</textarea>" in mina.get(address).content.decode()
