"""What an agent is writing is kept: of one person, in one conversation, from whatever device."""

import pytest

from keepword.conversations.drafting.enclosing import TooMuch, enclose
from keepword.conversations.drafting.keeping import (
    ChangedElsewhere,
    Written,
    bring_back,
    discard,
    draft_of,
    empty_draft,
    save,
)
from keepword.conversations.drafting.marking import is_writing
from keepword.conversations.inbound import File
from keepword.conversations.models import Draft


def kept(conversation, agent, text, *, version=None, kind="reply"):
    return save(conversation, agent=agent, kind=kind, written=Written(text), version=version)


def test_each_agent_has_one_draft_of_a_kind(cast, conversation):
    kept(conversation, cast.mina, "Dear Ann")
    kept(conversation, cast.mina, "Dear Ann,")
    kept(conversation, cast.dave, "Hello")
    kept(conversation, cast.mina, "She is upset", kind="note")
    assert sorted(Draft.objects.values_list("text", flat=True)) == ["Dear Ann,", "Hello", "She is upset"]


def test_the_list_knows_who_writes(cast, conversation):
    kept(conversation, cast.mina, "Dear Ann")
    conversation.refresh_from_db()
    assert is_writing(conversation.drafted_by, agent_id=cast.mina.pk)
    assert not is_writing(conversation.drafted_by, agent_id=cast.dave.pk)
    kept(conversation, cast.mina, " ")
    conversation.refresh_from_db()
    assert conversation.drafted_by == ""
    assert not Draft.objects.exists()


def test_two_devices_do_not_write_over_each_other_silently(cast, conversation):
    first = kept(conversation, cast.mina, "Dear Ann", version=0)
    kept(conversation, cast.mina, "Dear Ann, it left today", version=first.version)
    with pytest.raises(ChangedElsewhere) as raised:
        kept(conversation, cast.mina, "Dear Ann, sorry", version=first.version)
    assert raised.value.draft.text == "Dear Ann, it left today"
    assert draft_of(conversation, agent=cast.mina, kind="reply").text == "Dear Ann, it left today"
    assert kept(conversation, cast.mina, "Dear Ann, it left today", version=first.version).version == 2


def test_a_draft_that_was_put_away_comes_back_with_its_files_and_above_what_was_begun(cast, conversation):
    draft = kept(conversation, cast.mina, "The old words")
    enclose(draft, files=[File("plan.txt", "text/plain", b"plan")], limit=100)
    discard(draft)
    conversation.refresh_from_db()
    assert conversation.drafted_by == ""
    kept(conversation, cast.mina, "New words")
    again = bring_back(Draft.objects.select_related("conversation", "agent").get(pk=draft.pk))
    assert again.text == "The old words\n\nNew words"
    assert [file.name for file in again.files.all()] == ["plan.txt"]
    assert Draft.objects.count() == 1


def test_files_have_a_bound_for_all_of_them_together(cast, conversation):
    draft = empty_draft(conversation, agent=cast.mina, kind="reply")
    enclose(draft, files=[File("a", "", b"x" * 60)], limit=100)
    with pytest.raises(TooMuch):
        enclose(draft, files=[File("b", "", b"x" * 60)], limit=100)
    assert draft.files.count() == 1


def test_a_draft_is_its_writers_alone(cast, conversation):
    kept(conversation, cast.mina, "Dear Ann")
    assert not Draft.objects.visible_to(cast.dave).exists()
    assert not Draft.objects.visible_to(cast.stranger).exists()
    assert Draft.objects.visible_to(cast.mina).exists()
