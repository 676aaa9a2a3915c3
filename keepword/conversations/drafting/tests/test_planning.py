"""An answer waits for its time: it leaves once, or is taken back whole."""

from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.drafting.departing import depart
from keepword.conversations.drafting.enclosing import enclose
from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.drafting.planning import (
    NotToCome,
    Plan,
    TooLate,
    pause,
    put_off,
    recall,
    schedule,
    send_now,
)
from keepword.conversations.inbound import File, Thread
from keepword.conversations.macros.actions import Action, CannotBeDone
from keepword.conversations.macros.defining import Draft as MacroDraft
from keepword.conversations.macros.defining import define
from keepword.conversations.macros.marks import Unfilled
from keepword.conversations.models import Draft, Message
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.seeing import newest_word
from keepword.events.models import Event, Task
from keepword.events.working import run_due
from keepword.kit import clock
from keepword.promises.models import Promise
from tests import cast as stage


@pytest.fixture
def frozen():
    with time_machine.travel("2026-11-23T10:00Z", tick=False) as time:
        yield time


@pytest.fixture
def draft(frozen, cast, conversation):
    kept = save(conversation, agent=cast.mina, kind="reply", written=Written("It left today."))
    enclose(kept, files=[File("bill.pdf", "application/pdf", b"%PDF")], limit=100)
    return kept


def in_(**length):
    return clock.now() + timedelta(**length)


def worked():
    while run_due():
        pass


def replies():
    return list(Message.objects.filter(kind="reply", is_automatic=False).values_list("text", flat=True))


def test_nothing_happens_before_the_pause_is_over_and_all_of_it_then(frozen, draft, conversation):
    pause(draft, plan=Plan(in_(seconds=10), then="resolve"))
    frozen.shift(9)
    worked()
    conversation.refresh_from_db()
    assert (replies(), conversation.status, conversation.waiting_since is None) == ([], "open", False)
    frozen.shift(2)
    worked()
    conversation.refresh_from_db()
    assert (replies(), conversation.status) == (["It left today."], "resolved")
    message = Message.objects.get(kind="reply", is_automatic=False)
    assert message.attachments.get().name == "bill.pdf"
    assert message.at == clock.now()
    assert not Draft.objects.exists()
    assert conversation.drafted_by == ""


def test_the_task_survives_a_worker_that_dies_and_sends_once(frozen, draft):
    """What a killed worker leaves is run again; the answer leaves in the transaction that removes the task."""
    pause(draft, plan=Plan(in_(seconds=10)))
    frozen.shift(11)
    event = Event.objects.get(name="reply.pausing")
    first, second = depart(event), depart(event)
    first()
    second()
    assert replies() == ["It left today."]
    worked()
    assert replies() == ["It left today."]
    assert not Task.objects.filter(dead_at__isnull=False).exists()


def test_undo_gives_the_draft_back_with_its_files_and_nothing_was_done(frozen, cast, draft, conversation):
    macro = define(MacroDraft("Late", {"en": "x"}, actions=[Action("tag", "late")]), by=cast.ruth)
    uses = [{"macro": macro.pk, "do": [{"do": "tag", "to": "late"}], "with": []}]
    pause(draft, plan=Plan(in_(seconds=10), macros=uses))
    again = recall(draft, by=cast.mina)
    frozen.shift(60)
    worked()
    assert (again.text, [file.name for file in again.files.all()], again.macros) == (
        "It left today.", ["bill.pdf"], uses,
    )  # fmt: skip
    assert replies() == []
    assert not conversation.tags.exists()
    macro.refresh_from_db()
    assert macro.use_count == 0
    with pytest.raises(TooLate):
        recall(draft, by=cast.mina)


def test_what_cannot_be_done_is_found_out_while_somebody_looks(frozen, cast, draft, conversation):
    macro = define(MacroDraft("Give", {"en": "x"}, actions=[Action("assign", cast.stranger.pk)]), by=cast.ruth)
    uses = [{"macro": macro.pk, "do": [{"do": "assign", "to": cast.stranger.pk}], "with": []}]
    with pytest.raises(CannotBeDone):
        pause(draft, plan=Plan(in_(seconds=10), macros=uses))
    save(conversation, agent=cast.mina, kind="reply", written=Written("Hello [[name]]"))
    with pytest.raises(Unfilled):
        pause(Draft.objects.select_related("conversation", "agent").get(), plan=Plan(in_(seconds=10)))
    assert replies() == []
    assert Draft.objects.get().state == "writing"


