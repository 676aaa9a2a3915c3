"""Two conversations become one, and two again."""

from datetime import timedelta

import pytest

from keepword.channels.form.linking import Link
from keepword.channels.form.reading import conversation_of, read_with
from keepword.conversations.history.lines import history
from keepword.conversations.inbound import Thread
from keepword.conversations.joining.merging import CannotMerge, merge
from keepword.conversations.joining.standing import places_of
from keepword.conversations.joining.unmerging import CannotUnmerge, unmerge
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Conversation, Inbox, Merge, Message, Participant
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.conversations.tagging import tag
from keepword.kit import clock
from keepword.promises.clocks.rebuilding import rebuild
from keepword.promises.ledger.making import promise
from keepword.promises.models import Promise, Wait
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def pair(cast):
    """The same customer wrote twice: the newer one is to be kept."""
    older = stage.conversation_of(cast, at=clock.now() - timedelta(hours=2))
    newer = stage.conversation_of(cast, at=clock.now() - timedelta(hours=1), subject="Parcel again")
    return older, newer


def rows_of(*conversations):
    ids = [one.pk for one in conversations]
    aside = {"version", "is_joined"}
    return (
        [{k: v for k, v in row.items() if k not in aside} for row in _all(Conversation, id__in=ids)],
        _all(Message, conversation_id__in=ids),
        [(w["conversation_id"], w["started_at"], w["ended_by"], w["is_first"]) for w in _all(Wait)],
        sorted(_all(Promise, conversation_id__in=ids), key=lambda row: row["id"]),
        sorted(Conversation.tags.through.objects.values_list("conversation_id", "tag_id")),
        [row["address"] for row in _participants(ids)],
    )


def _participants(ids):
    return _all(Participant, conversation_id__in=ids)


def _all(model, **where):
    return list(model._base_manager.filter(**where).order_by("pk").values())


def test_all_that_was_said_stands_in_the_kept_one_and_its_customer_waits_since_the_first_word(cast, pair):
    older, newer = pair
    since = older.waiting_since
    tag(older, name="late", by=cast.mina.as_actor)
    merge(older, into=newer, by=cast.mina)
    kept, other = (Conversation.objects.get(pk=one.pk) for one in (newer, older))
    assert kept.messages.count() == 2
    assert kept.waiting_since == since
    assert [one.name for one in kept.tags.all()] == ["late"]
    assert (other.status, other.merged_into_id, other.waiting_since) == ("merged", kept.pk, None)
    assert "Mina Park merged" in history(kept)[-1].text
    assert kept.reference in history(other)[-1].text


def test_they_count_once(cast, pair):
    older, newer = pair
    merge(older, into=newer, by=cast.mina)
    counted = Wait.objects.counted()
    assert [(one.conversation_id, one.started_at) for one in counted] == [(newer.pk, older.created_at)]
    assert rebuild().waits == 0
    reply(newer, text="It comes today", by=cast.mina)
    assert list(Wait.objects.counted().values_list("ended_by", flat=True)) == ["reply"]
    assert rebuild().waits == 0


def test_a_merge_undone_at_once_leaves_everything_as_it_was(cast, pair):
    older, newer = pair
    tag(older, name="late", by=cast.mina.as_actor)
    promise(older, what="call", due_at=clock.now() + timedelta(days=1), kind="agent")
    before = rows_of(*pair)
    made = merge(older, into=newer, by=cast.mina)
    assert Promise.objects.get().conversation_id == newer.pk
    assert Conversation.objects.get(pk=newer.pk).due_at is not None
    assert unmerge(made, by=cast.mina)
    assert rows_of(*pair) == before
    assert rebuild().waits == 0
    assert not unmerge(made, by=cast.mina)


def test_what_came_since_goes_to_the_one_that_it_answers(cast, pair):
    older, newer = pair
    made = merge(older, into=newer, by=cast.mina)
    first = Message.objects.filter(conversation=newer).order_by("at").first()
    answer = receive(
        stage.written(thread=Thread(message_ids=(first.message_id,)), text="To the old one"), inbox=cast.inbox
    )
    signed = receive(stage.written(thread=Thread(conversation_id=newer.pk), text="To the new one"), inbox=cast.inbox)
    assert answer.conversation_id == signed.conversation_id == newer.pk
    unmerge(made, by=cast.mina)
    where = dict(Message.objects.values_list("text", "conversation_id"))
    assert where["To the old one"] == older.pk
    assert where["To the new one"] == newer.pk
    assert Conversation.objects.get(pk=older.pk).preview == "To the old one"
    assert rebuild().waits == 0
    again = receive(stage.written(thread=Thread(message_ids=(answer.message_id,))), inbox=cast.inbox)
    assert again.conversation_id == older.pk


