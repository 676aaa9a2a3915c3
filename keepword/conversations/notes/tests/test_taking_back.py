"""A note is taken back: nobody finds its words any more, and after a minute nobody has them."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage

from keepword.api.tests.program import Program
from keepword.conversations.asides.beginning import Wanted, begin
from keepword.conversations.calls.keeping import Spoken, keep_call
from keepword.conversations.drafting.enclosing import enclose, kept_in
from keepword.conversations.drafting.keeping import Written, remove, save
from keepword.conversations.emptying import empty
from keepword.conversations.history.lines import history
from keepword.conversations.inbound import File
from keepword.conversations.models import Attachment, Conversation, DraftFile, Mention, Message, TakenBack
from keepword.conversations.models.call import IN
from keepword.conversations.notes.correcting import correct
from keepword.conversations.notes.forgetting import UNDO_FOR
from keepword.conversations.notes.taking_back import TooLate, bring_back, bringer_of, take_back
from keepword.conversations.notes.tests.test_correcting import SECRET, everywhere, now
from keepword.conversations.notes.whose import Gone, Held
from keepword.conversations.noting import leave_note, note
from keepword.conversations.searching import search
from keepword.events import working
from keepword.events.actor import SYSTEM
from keepword.events.models import AuditEntry, Event
from keepword.kit import clock
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def a_note(cast, conversation, **changes):
    files = (File(f"{SECRET}.txt", "text/plain", b"the key"),)
    return note(conversation, **({"text": f"@Dave {SECRET}", "by": cast.mina, "files": files} | changes))


def it_follows():
    while working.run_due():
        pass


def a_minute_later():
    with time_machine.travel(clock.now() + UNDO_FOR, tick=False):
        it_follows()


def test_from_that_moment_nobody_finds_it(cast, conversation, client):
    said = a_note(cast, conversation)
    file = Attachment.objects.get(message=said)
    take_back(said, by=cast.mina)
    assert everywhere(SECRET) == ["conversations.DraftFile", "conversations.TakenBack"]
    assert search(SECRET, agent=cast.mina) == search("Mina", agent=cast.mina) == []
    client.force_login(cast.mina)
    for page in (f"/conversations/{conversation.pk}", f"/messages/{said.pk}/words", "/mentions", "/inbox/all"):
        assert SECRET not in client.get(page).content.decode()
    assert client.get(f"/files/{file.token}/x").status_code == 404
    told = Program(cast.mina).send("GET", f"/conversations/{conversation.pk}/messages").content.decode()
    assert SECRET not in told
    assert "taken-back" in told


def test_after_a_minute_nobody_has_it(cast, conversation, django_capture_on_commit_callbacks):
    said = a_note(cast, conversation, form="a" * 32)
    path = Attachment.objects.get(message=said).path
    take_back(said, by=cast.mina)
    it_follows()
    assert TakenBack.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        a_minute_later()
    assert everywhere(SECRET) == []
    assert not default_storage.exists(path)
    assert now(said).external_id is None
    with pytest.raises(TooLate):
        bring_back(said, by=cast.mina)


def test_what_the_composer_left_of_a_file_goes_at_once(cast, conversation, django_capture_on_commit_callbacks):
    """A file lies there for a day after a draft has become a note."""
    draft = save(conversation, agent=cast.mina, kind="note", written=Written("Look"))
    enclose(draft, files=[File("a.txt", "text/plain", b"the key")], limit=100)
    said = note(conversation, text="Look", by=cast.mina, kept=kept_in(draft.files.all()))
    remove(draft)
    path = Attachment.objects.get(message=said).path
    take_back(said, by=cast.mina)
    with django_capture_on_commit_callbacks(execute=True):
        a_minute_later()
    assert not DraftFile.objects.exists()
    assert not default_storage.exists(path)


def test_bytes_that_something_else_needs_stay(cast, conversation, django_capture_on_commit_callbacks):
    """The same file in a note that stays, and in one that can be undone for half a minute more."""
    first, second, third = (a_note(cast, conversation) for _ in range(3))
    path = Attachment.objects.get(message=second).path
    take_back(first, by=cast.mina)
    with time_machine.travel(clock.now() + timedelta(seconds=30), tick=False):
        take_back(third, by=cast.mina)
    with django_capture_on_commit_callbacks(execute=True):
        a_minute_later()
    assert list(TakenBack.objects.values_list("message", flat=True)) == [third.pk]
    assert default_storage.exists(path)
    bring_back(third, by=cast.mina)
    assert Attachment.objects.get(message=third).path == path


def test_it_is_undone_as_it_was(cast, conversation, client):
    said = a_note(cast, conversation)
    correct(said, text=f"@Dave {SECRET}!", by=cast.mina)
    before = (now(said).text, now(said).warnings, list(Mention.objects.values("agent", "team", "read_at")))
    token = Attachment.objects.get(message=said).token
    take_back(said, by=cast.mina)
    assert not Mention.objects.exists()
    assert bringer_of(said) == cast.mina.pk
    bring_back(said, by=cast.mina)
    bring_back(said, by=cast.mina)
    assert (now(said).text, now(said).warnings, list(Mention.objects.values("agent", "team", "read_at"))) == before
    assert Attachment.objects.get(message=said).token == token
    assert search(SECRET, agent=cast.mina) == [said.pk]
    a_minute_later()
    assert now(said).text == before[0]
    assert Event.objects.filter(name="note.brought_back").count() == 1


def test_taken_back_anew_it_waits_a_minute_anew(cast, conversation):
    said = a_note(cast, conversation)
    take_back(said, by=cast.mina)
    bring_back(said, by=cast.mina)
    with time_machine.travel(clock.now() + timedelta(seconds=30), tick=False):
        take_back(said, by=cast.mina)
    a_minute_later()
    assert TakenBack.objects.exists()
    with time_machine.travel(clock.now() + timedelta(seconds=90), tick=False):
        it_follows()
    assert not TakenBack.objects.exists()


def test_twice_is_once(cast, conversation):
    said = a_note(cast, conversation)
    take_back(said, by=cast.mina)
    take_back(said, by=cast.ruth)
    assert TakenBack.objects.get().by == cast.mina
    assert Event.objects.filter(name="note.taken_back").count() == 1


def test_the_log_says_whose_it_was_and_not_what(cast, conversation):
    said = a_note(cast, conversation)
    take_back(said, by=cast.ruth)
    assert history(conversation)[-1].text == "Ruth Adler took a note of Mina Park back."
    assert AuditEntry.objects.get(name="note.taken_back").data == {"of": cast.mina.pk}
    other = note(conversation, text="x", by=cast.mina)
    take_back(other, by=cast.mina)
    assert history(conversation)[-1].text == "Mina Park took a note back."


def test_of_a_call_the_words_go_and_the_call_stays(cast, conversation):
    call = keep_call(conversation, Spoken(IN, clock.now(), f"He said {SECRET}"), by=cast.mina)
    begun = stage.conversation_of(cast, address="bo@customer.example", subject="Boiler")
    begun.messages.all().delete()
    begun.change(preview="")
    first = keep_call(begun, Spoken(IN, clock.now(), f"She said {SECRET}"), by=cast.mina)
    take_back(call, by=cast.mina)
    take_back(first, by=cast.mina)
    assert Conversation.objects.get(pk=begun.pk).preview == ""
    a_minute_later()
    assert everywhere(SECRET) == []
    assert now(first).recipients == {"call": []}
    assert search("boiler", agent=cast.mina) == [first.pk]


def test_the_preview_of_a_call_comes_back_with_it(cast, conversation):
    conversation.messages.all().delete()
    conversation.change(preview="")
    call = keep_call(conversation, Spoken(IN, clock.now(), "She asked"), by=cast.mina)
    take_back(call, by=cast.mina)
    bring_back(call, by=cast.mina)
    assert Conversation.objects.get(pk=conversation.pk).preview == "She asked"


def test_what_a_target_wrote_and_what_was_said_beside_go_as_well(cast, conversation):
    nobodys = leave_note(conversation, text=SECRET, sender_name="Target", once="x", by=SYSTEM)
    beside = begin(conversation, wanted=Wanted("Trays", SECRET, team=cast.team), by=cast.mina)
    for one in (nobodys, beside):
        take_back(one, by=cast.ruth)
    assert not Mention.objects.exists()
    a_minute_later()
    assert everywhere(SECRET) == []
    again = leave_note(conversation, text=SECRET, sender_name="Target", once="x", by=SYSTEM)
    assert again is None  # it was said once, and taken back


def test_what_has_no_words_is_not_taken_back_and_not_corrected(cast, conversation):
    said = a_note(cast, conversation)
    take_back(said, by=cast.mina)
    with pytest.raises(Gone):
        correct(said, text="x", by=cast.mina)
    other = note(conversation, text="x", by=cast.mina)
    empty([conversation.pk])
    with pytest.raises(Gone):
        take_back(other, by=cast.mina)


def test_erasing_does_not_wait_for_the_minute(cast, conversation):
    take_back(a_note(cast, conversation), by=cast.mina)
    empty([conversation.pk])
    assert everywhere(SECRET) == []


def test_what_is_held_stays(cast, conversation):
    said = a_note(cast, conversation)
    conversation.change(is_held=True)
    with pytest.raises(Held):
        take_back(said, by=cast.mina)
    assert Message.objects.get(pk=said.pk).text == f"@Dave {SECRET}"
