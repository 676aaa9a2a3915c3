"""Macros at the desk: written once, chosen while answering, done with the answer."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keepword.conversations.inbound import File
from keepword.conversations.macros.actions import Action
from keepword.conversations.macros.defining import Draft, define
from keepword.conversations.models import Macro, Message
from tests import cast as stage

TEXTS = {"en": "Hello {{customer.first_name}}, sorry.", "ko": "{{customer.first_name}} 님, 죄송합니다."}


@pytest.fixture
def late(cast):
    actions = [Action("tag", "late"), Action("priority", "high"), Action("resolve")]
    files = [File("form.pdf", "application/pdf", b"%PDF")]
    return define(Draft("Late parcel", TEXTS, "Parcels", team=cast.team, actions=actions), by=cast.ruth, files=files)


def page_of(response):
    return response.content.decode()


def boxes(page, name):
    return re.findall(rf'name="{name}" value="([^"]+)"', page)


def test_the_picker_shows_the_words_in_the_customers_language(cast, late, mina, stranger):
    korean = stage.conversation_of(cast, "ko")
    listed = page_of(mina.get(f"/conversations/{korean.pk}/macros?q=late"))
    assert "죄송합니다" in listed
    assert "Late parcel" not in page_of(mina.get(f"/conversations/{korean.pk}/macros?q=refund"))
    inserted = page_of(mina.get(f"/conversations/{korean.pk}/macros?insert={late.pk}"))
    assert 'data-text="김민지 님, 죄송합니다."' in inserted
    assert "Add the tag “late”" in inserted
    assert "form.pdf" in inserted
    assert stranger.get(f"/conversations/{korean.pk}/macros").status_code == 404


def test_what_stays_ticked_is_done_with_the_answer(conversation, late, mina):
    page = page_of(mina.get(f"/conversations/{conversation.pk}/macros?insert={late.pk}"))
    done = [box for box in boxes(page, "do") if "priority" not in box]
    answers = {"text": "Hello Ann, sorry.", "macro": late.pk, "do": done, "with": boxes(page, "with")}
    assert mina.post(f"/conversations/{conversation.pk}/replies", answers).status_code == 302
    conversation.refresh_from_db()
    late.refresh_from_db()
    assert (conversation.status, conversation.priority_name) == ("resolved", "normal")
    assert [tag.name for tag in conversation.tags.all()] == ["late"]
    assert Message.objects.get(kind="reply").attachments.get().name == "form.pdf"
    assert late.use_count == 1


def test_a_mark_blocks_sending_and_keeps_words_and_ticks(conversation, late, mina):
    answers = {"text": "Your parcel [[number]].", "macro": late.pk, "do": [f"{late.pk}:tag:late"]}
    response = mina.post(f"/conversations/{conversation.pk}/replies", answers)
    page = page_of(response)
    assert response.status_code == 422
    assert "Fill in or remove first: [[number]]" in page
    assert "Your parcel [[number]]." in page
    assert re.search(rf'value="{late.pk}:tag:late" checked', page)
    assert not re.search(rf'value="{late.pk}:resolve:None" checked', page)
    assert not Message.objects.filter(kind="reply").exists()


def test_what_cannot_be_done_is_said_and_nothing_is_sent(cast, conversation, mina):
    given = define(Draft("Give", {"en": "x"}, actions=[Action("assign", cast.stranger.pk)]), by=cast.ruth)
    answers = {"text": "Hello", "macro": given.pk, "do": [f"{given.pk}:assign:{cast.stranger.pk}"]}
    page = page_of(mina.post(f"/conversations/{conversation.pk}/replies", answers))
    assert "this cannot be done here: Assign to Sam Other" in page
    assert not Message.objects.filter(kind="reply").exists()


def test_whoever_has_no_script_chooses_from_a_list(conversation, late, mina):
    address = f"/conversations/{conversation.pk}/macros"
    page = page_of(mina.post(address, {"text": "Good morning"}))
    assert f'<option value="{late.pk}">Parcels · Late parcel</option>' in page
    page = page_of(mina.post(address, {"text": "Good morning", "insert": late.pk}))
    assert "Good morning\n\nHello Ann, sorry.</textarea>" in page
    assert boxes(page, "macro") == [str(late.pk)]


def test_a_strangers_macro_does_nothing_in_a_form(cast, conversation, at_desk):
    private = define(Draft("Mine", {"en": "x"}, owner=cast.dave, actions=[Action("tag", "x")]), by=cast.dave)
    answers = {"text": "Hello", "macro": private.pk, "do": [f"{private.pk}:tag:x"]}
    assert at_desk(cast.mina).post(f"/conversations/{conversation.pk}/replies", answers).status_code == 302
    assert not conversation.tags.exists()
    private.refresh_from_db()
    assert private.use_count == 0


def test_an_agent_keeps_macros_of_their_own(cast, mina, stranger):
    answers = {"name": "Thanks", "whose": "me", "text-en": "Thank you!", "text-ko": "감사합니다!", "end": "48"}
    answers |= {"tags": "Nice, warm", "assign": "me", "files": SimpleUploadedFile("a.txt", b"a")}
    assert mina.post("/settings/macros/new", answers).status_code == 302
    made = Macro.objects.get()
    assert made.owner == cast.mina
    assert [one["do"] for one in made.actions] == ["assign", "tag", "tag", "snooze"]
    assert made.files.get().name == "a.txt"
    again = page_of(mina.get(f"/settings/macros/{made.pk}"))
    assert "nice, warm" in again
    assert mina.post(f"/settings/macros/{made.pk}", answers | {"text-ko": "", "files": []}).status_code == 302
    assert [text.language for text in made.texts.all()] == ["en"]
    assert "Thanks" not in page_of(stranger.get("/settings/macros"))
    assert mina.post(f"/settings/macros/{made.pk}/removal").status_code == 302
    assert f"/settings/macros/{made.pk}/removal" not in page_of(stranger.get("/settings/macros"))
    assert f"/settings/macros/{made.pk}/removal" in page_of(mina.get("/settings/macros"))
    assert mina.post(f"/settings/macros/{made.pk}/removal", {"removed": "no"}).status_code == 302
    assert f'href="/settings/macros/{made.pk}"' in page_of(mina.get("/settings/macros"))


def test_the_history_says_which_macro_was_used(conversation, late, mina):
    mina.post(f"/conversations/{conversation.pk}/replies", {"text": "Hello Ann, sorry.", "macro": late.pk})
    assert "Mina Park used the macro “Late parcel”." in page_of(mina.get(f"/conversations/{conversation.pk}"))


def test_an_agent_reads_what_the_team_shares_and_does_not_change_it(late, mina, stranger, ruth):
    page = page_of(mina.get(f"/settings/macros/{late.pk}"))
    assert "Administrators change what a team shares." in page
    answers = {"name": "Worse", "whose": "me", "text-en": "x"}
    assert mina.post(f"/settings/macros/{late.pk}", answers).status_code == 403
    assert mina.post(f"/settings/macros/{late.pk}/removal").status_code == 403
    assert mina.post("/settings/macros/new", {"name": "x", "whose": "all", "text-en": "x"}).status_code == 422
    assert stranger.get(f"/settings/macros/{late.pk}").status_code == 404
    assert (
        ruth.post(f"/settings/macros/{late.pk}", {"name": "Late", "whose": "all", "text-en": "x"}).status_code == 302
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text-en": "Hello {{customer.shoe}}"}, "There is nothing called “customer.shoe”."),
        ({"text-en": ""}, "Write something in one language at least"),
    ],
)
def test_what_could_not_be_used_is_not_saved(mina, wrong, said):
    response = mina.post("/settings/macros/new", {"name": "x", "whose": "me"} | wrong)
    assert response.status_code == 422
    assert said in page_of(response)
    assert not Macro.objects.exists()


def test_a_macro_is_tried_on_a_real_conversation(conversation, late, mina, stranger):
    assert "Hello Ann, sorry." in page_of(
        mina.get(f"/settings/macros/{late.pk}?conversation={conversation.reference}")
    )
