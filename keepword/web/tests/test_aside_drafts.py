"""What is being written beside a conversation is kept on the server, for its writer alone, until it is sent."""

import pytest

from keepword.conversations.asides.beginning import Wanted, begin
from keepword.conversations.joining.merging import merge
from keepword.conversations.joining.unmerging import unmerge
from keepword.conversations.models import Aside, Conversation, Draft, Message
from keepword.people.models import Agent
from keepword.people.permissions import LIGHT_AGENT
from keepword.privacy.erasing import erase
from keepword.web.tests.reading import words
from tests import cast as stage

SCRIPT = {"HTTP_X_DRAFT": "yes"}
PART = {"HTTP_HX_REQUEST": "true"}
MAIL = {"way": "mail", "to": "sales@mill.example", "subject": "托盘", "text": "언제 와요? متى؟"}


@pytest.fixture
def asked(cast, conversation):
    return begin(conversation, wanted=Wanted("Trays", "When?", ["sales@mill.example"]), by=cast.mina)


def new(conversation):
    return f"/conversations/{conversation.pk}/asides/new"


def kept_at(conversation):
    return f"/conversations/{conversation.pk}/asides/draft"


def test_a_question_that_was_begun_is_seen_on_another_device_and_by_nobody_else(
    conversation, mina, at_desk, cast, stranger
):
    first = mina.post(kept_at(conversation), MAIL | {"version": "0"}, **SCRIPT).json()
    assert (first["version"], first["text"]) == (1, MAIL["text"])
    page = mina.get(new(conversation)).content.decode()
    assert all(
        one in page for one in ("sales@mill.example", 'value="托盘"', "언제 와요? متى؟", 'name="version" value="1"')
    )
    assert mina.get(kept_at(conversation), **SCRIPT).json() == first | {"version": 1}
    dave = at_desk(cast.dave)
    assert dave.get(kept_at(conversation), **SCRIPT).json()["text"] == ""
    assert "언제" not in dave.get(new(conversation)).content.decode()
    assert stranger.get(kept_at(conversation)).status_code == 404
    assert stranger.post(kept_at(conversation), MAIL).status_code == 404
    assert "Draft" in words(mina.get("/inbox/unassigned"))
    assert "Draft" not in words(dave.get("/inbox/unassigned"))


def test_the_way_and_what_is_forwarded_are_kept_too(cast, conversation, mina):
    message = conversation.messages.get()
    mina.post(kept_at(conversation), MAIL | {"way": "forward", "message": message.pk}, **SCRIPT)
    page = mina.get(new(conversation)).content.decode()
    assert 'name="way" value="forward"' in page
    assert f'name="message" value="{message.pk}"' in page
    mina.post(kept_at(conversation), {"way": "team", "team": cast.team.pk, "subject": "Stock", "text": "?"}, **SCRIPT)
    page = mina.get(new(conversation)).content.decode()
    assert 'name="way" value="team"' in page
    assert f'value="{cast.team.pk}" selected' in page


def test_a_prefilled_subject_alone_is_no_draft_and_an_empty_form_ends_one(conversation, mina):
    empty = {"text": " ", "to": "", "subject": "Fwd: parcel", "way": "forward"}
    mina.post(kept_at(conversation), empty, **SCRIPT)
    assert not Draft.objects.exists()
    mina.post(kept_at(conversation), MAIL, **SCRIPT)
    mina.post(kept_at(conversation), empty, **SCRIPT)
    assert not Draft.objects.exists()
    conversation.refresh_from_db()
    assert conversation.drafted_by == ""


def test_other_words_of_another_device_are_shown_and_not_written_over(conversation, mina, asked):
    address = f"/asides/{asked.aside_id}/draft"
    assert mina.post(address, {"text": "one", "version": "0"}, **SCRIPT).json()["version"] == 1
    answer = mina.post(address, {"text": "two", "version": "0"}, **SCRIPT)
    assert (answer.status_code, answer.json()["text"]) == (409, "one")
    assert mina.get(address, **SCRIPT).json()["text"] == "one"


