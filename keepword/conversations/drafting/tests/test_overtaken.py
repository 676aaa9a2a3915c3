"""An answer for later, and what is merged, parted or split meanwhile: it leaves once, to whom it was written, or is
held and shown."""

import pytest
import time_machine

from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.drafting.planning import put_off
from keepword.conversations.drafting.tests.later import TOMORROW, a_day_later, address_of, held, later, left, wrote
from keepword.conversations.joining.merging import merge
from keepword.conversations.joining.relocating import relocate
from keepword.conversations.joining.splitting import split
from keepword.conversations.joining.unmerging import unmerge
from keepword.conversations.models import Draft, Inbox, Merge, Message
from keepword.conversations.replying import reply
from keepword.kit import clock
from tests import cast as stage


@pytest.fixture
def frozen():
    with time_machine.travel("2026-11-23T10:00Z", tick=False) as time:
        yield time


@pytest.fixture
def conversation(frozen, cast):
    return stage.conversation_of(cast)


@pytest.fixture
def another(frozen, cast):
    """Somebody else's."""
    return stage.conversation_of(cast, "ar")


def test_merged_with_somebody_elses_it_does_not_leave_to_them(frozen, cast, conversation, another):
    later(another, by=cast.mina)
    wrote(cast, conversation, address=address_of(conversation))
    merge(another, into=conversation, by=cast.dave)
    a_day_later(frozen)
    assert left() == []
    assert [text for text, _why in held()] == ["It left today."]


def test_what_was_merged_into_it_by_somebody_else_does_not_get_it(frozen, cast, conversation, another):
    """The newest words in the thread are another person's now, though older than what its writer had seen."""
    frozen.shift(60)
    wrote(cast, another, address=address_of(another))
    frozen.shift(-30)
    newest = wrote(cast, conversation, address=address_of(conversation))
    frozen.shift(60)
    later(conversation, by=cast.mina)
    merge(another, into=conversation, by=cast.dave)
    assert newest is not None
    a_day_later(frozen)
    assert (left(), held()) == ([], [("It left today.", "moved")])


def test_a_merge_that_is_undone_gives_the_answer_back_and_it_leaves_to_whom_it_was_written(
    frozen, cast, conversation, another
):
    later(another, by=cast.mina)
    merged = merge(another, into=conversation, by=cast.dave)
    assert Draft.objects.get().conversation_id == conversation.pk
    unmerge(merged, by=cast.dave)
    assert Draft.objects.get().conversation_id == another.pk
    for one, drafted in ((conversation, ""), (another, f",{cast.mina.pk}>,")):
        one.refresh_from_db()
        assert one.drafted_by == drafted
    a_day_later(frozen)
    assert left() == [("It left today.", [address_of(another)])]


def test_undone_twice_merged_again_it_still_goes_with_its_own(frozen, cast, conversation, another):
    later(another, by=cast.mina)
    for _time in range(2):
        merged = merge(another, into=conversation, by=cast.dave)
        unmerge(merged, by=cast.dave)
        assert not unmerge(merged, by=cast.dave)
    a_day_later(frozen)
    assert left() == [("It left today.", [address_of(another)])]


def test_what_was_decided_after_a_merge_is_held_when_it_is_undone(frozen, cast, conversation, another):
    """It answered the one who wrote last in both."""
    frozen.shift(60)
    wrote(cast, another, address=address_of(another))
    merged = merge(another, into=conversation, by=cast.dave)
    later(conversation, by=cast.mina)
    unmerge(merged, by=cast.dave)
    a_day_later(frozen)
    assert (left(), held()) == ([], [("It left today.", "moved")])


def test_words_that_became_one_stay_where_they_are(frozen, cast, conversation, another):
    save(conversation, agent=cast.mina, kind="reply", written=Written("Here"))
    save(another, agent=cast.mina, kind="reply", written=Written("There"))
    merged = merge(another, into=conversation, by=cast.dave)
    unmerge(merged, by=cast.dave)
    assert list(Draft.objects.values_list("conversation", "text")) == [(conversation.pk, "Here\n\nThere")]


def test_merged_with_another_of_the_same_customer_it_leaves(frozen, cast, conversation):
    twin = stage.conversation_of(cast)
    later(twin, by=cast.mina)
    merge(conversation, into=twin, by=cast.dave)
    a_day_later(frozen)
    assert left() == [("It left today.", [address_of(twin)])]


def test_newer_words_that_a_merge_brought_hold_it(frozen, cast, conversation):
    later(conversation, by=cast.mina)
    twin = stage.conversation_of(cast)
    merge(twin, into=conversation, by=cast.dave)
    a_day_later(frozen)
    assert (left(), held()) == ([], [("It left today.", "wrote")])


def test_an_answer_that_a_merge_brought_holds_it(frozen, cast, conversation):
    twin = stage.conversation_of(cast)
    wrote(cast, conversation)
    later(conversation, by=cast.mina)
    frozen.shift(60)
    reply(twin, text="Done already.", by=cast.dave)
    merge(twin, into=conversation, by=cast.dave)
    a_day_later(frozen)
    assert [text for text, _to in left()] == ["Done already."]
    assert held() == [("It left today.", "answered")]


def test_it_does_not_leave_to_who_is_left_when_the_words_that_it_answers_are_split_off(frozen, cast, conversation):
    frozen.shift(60)
    wrote(cast, conversation, address="boss@customer.example", name="Boss")
    them = conversation.participants.get(address="boss@customer.example")
    them.is_trusted = True
    them.save()
    asked = conversation.messages.order_by("-id").filter(kind="inbound").first()
    later(conversation, by=cast.mina)
    split(asked, by=cast.dave)
    a_day_later(frozen)
    assert (left(), held()) == ([], [("It left today.", "moved")])


def test_moved_to_another_inbox_it_leaves_from_there_and_the_way_back_takes_it_along(frozen, cast, conversation):
    later(conversation, by=cast.mina)
    elsewhere = Inbox.objects.create(name="Second", address="second@shop.example", brand=cast.inbox.brand)
    made = relocate(conversation, to=elsewhere, by=cast.dave)
    assert Draft.objects.get().conversation_id == made.pk
    a_day_later(frozen)
    assert left() == [("It left today.", [address_of(conversation)])]
    assert Message.objects.get(kind="reply", is_automatic=False).inbox_id == elsewhere.pk


def test_what_was_decided_in_the_other_inbox_goes_back_with_the_conversation(frozen, cast, conversation):
    elsewhere = Inbox.objects.create(name="Second", address="second@shop.example", brand=cast.inbox.brand)
    made = relocate(conversation, to=elsewhere, by=cast.dave)
    later(made, by=cast.mina)
    Draft.objects.update(seen=made.messages.order_by("-id").values("id")[:1])
    unmerge(made_by(conversation), by=cast.dave)
    assert Draft.objects.get().conversation_id == conversation.pk
    a_day_later(frozen)
    assert left() == [("It left today.", [address_of(conversation)])]


def made_by(conversation):
    return Merge.objects.standing().get(other=conversation)


def test_another_time_is_for_whoever_is_answered_by_then(frozen, cast, conversation, another):
    """Its writer saw where it stands now."""
    frozen.shift(60)
    wrote(cast, another, address=address_of(another))
    later(conversation, by=cast.mina)
    merge(another, into=conversation, by=cast.dave)
    a_day_later(frozen)
    put_off(Draft.objects.select_related("conversation", "agent").get(), send_at=clock.now() + TOMORROW, by=cast.mina)
    a_day_later(frozen)
    assert left() == [("It left today.", [address_of(another)])]
