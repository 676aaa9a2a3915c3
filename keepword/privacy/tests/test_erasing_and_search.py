"""What was erased is not found, and the search goes on for everybody else: whatever was said by itself, merged, split
and parted before."""

import pytest
from django.db import connection

from keepword.conversations.announcing import announce
from keepword.conversations.inbound import Thread
from keepword.conversations.joining.merging import merge
from keepword.conversations.joining.splitting import split
from keepword.conversations.joining.unmerging import CannotUnmerge, unmerge
from keepword.conversations.models import Message
from keepword.conversations.receiving import receive
from keepword.conversations.searching import search
from keepword.privacy.erasing import erase
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def indexed() -> int:
    """How many messages the index believes to hold."""
    table = "conversations_search_docsize" if connection.vendor == "sqlite" else "conversations_search"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(id) FROM {table}")  # noqa: S608  one of the two above
        return cursor.fetchone()[0]


def test_a_young_shop_that_says_much_by_itself_can_forget(cast):
    """An acknowledgement is in no index. FTS5 keeps sums, and refuses when they would be less than nothing."""
    conversation = stage.conversation_of(cast)
    announce(conversation, text="Thank you for writing. " * 50, sender_name="", kind="acknowledgement", language="en")
    erase(conversation.contact, by=cast.ruth)
    assert search("parcel", agent=cast.ruth) == []
    assert indexed() == 0
    assert stage.conversation_of(cast, "ko").pk
    assert search("배송", agent=cast.ruth) != []


@pytest.mark.parametrize("then", ["merged", "parted again", "merged twice"])
def test_what_was_merged_is_not_found_by_its_own_subject(cast, then: str):
    kept, other, third = (stage.conversation_of(cast, subject=name) for name in ("Kettle", "Teapot", "Saucer"))
    made = merge(other, into=kept, by=cast.ruth)
    if then == "parted again":
        unmerge(made, by=cast.ruth)
    elif then == "merged twice":
        merge(kept, into=third, by=cast.ruth)
    assert len(search("teapot", agent=cast.ruth)) == 1
    erase(kept.contact, by=cast.ruth)
    assert [search(word, agent=cast.ruth) for word in ("kettle", "teapot", "saucer", "parcel")] == [[]] * 4
    assert indexed() == 0


def test_what_a_merge_remembers_brings_no_word_back(cast):
    kept, other = (stage.conversation_of(cast, text=f"My {thing} broke") for thing in ("kettle", "teapot"))
    made = merge(other, into=kept, by=cast.ruth)
    erase(kept.contact, by=cast.ruth)
    made.refresh_from_db()
    assert "broke" not in f"{made.kept_was} {made.other_was}"
    with pytest.raises(CannotUnmerge):
        unmerge(made, by=cast.ruth)
    other.refresh_from_db()
    assert other.preview == ""


def test_what_was_split_off_is_not_found_by_the_subject_under_which_it_came(cast):
    conversation = stage.conversation_of(cast, subject="Kettle")
    again = stage.written(subject="Kettle", text="And a teapot", thread=Thread(conversation.pk, ()))
    receive(again, inbox=cast.inbox)
    second = Message.objects.filter(conversation=conversation, kind="inbound").latest("id")
    split(second, by=cast.mina, subject="Teapot")
    erase(conversation.contact, by=cast.ruth)
    assert [search(word, agent=cast.ruth) for word in ("kettle", "teapot")] == [[], []]
    assert indexed() == 0


@pytest.mark.parametrize("then", ["stays", "is split off"])
def test_what_others_wrote_in_a_conversation_of_somebody_erased_is_not_found_by_its_subject(cast, then: str):
    """The subject is a word of whoever began it; what the others said of their own stays, and is found."""
    theirs, kept = stage.conversation_of(cast, subject="Kettle"), stage.conversation_of(cast, "ko")
    answer = stage.written("ko", text="Mine is a teapot", subject="Teapot", thread=Thread(theirs.pk, ()))
    receive(answer, inbox=cast.inbox)
    message = Message.objects.get(text="Mine is a teapot")
    merge(theirs, into=kept, by=cast.ruth)
    message.refresh_from_db()
    if then == "is split off":
        split(message, by=cast.ruth, subject="Teapot")
    assert len(search("kettle", agent=cast.ruth)) == 2
    erase(theirs.contact, by=cast.ruth)
    assert search("kettle", agent=cast.ruth) == []
    assert search("mine is a teapot", agent=cast.ruth) == [message.pk]
    erase(kept.contact, by=cast.ruth)
    assert [search(word, agent=cast.ruth) for word in ("kettle", "teapot", "배송")] == [[], [], []]
    assert indexed() == 0
