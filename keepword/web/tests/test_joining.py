"""Conversations are merged, split and linked at the desk."""

import pytest

from keepword.conversations.inbound import Thread
from keepword.conversations.models import Conversation, Inbox, Merge
from keepword.conversations.receiving import receive
from tests import cast as stage


@pytest.fixture
def other(cast):
    return stage.conversation_of(cast, subject="Parcel again")


@pytest.fixture
def elsewhere(cast):
    inbox = Inbox.objects.create(name="Board", address="board@leafloom.example", brand=cast.brand)
    inbox.teams.create(name="Board")
    return receive(stage.written(subject="Secret"), inbox=inbox).conversation


def join(client, here, there, way="merge"):
    return client.post(f"/conversations/{here.pk}/joining/with", {"other": there.pk, "way": way}, follow=True)


def test_the_same_customers_conversation_is_offered_and_merging_says_so_with_a_way_back(mina, conversation, other):
    page = mina.get(f"/conversations/{conversation.pk}/joining").content.decode()
    assert "Parcel again" in page
    assert "Same customer" in page
    page = join(mina, conversation, other).content.decode()
    assert f"{other.reference} was merged into this conversation." in page
    assert join(mina, conversation, other).status_code == 200  # pressed twice
    mina.post(f"/conversations/{conversation.pk}/joining/undoing", {"merge": Merge.objects.get().pk})
    assert Conversation.objects.get(pk=other.pk).status == "open"


def test_the_old_address_leads_to_the_kept_one_and_so_does_what_is_done_there(mina, conversation, other):
    join(mina, conversation, other)
    assert mina.get(f"/conversations/{other.pk}").url == f"/conversations/{conversation.pk}"
    mina.post(f"/conversations/{other.pk}/notes", {"text": "From an old page"})
    assert conversation.messages.filter(kind="note").exists()
    assert other.reference not in mina.get("/inbox/all").content.decode()


def test_the_other_way_round_keeps_the_other_one(mina, conversation, other):
    join(mina, conversation, other, way="merge-into")
    assert Conversation.objects.get(pk=conversation.pk).merged_into_id == other.pk


def test_links_and_cases_stand_beside_the_customer_and_are_taken_away(mina, conversation, other, cast):
    join(mina, conversation, other, way="link")
    case = stage.conversation_of(cast, "ko")
    join(mina, case, conversation, way="case")
    page = mina.get(f"/conversations/{conversation.pk}").content.decode()
    assert "Linked" in page
    assert "Cases of this problem: 1" in page
    mina.post(f"/conversations/{conversation.pk}/joining/leaving", {"other": other.pk})
    mina.post(f"/conversations/{case.pk}/joining/leaving")
    assert "Belongs together" not in mina.get(f"/conversations/{conversation.pk}").content.decode()


def test_nobody_joins_or_sees_what_they_may_not_see(mina, stranger, ruth, conversation, elsewhere):
    assert "Secret" not in mina.get(f"/conversations/{conversation.pk}/joining?q=Monday").content.decode()
    assert join(mina, conversation, elsewhere).status_code == 404
    assert join(stranger, conversation, elsewhere).status_code == 404
    assert join(ruth, conversation, elsewhere, way="link").status_code == 200
    assert "Secret" not in mina.get(f"/conversations/{conversation.pk}").content.decode()
    join(ruth, conversation, elsewhere)
    made = Merge.objects.get()
    undone = mina.post(f"/conversations/{conversation.pk}/joining/undoing", {"merge": made.pk})
    assert undone.status_code == 404
    assert Merge.objects.standing().exists()


