"""A note gets other words, and the earlier ones are nowhere any more."""

import json

import pytest
from django.apps import apps
from django.core.files.storage import default_storage

from keepword.conversations.asides.beginning import Wanted, begin
from keepword.conversations.calls.keeping import Spoken, keep_call
from keepword.conversations.history.lines import history
from keepword.conversations.inbound import File
from keepword.conversations.joining.merging import merge
from keepword.conversations.models import Attachment, Conversation, Mention, Message
from keepword.conversations.models.call import IN, UNANSWERED
from keepword.conversations.notes.correcting import ChangedMeanwhile, correct
from keepword.conversations.notes.whose import Held, may_correct, may_take_back, notes_visible_to
from keepword.conversations.noting import leave_note, note
from keepword.conversations.replying import NothingToSay
from keepword.conversations.searching import search
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.events.actor import SYSTEM
from keepword.events.models import AuditEntry, Event
from keepword.kit import clock
from tests import cast as stage

pytestmark = pytest.mark.django_db

SECRET = "xylophone77"


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def everywhere(words: str) -> list[str]:
    """The tables in which these words stand."""
    return [
        model._meta.label
        for model in apps.get_models()
        if words in json.dumps(list(model._base_manager.values()), default=str, ensure_ascii=False)
    ]


def now(message) -> Message:
    return Message.everywhere.get(pk=message.pk)


def test_the_words_are_others_and_the_earlier_ones_are_nowhere(cast, conversation):
    said = note(conversation, text=f"Password is {SECRET}", by=cast.mina, form="a" * 32)
    assert everywhere(SECRET) == ["conversations.Message"]
    correct(said, text="Password is in the safe", by=cast.mina)
    assert now(said).text == "Password is in the safe"
    assert now(said).warnings == ["corrected"]
    assert everywhere(SECRET) == []
    assert now(said).external_id is None  # a digest of the earlier words
    assert search(SECRET, agent=cast.mina) == []
    assert search("safe", agent=cast.mina) == [said.pk]


def test_the_history_and_the_audit_log_say_who_and_not_what(cast, conversation):
    said = note(conversation, text="One", by=cast.mina)
    correct(said, text="Two", by=cast.mina)
    assert history(conversation)[-1].text == "Mina Park corrected a note."
    entry = AuditEntry.objects.get(name="note.corrected")
    assert (entry.actor_id, entry.conversation_id, entry.data) == (cast.mina.pk, conversation.pk, {})


def test_the_same_words_are_no_correction(cast, conversation):
    said = note(conversation, text="One", by=cast.mina)
    correct(said, text="Two", by=cast.mina, seen=0)
    correct(said, text=" Two\n", by=cast.mina, seen=0)
    assert Event.objects.filter(name="note.corrected").count() == 1


def test_who_read_other_words_is_told_the_newer_ones_and_nothing_is_lost(cast, conversation):
    said = note(conversation, text="One", by=cast.mina)
    correct(said, text="Two", by=cast.mina, seen=0)
    with pytest.raises(ChangedMeanwhile) as told:
        correct(said, text="Three", by=cast.mina, seen=0)
    assert (told.value.message.text, told.value.count) == ("Two", 1)
    correct(said, text="Three", by=cast.mina, seen=1)
    assert now(said).text == "Three"


def test_card_numbers_are_taken_out_again(cast, conversation):
    said = note(conversation, text="One", by=cast.mina)
    correct(said, text="Card 4111 1111 1111 1111", by=cast.mina)
    assert "4111 1111 1111 1111" not in now(said).text
    assert now(said).text.endswith("1111")


def test_a_file_goes_with_its_bytes_and_its_name(cast, conversation, django_capture_on_commit_callbacks):
    files = (File("secret.txt", "text/plain", b"a key"), File("plan.txt", "text/plain", b"a plan"))
    said = note(conversation, text="Look", by=cast.mina, files=files)
    going, staying = Attachment.objects.filter(message=said).order_by("id")
    with django_capture_on_commit_callbacks(execute=True):
        correct(said, text="Look", by=cast.mina, without=[going.token])
    assert list(Attachment.objects.filter(message=said)) == [staying]
    assert not default_storage.exists(going.path)
    assert default_storage.exists(staying.path)
    assert search("secret", agent=cast.mina) == []
    assert search("plan", agent=cast.mina) == [said.pk]