def test_old_references_addresses_and_links_lead_to_the_kept_one(cast, pair):
    older, newer = pair
    merge(older, into=newer, by=cast.mina)
    by_subject = receive(stage.written(thread=Thread(reference=older.reference)), inbox=cast.inbox)
    by_address = receive(stage.written(thread=Thread(conversation_id=older.pk)), inbox=cast.inbox)
    assert {by_subject.conversation_id, by_address.conversation_id} == {newer.pk}
    assert conversation_of(Link(older.token, True, clock.now())).pk == newer.pk
    assert places_of(older.pk) == [older.pk, newer.pk]


def test_somebody_who_took_no_part_does_not_come_in_by_an_old_reference(cast, pair):
    older, newer = pair
    merge(older, into=newer, by=cast.mina)
    stranger = stage.written(thread=Thread(reference=older.reference), address="eve@else.example")
    assert receive(stranger, inbox=cast.inbox).conversation_id not in (older.pk, newer.pk)


def test_a_resolved_one_is_opened_by_a_wait_that_it_takes_in_and_resolved_again_by_the_undoing(cast, pair):
    older, newer = pair
    resolve(newer, by=cast.mina.as_actor)
    before = rows_of(*pair)
    made = merge(older, into=newer, by=cast.mina)
    assert Conversation.objects.get(pk=newer.pk).status == "open"
    unmerge(made, by=cast.mina)
    assert rows_of(*pair) == before


def test_an_answer_since_the_merge_does_not_hide_that_the_other_one_still_waits(cast, pair):
    older, newer = pair
    made = merge(older, into=newer, by=cast.mina)
    answer = reply(newer, text="It comes today", by=cast.mina)
    unmerge(made, by=cast.mina)
    kept, other = (Conversation.objects.get(pk=one.pk) for one in (newer, older))
    assert answer.conversation_id == kept.pk
    assert (kept.status, kept.waiting_since) == ("waiting", None)
    assert (other.status, other.waiting_since) == ("open", older.created_at)
    assert rebuild().waits == 0


def test_one_mail_to_two_inboxes_is_read_once_and_comes_once(cast):
    sales = Inbox.objects.create(name="Sales", address="sales@leafloom.example", brand=cast.brand)
    mail = stage.written()
    one, two = receive(mail, inbox=cast.inbox), receive(mail, inbox=sales)
    made = merge(Conversation.objects.get(pk=two.conversation_id), into=one.conversation, by=cast.ruth)
    assert Message.objects.filter(conversation=one.conversation_id).count() == 1
    answer = stage.written(thread=Thread(message_ids=(mail.message_id,)))
    first, second = receive(answer, inbox=cast.inbox), receive(answer, inbox=sales)
    assert first.conversation_id == one.conversation_id
    assert second is None
    late = receive(stage.written(thread=Thread(message_ids=(mail.message_id,))), inbox=sales)
    assert (late.conversation_id, late.inbox_id) == (one.conversation_id, cast.inbox.pk)
    unmerge(made, by=cast.ruth)
    assert Message.objects.get(pk=late.pk).inbox_id == sales.pk


def test_what_was_merged_twice_is_undone_from_the_last(cast, pair):
    older, newer = pair
    third = stage.conversation_of(cast)
    first = merge(older, into=newer, by=cast.mina)
    second = merge(Conversation.objects.get(pk=newer.pk), into=third, by=cast.mina)
    assert Conversation.objects.get(pk=older.pk).merged_into_id == third.pk
    assert third.messages.count() == 3
    with pytest.raises(CannotUnmerge):
        unmerge(first, by=cast.mina)
    assert Merge.objects.standing().count() == 2
    unmerge(second, by=cast.mina)
    assert Conversation.objects.get(pk=older.pk).merged_into_id == newer.pk
    unmerge(Merge.objects.get(pk=first.pk), by=cast.mina)
    assert [one.messages.count() for one in (older, newer, third)] == [1, 1, 1]
    assert rebuild().waits == 0


@pytest.mark.parametrize("why", ["itself", "merged", "spam"])
def test_what_cannot_be_merged_says_why(cast, pair, why):
    older, newer = pair
    if why == "spam":
        mark_spam(older, by=cast.mina.as_actor)
    if why == "merged":
        merge(older, into=stage.conversation_of(cast), by=cast.mina)
    with pytest.raises(CannotMerge) as caught:
        merge(older, into=older if why == "itself" else newer, by=cast.mina)
    assert caught.value.why == why


def test_two_customers_in_one_conversation_do_not_read_each_other_by_their_links(cast):
    anns = stage.conversation_of(cast)
    wangs = stage.conversation_of(cast, "zh-Hans")
    merge(wangs, into=anns, by=cast.mina)
    answer = reply(anns, text="To Wang, who wrote last", by=cast.mina)
    shown = {}
    for one in (anns, wangs):
        link = Link(one.token, True, clock.now())
        shown[one.pk] = [message.text for message in read_with(link, conversation=conversation_of(link)).messages]
    assert shown[anns.pk] == ["It was due on Monday."]
    assert len(shown[wangs.pk]) == 2
    assert answer.text in shown[wangs.pk]