def test_a_part_is_split_off_from_the_message_that_is_chosen(mina, cast, conversation):
    asked = receive(stage.written(thread=Thread(conversation_id=conversation.pk), text="My invoice"), inbox=cast.inbox)
    assert "My invoice" in mina.get(f"/conversations/{conversation.pk}/part").content.decode()
    answer = mina.post(f"/conversations/{conversation.pk}/part", {"message": asked.pk, "subject": "Invoice"})
    made = Conversation.objects.get(subject="Invoice")
    assert answer.url == f"/conversations/{made.pk}"
    first = conversation.messages.first()
    assert mina.post(f"/conversations/{conversation.pk}/part", {"message": first.pk}).status_code == 422


def test_what_cannot_be_joined_says_why(mina, conversation):
    answer = join(mina, conversation, conversation, way="case")
    assert answer.status_code == 422
    assert "It is the same conversation." in answer.content.decode()


def test_it_is_moved_to_another_inbox_with_a_way_back_and_twice_is_once(mina, conversation, cast):
    repairs = Inbox.objects.create(name="Repairs", address="repairs@leafloom.example", brand=cast.brand)
    assert (
        "Repairs (repairs@leafloom.example)" in mina.get(f"/conversations/{conversation.pk}/joining").content.decode()
    )
    page = mina.post(f"/conversations/{conversation.pk}/joining/inbox", {"inbox": repairs.pk}, follow=True)
    assert "repairs@leafloom.example" in page.content.decode()
    assert "Undo" in page.content.decode()
    mina.post(f"/conversations/{conversation.pk}/joining/inbox", {"inbox": repairs.pk})
    made = Conversation.objects.get(inbox=repairs)
    mina.post(f"/conversations/{made.pk}/joining/undoing", {"merge": Merge.objects.get().pk})
    assert mina.get(f"/conversations/{made.pk}").url == f"/conversations/{conversation.pk}"
    assert Conversation.objects.get(pk=conversation.pk).status == "open"


def test_nobody_moves_what_they_do_not_see_or_to_where_they_do_not_see(mina, stranger, ruth, conversation, elsewhere):
    board = elsewhere.inbox
    assert "board@leafloom.example" not in mina.get(f"/conversations/{conversation.pk}/joining").content.decode()
    address = f"/conversations/{conversation.pk}/joining/inbox"
    assert mina.post(address, {"inbox": board.pk}).status_code == 404
    assert mina.post(address, {"inbox": "9" * 30}).status_code == 404
    assert mina.post(address).status_code == 404
    assert stranger.post(address, {"inbox": board.pk}).status_code == 404
    assert Conversation.objects.filter(inbox=board).count() == 1
    assert ruth.post(address, {"inbox": board.pk}).status_code == 302


@pytest.mark.parametrize("way", ["link", "case", "problem"])
def test_the_history_names_no_conversation_of_a_closed_inbox(cast, mina, ruth, conversation, elsewhere, way):
    """Who sees both joined them. The others read that it was done, and not with which."""
    if way == "problem":
        join(ruth, elsewhere, conversation, way="case")
    else:
        join(ruth, conversation, elsewhere, way=way)
    ruth.post(f"/conversations/{conversation.pk}/joining/leaving", {"other": elsewhere.pk} if way == "link" else {})
    page = ruth.get(f"/conversations/{conversation.pk}?all=yes").content.decode()
    assert elsewhere.reference in page
    page = mina.get(f"/conversations/{conversation.pk}").content.decode()
    assert elsewhere.reference not in page
    assert "Secret" not in page
    assert "another one" in page


def test_what_was_merged_into_it_from_a_closed_inbox_is_named_because_it_stands_here(
    cast, mina, ruth, conversation, elsewhere
):
    join(ruth, conversation, elsewhere)
    assert elsewhere.reference in mina.get(f"/conversations/{conversation.pk}").content.decode()
    ruth.post(f"/conversations/{conversation.pk}/joining/undoing", {"merge": Merge.objects.get().pk})
    page = mina.get(f"/conversations/{conversation.pk}").content.decode()
    assert "Ruth Adler undid the merge: another one is a conversation of its own again." in page
    assert elsewhere.reference not in page