def test_what_is_sent_by_hand_does_not_leave_again(frozen, draft):
    pause(draft, plan=Plan(in_(seconds=10)))
    send_now(draft, by=draft.agent)
    frozen.shift(60)
    worked()
    assert replies() == ["It left today."]
    with pytest.raises(TooLate):
        send_now(draft, by=draft.agent)


def test_the_customers_word_holds_what_was_scheduled(frozen, cast, draft, conversation):
    schedule(draft, plan=Plan(in_(hours=20), seen=newest_word(conversation.pk)))
    frozen.shift(60)
    receive(stage.written(text="Never mind.", thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    held = Draft.objects.select_related("conversation", "agent").get()
    assert (held.state, held.held_for) == ("held", "wrote")
    frozen.shift(timedelta(days=2))
    worked()
    assert replies() == []
    conversation.refresh_from_db()
    assert conversation.drafted_by == f",{cast.mina.pk}!,"
    put_off(held, send_at=in_(minutes=5), by=cast.mina)
    frozen.shift(301)
    worked()
    assert replies() == ["It left today."]


def test_a_colleagues_answer_holds_what_was_scheduled_until_its_writer_says_otherwise(
    frozen, cast, draft, conversation
):
    schedule(draft, plan=Plan(in_(hours=1), seen=newest_word(conversation.pk)))
    frozen.shift(60)
    reply(conversation, text="It is lost, sorry.", by=cast.dave)
    frozen.shift(3600)
    worked()
    held = Draft.objects.select_related("conversation", "agent").get()
    assert (held.state, held.held_for, replies()) == ("held", "answered", ["It is lost, sorry."])
    put_off(held, send_at=in_(minutes=5), by=cast.mina)
    frozen.shift(301)
    worked()
    assert replies() == ["It is lost, sorry.", "It left today."]


def test_a_robots_word_holds_nothing(frozen, cast, draft, conversation):
    schedule(draft, plan=Plan(in_(hours=1), seen=newest_word(conversation.pk)))
    thread = Thread(conversation_id=conversation.pk)
    receive(stage.written(text="I am away", is_automatic=True, thread=thread), inbox=cast.inbox)
    frozen.shift(3601)
    worked()
    assert replies() == ["It left today."]


def test_words_in_the_pause_go_as_if_they_were_in_the_post(frozen, cast, draft, conversation):
    """They do not resolve what the customer wrote meanwhile."""
    pause(draft, plan=Plan(in_(seconds=10), then="resolve", seen=newest_word(conversation.pk)))
    receive(stage.written(text="One more thing", thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    frozen.shift(11)
    worked()
    conversation.refresh_from_db()
    assert replies() == ["It left today."]
    assert conversation.status != "resolved"


def test_another_time_takes_the_place_of_the_first(frozen, cast, draft):
    schedule(draft, plan=Plan(in_(hours=1)))
    put_off(draft, send_at=in_(hours=3), by=cast.dave)
    frozen.shift(2 * 3600)
    worked()
    assert replies() == []
    frozen.shift(3600 + 1)
    worked()
    assert replies() == ["It left today."]
    with pytest.raises(NotToCome):
        schedule(draft, plan=Plan(in_(seconds=-1)))


def test_who_left_sends_nothing_later(frozen, cast, draft):
    schedule(draft, plan=Plan(in_(hours=1)))
    cast.mina.is_active = False
    cast.mina.save()
    frozen.shift(3601)
    worked()
    assert replies() == []
    assert Draft.objects.get().held_for == "away"


def test_a_promise_counts_from_the_real_sending(frozen, draft):
    due_at = in_(hours=5)
    given = {"what": "call", "due_at": due_at.isoformat(), "said": "by three", "zone": "UTC", "reason": ""}
    schedule(draft, plan=Plan(in_(hours=1), promises={"given": [given]}))
    assert not Promise.objects.filter(what="call").exists()
    frozen.shift(3601)
    worked()
    made = Promise.objects.get(what="call")
    assert (made.due_at, made.made_at) == (due_at, clock.now())


def test_colleagues_see_what_is_on_its_way_and_a_stranger_does_not(frozen, cast, draft):
    schedule(draft, plan=Plan(in_(hours=1)))
    assert Draft.objects.visible_to(cast.dave).exists()
    assert not Draft.objects.visible_to(cast.stranger).exists()
