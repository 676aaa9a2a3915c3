"""Side conversations on the page: begun, gone on with, taken back, and never before the wrong eyes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.channels.form.linking import mailed_link
from keepword.conversations.asides.beginning import Wanted, begin
from keepword.conversations.inbound import File
from keepword.conversations.models import Aside, Draft, Mention, Message
from keepword.conversations.teamwork.following import follow
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.people.permissions import LIGHT_AGENT
from keepword.web.tests.reading import error_of, words
from tests import cast as stage
from tests.outside import answer_to, arrive

MAIL = {"way": "mail", "to": "sales@mill.example", "subject": "Trays", "text": "When do they come?"}
PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def asked(cast, conversation):
    return begin(conversation, wanted=Wanted("Trays", "When?", ["sales@mill.example"]), by=cast.mina)


def new(conversation):
    return f"/conversations/{conversation.pk}/asides/new"


def test_a_supplier_is_asked_from_the_page(cast, conversation, mina):
    assert "Ask somebody outside" in words(mina.get(new(conversation)))
    shown = mina.post(new(conversation), MAIL | {"form": "x"}, follow=True)
    aside = Aside.objects.get()
    assert shown.redirect_chain[-1][0].endswith(f"?aside={aside.pk}#aside-{aside.pk}")
    assert "Asked beside" in words(shown)
    assert all(one in words(mina.get(f"/conversations/{conversation.pk}/asides")) for one in ("Trays", "sales@mill"))


def test_the_thread_holds_none_of_it(cast, conversation, mina, asked):
    arrive(cast, answer_to(asked.message_id, text="Nussbaum on Friday."))
    thread = words(mina.get(f"/conversations/{conversation.pk}"))
    assert "Nussbaum" not in thread
    assert "Answered beside" in thread
    assert "Somebody outside answered in a side conversation." in thread
    beside = words(mina.get(f"/conversations/{conversation.pk}/asides", **PART))
    assert "Nussbaum on Friday." in beside
    assert "Where is my parcel" not in beside


def test_the_page_asks_nothing_more_for_them(cast, conversation, mina):
    def cost():
        mina.get(f"/conversations/{conversation.pk}")
        with CaptureQueriesContext(connection) as queries:
            mina.get(f"/conversations/{conversation.pk}")
        return len(queries)

    follow(conversation, by=cast.mina)  # the name of somebody who did something is asked for once
    before = cost()
    begin(conversation, wanted=Wanted("Trays", "When?", ["sales@mill.example"]), by=cast.mina)
    assert cost() == before


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"to": ""}, "to", "cannot be empty"),
        ({"to": "nobody"}, "to", "no mail address"),
        ({"to": "ann@customer.example"}, "to", "or one of ours"),
        ({"text": " "}, "text", "Write something"),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(cast, conversation, mina, changes, field, why):
    answer = mina.post(new(conversation), MAIL | changes)
    assert (answer.status_code, why in error_of(answer, field)) == (422, True), error_of(answer, field)
    assert "Trays" in answer.content.decode()
    assert not Aside.objects.exists()


def test_a_message_is_forwarded_with_its_files(cast, mina):
    conversation = stage.conversation_of(cast, files=(File("bill.pdf", "application/pdf", b"%PDF"),))
    first = conversation.messages.get()
    page = mina.get(f"/conversations/{conversation.pk}").content.decode()
    assert f"way=forward&amp;message={first.pk}" in page
    form = words(mina.get(f"{new(conversation)}?way=forward&message={first.pk}"))
    assert all(one in form for one in ("bill.pdf", "It was due on Monday."))
    fields = MAIL | {"way": "forward", "message": first.pk, "text": "Please look.", "with_files": "on"}
    mina.post(new(conversation), fields)
    sent = Message.everywhere.get(kind="outward")
    assert ("It was due on Monday." in sent.quoted, sent.attachments.get().name) == (True, "bill.pdf")
    assert Aside.objects.get().is_forward


def test_a_message_of_another_conversation_is_not_forwarded(cast, conversation, mina):
    other = stage.conversation_of(cast, "ko").messages.get()
    form = words(mina.get(f"{new(conversation)}?way=forward&message={other.pk}"))
    assert other.text not in form


def test_it_goes_on_and_ends(cast, conversation, mina, asked):
    number = asked.aside_id
    mina.post(f"/asides/{number}/messages", {"text": "And the price?"}, **PART)
    assert Message.everywhere.filter(kind="outward").count() == 2
    empty = mina.post(f"/asides/{number}/messages", {"text": " "}, **PART)
    assert (empty.status_code, "Write something" in words(empty)) == (422, True)
    mina.post(f"/asides/{number}/state", {"state": "done"})
    assert Aside.objects.get().state == "done"
    assert "Answered beside" not in words(mina.get(f"/conversations/{conversation.pk}"))
    mina.post(f"/asides/{number}/state", {"state": "answered"})
    assert Aside.objects.get().state == "answered"


def test_a_first_letter_is_taken_back_into_its_form(cast, conversation, at_desk):
    Agent.objects.filter(pk=cast.mina.pk).update(undo_seconds=10)
    mina = at_desk(Agent.objects.get(pk=cast.mina.pk))
    mina.post(new(conversation), MAIL | {"text": "When **exactly**?"})
    letter = Message.everywhere.get(kind="outward")
    assert "Undo" in words(mina.get(f"/conversations/{conversation.pk}/asides", **PART))
    back = mina.post(f"/asides/messages/{letter.pk}/recall", follow=True)
    assert all(one in back.content.decode() for one in ("When **exactly**?", "sales@mill.example", 'value="Trays"'))
    conversation.refresh_from_db()
    assert (Aside.objects.count(), conversation.aside_state) == (0, "")
    again = mina.post(new(conversation), MAIL | {"text": "When?"}, follow=True)
    assert again.status_code == 200
    assert not Draft.objects.filter(state="writing").exists()


def test_a_later_letter_is_taken_back_into_its_side_conversation(cast, conversation, at_desk, asked):
    Agent.objects.filter(pk=cast.mina.pk).update(undo_seconds=10)
    mina = at_desk(Agent.objects.get(pk=cast.mina.pk))
    mina.post(f"/asides/{asked.aside_id}/messages", {"text": "The *price*?"})
    letter = Message.everywhere.filter(kind="outward").latest("id")
    mina.post(f"/asides/messages/{letter.pk}/recall")
    assert "The *price*?" in mina.get(f"/conversations/{conversation.pk}/asides", **PART).content.decode()
    assert mina.post(f"/asides/messages/{asked.pk}/recall").status_code == 422


def test_another_team_is_asked_and_reads_it(cast, conversation, mina, at_desk):
    ruth = at_desk(cast.ruth)
    ruth.post(new(conversation), {"way": "team", "team": cast.team.pk, "subject": "Stock", "text": "Is it there?"})
    message = Message.everywhere.get(kind="internal")
    page = mina.get("/mentions").content.decode()
    assert f"?aside={message.aside_id}#message-{message.pk}" in page
    mina.get(f"/conversations/{conversation.pk}/asides", **PART)
    assert Mention.objects.get(agent=cast.mina).read_at is not None


def test_who_may_not_write_to_outside_asks_a_team_at_most(cast, conversation, at_desk, asked):
    Agent.objects.filter(pk=cast.dave.pk).update(role=LIGHT_AGENT)
    light = at_desk(Agent.objects.get(pk=cast.dave.pk))
    assert light.post(new(conversation), MAIL).status_code == 403
    assert light.get(f"{new(conversation)}?way=forward").status_code == 403
    assert light.post(f"/asides/{asked.aside_id}/messages", {"text": "x"}).status_code == 403
    assert light.get(new(conversation)).status_code == 200
    assert 'name="text"' not in light.get(f"/conversations/{conversation.pk}/asides", **PART).content.decode()


def test_a_stranger_finds_nothing(cast, conversation, stranger, asked):
    for address in (f"/conversations/{conversation.pk}/asides", new(conversation)):
        assert stranger.get(address).status_code == 404
    for address in (f"/asides/{asked.aside_id}/messages", f"/asides/{asked.aside_id}/state"):
        assert stranger.post(address, {"text": "x", "state": "done"}).status_code == 404
    assert Message.everywhere.filter(kind="outward").count() == 1


def test_the_search_leads_to_the_words(cast, conversation, mina, stranger, asked):
    came = arrive(cast, answer_to(asked.message_id, text="Nussbaum on Friday.")).message
    assert f"?aside={came.aside_id}#message-{came.pk}" in mina.get("/search?q=nussbaum").content.decode()
    assert "Friday" not in words(stranger.get("/search?q=nussbaum"))


def test_what_a_supplier_sends_is_shown_safely(cast, conversation, mina, asked):
    html = "<p>Hi</p><script>alert(1)</script>"
    headers = "Content-Type: text/html; charset=utf-8\n"
    came = arrive(cast, answer_to(asked.message_id, text=html, headers=headers)).message
    shown = mina.get(f"/messages/{came.pk}/html")
    assert (shown.status_code, "alert(1)" in shown.content.decode()) == (200, False)


def test_a_customers_page_holds_none_of_it(cast, client, asked):
    arrive(cast, answer_to(asked.message_id, text="Nussbaum on Friday."))
    link = mailed_link(asked.conversation.token, at=clock.now())
    page = words(client.get(f"/c/{link}", follow=True))
    assert "It was due on Monday." in page
    assert not any(one in page for one in ("Nussbaum", "When?", "mill.example"))