def test_a_note_says_something_still(cast, conversation):
    said = note(conversation, text="One", by=cast.mina)
    with pytest.raises(NothingToSay):
        correct(said, text=" ", by=cast.mina)
    with_file = note(conversation, text="Two", by=cast.mina, files=(File("a.txt", "text/plain", b"a"),))
    correct(with_file, text="", by=cast.mina)
    with pytest.raises(NothingToSay):
        correct(with_file, text="", by=cast.mina, without=[Attachment.objects.get(message=with_file).token])


def test_only_who_is_called_for_the_first_time_is_told(cast, conversation):
    said = note(conversation, text="@Dave look", by=cast.mina)
    correct(said, text="@Dave and @Ruth look", by=cast.mina)
    first, second = Event.objects.filter(name="mention.made").order_by("id")
    assert (first.data["told"], second.data["told"]) == ([cast.dave.pk], [cast.ruth.pk])
    assert history(conversation)[-1].text == "Mina Park asked Ruth Adler to have a look."


def test_who_is_called_no_more_loses_what_they_have_not_read(cast, conversation):
    said = note(conversation, text="@Dave @Ruth look", by=cast.mina)
    Mention.objects.filter(agent=cast.ruth).update(read_at=clock.now())
    correct(said, text="Nobody needs to look", by=cast.mina)
    assert list(Mention.objects.values_list("agent", flat=True)) == [cast.ruth.pk]
    assert Event.objects.get(name="mention.taken_back").data == {"message": said.pk, "to": [cast.dave.pk]}


def test_who_may_not_see_it_is_not_called_by_a_correction(cast, conversation):
    said = note(conversation, text="@Dave look", by=cast.mina)
    with pytest.raises(NotForThem):
        correct(said, text="@Sam look", by=cast.mina)
    assert now(said).text == "@Dave look"
    cast.dave.teams.clear()  # called while he might; a slip of the pen is put right all the same
    correct(said, text="@Dave Ortiz, look", by=cast.mina)
    assert now(said).text == "@Dave Ortiz, look"


def test_what_was_said_in_a_call_is_put_right_where_it_is_shown(cast, conversation):
    begun = _begun(cast)
    call = keep_call(begun, Spoken(IN, clock.now(), f"He said {SECRET}"), by=cast.mina)
    assert Conversation.objects.get(pk=begun.pk).preview == f"He said {SECRET}"
    merge(begun, into=conversation, by=cast.mina)
    correct(call, text="He said nothing", by=cast.mina)
    assert everywhere(SECRET) == []
    assert search("boiler", agent=cast.mina) == [call.pk]  # the subject under which it began


def test_an_unanswered_call_may_be_without_words(cast, conversation):
    call = keep_call(conversation, Spoken(UNANSWERED, clock.now(), "Try later"), by=cast.mina)
    correct(call, text="", by=cast.mina)
    assert now(call).text == ""
    answered = keep_call(conversation, Spoken(IN, clock.now(), "Yes"), by=cast.mina)
    with pytest.raises(NothingToSay):
        correct(answered, text="", by=cast.mina)


def test_what_colleagues_say_in_a_side_conversation_is_put_right_too(cast, conversation):
    said = begin(conversation, wanted=Wanted("Trays", "Whne?", team=cast.team), by=cast.mina)
    told = Event.objects.filter(name="mention.made").count()
    correct(said, text="When?", by=cast.mina)
    assert now(said).text == "When?"
    assert search("trays when", agent=cast.mina) == [said.pk]
    assert Event.objects.filter(name="mention.made").count() == told


def test_what_is_held_stays_as_it_is(cast, conversation):
    said = note(conversation, text="One", by=cast.mina)
    conversation.change(is_held=True)
    with pytest.raises(Held):
        correct(said, text="Two", by=cast.mina)


def test_whose_it_is(cast, conversation):
    said = note(conversation, text="One", by=cast.mina)
    nobodys = leave_note(conversation, text="By a target", sender_name="Target", once="x", by=SYSTEM)
    assert may_correct(said.agent_id, agent=cast.mina)
    assert not may_correct(said.agent_id, agent=cast.ruth)
    assert may_take_back(said.agent_id, agent=cast.ruth)
    assert not may_take_back(said.agent_id, agent=cast.dave)
    assert not may_correct(nobodys.agent_id, agent=cast.ruth)
    assert may_take_back(nobodys.agent_id, agent=cast.ruth)
    assert not notes_visible_to(cast.stranger).exists()


def _begun(cast):
    made = stage.conversation_of(cast, address="bo@customer.example", subject="Boiler")
    made.messages.all().delete()
    made.change(preview="")
    return made