def test_each_side_conversation_has_words_of_its_own_that_go_with_the_sending(cast, conversation, mina, asked):
    other = begin(conversation, wanted=Wanted("Oil", "Which?", ["oil@mill.example"]), by=cast.mina)
    for number, text in ((asked.aside_id, "The price?"), (other.aside_id, "The colour?")):
        mina.post(f"/asides/{number}/draft", {"text": text}, **SCRIPT)
    mina.post(kept_at(conversation), MAIL, **SCRIPT)
    shown = mina.get(f"/conversations/{conversation.pk}/asides", **PART).content.decode()
    assert all(one in shown for one in ("The price?", "The colour?"))
    assert MAIL["text"] not in shown
    mina.post(f"/asides/{asked.aside_id}/messages", {"text": "The price?", "form": "m"}, **PART)
    late = mina.post(f"/asides/{asked.aside_id}/draft", {"text": "The pri", "form": "m"}, **SCRIPT)
    assert late.json() == {"version": 0, "text": ""}
    assert set(Draft.objects.values_list("place", flat=True)) == {f"aside-{other.aside_id}", "new"}
    mina.post(new(conversation), MAIL | {"form": "n"})
    assert Draft.objects.get().text == "The colour?"


def test_done_keeps_what_stands_beside_it(conversation, mina, asked):
    mina.post(f"/asides/{asked.aside_id}/state", {"state": "done", "text": "And then", "version": "0"})
    assert (Aside.objects.get().state, Draft.objects.get().text) == ("done", "And then")
    mina.post(f"/asides/{asked.aside_id}/state", {"state": "answered"})
    assert Draft.objects.get().text == "And then"


def test_a_letter_that_is_taken_back_stands_above_what_was_begun_meanwhile(cast, conversation, at_desk, asked):
    Agent.objects.filter(pk=cast.mina.pk).update(undo_seconds=10)
    mina = at_desk(Agent.objects.get(pk=cast.mina.pk))
    mina.post(f"/asides/{asked.aside_id}/messages", {"text": "The *price*?"})
    mina.post(f"/asides/{asked.aside_id}/draft", {"text": "And the colour?"}, **SCRIPT)
    letter = Message.everywhere.filter(kind="outward").latest("id")
    mina.post(f"/asides/messages/{letter.pk}/recall")
    assert mina.get(f"/asides/{asked.aside_id}/draft", **SCRIPT).json()["text"] == "The *price*?\n\nAnd the colour?"


def test_what_a_colleague_writes_in_one_that_is_taken_back_whole_is_not_lost(cast, conversation, at_desk):
    Agent.objects.filter(pk=cast.mina.pk).update(undo_seconds=10)
    mina, dave = at_desk(Agent.objects.get(pk=cast.mina.pk)), at_desk(cast.dave)
    mina.post(new(conversation), MAIL)
    letter = Message.everywhere.get(kind="outward")
    dave.post(f"/asides/{letter.aside_id}/draft", {"text": "Me too"}, **SCRIPT)
    mina.post(f"/asides/messages/{letter.pk}/recall")
    assert mina.get(kept_at(conversation), **SCRIPT).json()["text"] == MAIL["text"]
    assert dave.get(kept_at(conversation), **SCRIPT).json()["text"] == "Me too"


def test_it_is_put_away_and_brought_back(conversation, mina):
    mina.post(kept_at(conversation), MAIL, **SCRIPT)
    assert "Put the draft away" in words(mina.get(new(conversation)))
    shown = mina.post(kept_at(conversation), {"away": "yes"}, follow=True)
    assert "Your draft was put away." in words(shown)
    assert Draft.objects.get().state == "discarded"
    mina.post(f"/drafts/{Draft.objects.get().pk}/removal", {"removed": "no"})
    assert mina.get(kept_at(conversation), **SCRIPT).json()["text"] == MAIL["text"]


def test_it_goes_with_a_merge_and_back_and_is_erased_with_the_person(cast, conversation, mina, asked):
    mina.post(f"/asides/{asked.aside_id}/draft", {"text": "The price?"}, **SCRIPT)
    kept = stage.conversation_of(cast, "ko")
    made = merge(Conversation.objects.get(pk=conversation.pk), into=kept, by=cast.mina)
    assert mina.get(f"/asides/{asked.aside_id}/draft", **SCRIPT).json()["text"] == "The price?"
    unmerge(made, by=cast.mina)
    assert mina.get(f"/asides/{asked.aside_id}/draft", **SCRIPT).json()["text"] == "The price?"
    assert "," in Conversation.objects.get(pk=conversation.pk).drafted_by
    assert Conversation.objects.get(pk=kept.pk).drafted_by == ""
    erase(conversation.contact, by=cast.ruth)
    assert not Draft.objects.exists()


def test_who_may_only_take_notes_keeps_words_for_a_team(cast, conversation, at_desk):
    Agent.objects.filter(pk=cast.dave.pk).update(role=LIGHT_AGENT)
    light = at_desk(Agent.objects.get(pk=cast.dave.pk))
    light.post(kept_at(conversation), MAIL, **SCRIPT)
    assert 'name="way" value="team"' in light.get(new(conversation)).content.decode()
