"""A note that called somebody calls them no more, before they have read it."""

from keepword.conversations.notes.correcting import correct
from keepword.conversations.notes.taking_back import take_back
from keepword.conversations.noting import note
from keepword.events import working
from keepword.notices.models import Notice
from keepword.people.models import Agent


def it_follows():
    while working.run_due():
        pass


def bell(agent) -> list[str]:
    it_follows()
    kinds = list(Notice.objects.filter(agent=agent, read_at=None).order_by("id").values_list("kind", flat=True))
    assert Agent.objects.get(pk=agent.pk).unread_notices == len(kinds)
    return kinds


def test_who_is_called_no_more_loses_it_from_their_bell(cast, conversation):
    said = note(conversation, text="@Dave @Ruth look", by=cast.mina)
    assert bell(cast.dave) == bell(cast.ruth) == ["mentioned"]
    correct(said, text="@Ruth look", by=cast.mina)
    assert (bell(cast.dave), bell(cast.ruth)) == ([], ["mentioned"])
    take_back(said, by=cast.mina)
    assert bell(cast.ruth) == []


def test_who_was_told_is_not_told_again_and_who_is_new_is_told(cast, conversation):
    said = note(conversation, text="@Dave look", by=cast.mina)
    bell(cast.dave)
    correct(said, text="@Dave @Ruth look", by=cast.mina)
    assert bell(cast.ruth) == ["mentioned"]
    assert [one.count for one in Notice.objects.filter(agent=cast.dave)] == [1]


def test_whom_another_note_calls_keeps_it(cast, conversation):
    said = note(conversation, text="@Dave look", by=cast.mina)
    note(conversation, text="@Dave and here", by=cast.mina)
    take_back(said, by=cast.mina)
    assert bell(cast.dave) == ["mentioned"]


def test_who_has_not_been_told_yet_is_never_told(cast, conversation):
    take_back(note(conversation, text="@Dave look", by=cast.mina), by=cast.mina)
    assert bell(cast.dave) == []
