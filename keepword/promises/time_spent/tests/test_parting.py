"""For whom did we wait? Cases in short words: turns of the conversation, and over them what was asked of others."""

import pytest

from keepword.promises.clocks.stretches import stretches_of
from keepword.promises.clocks.tests.telling import at, moment, story
from keepword.promises.time_spent.parting import Asking, parts_of


def askings(text):
    """ "supplier mo 10 to tu 9, approval we 9": without an end it lasts."""
    found = []
    for one in filter(None, (part.strip() for part in text.split(","))):
        whom, _, span = one.partition(" ")
        since, _, until = span.partition(" to ")
        found.append(Asking(whom, at(since), at(until) if until else None))
    return found


def told(parts):
    return ", ".join(f"{one.turn} {moment(one.started_at)}" for one in parts)


CASES = [
    # nobody else was asked: the turns are the parts
    ("mo 9 arrived, mo 11 answered, tu 9 arrived, tu 10 resolved", "",
     "agent mo 9, customer mo 11, agent tu 9, done tu 10"),
    ("mo 9 arrived, mo 11 answered, mo 12 resolved", "", "agent mo 9, customer mo 11, done mo 12"),
    # a supplier is asked while the customer waits for us
    ("mo 9 arrived, mo 17 answered", "supplier mo 10 to mo 12",
     "agent mo 9, supplier mo 10, agent mo 12, customer mo 17"),
    # the customer was told that it takes longer: we still wait for the supplier, not for them
    ("mo 9 arrived, mo 11 answered, tu 9 answered", "supplier mo 10 to tu 8",
     "agent mo 9, supplier mo 10, agent tu 8, customer tu 9"),
    # put aside until they answer
    ("mo 9 arrived, mo 10 snoozed, tu 9 woken", "supplier mo 10 to tu 9",
     "agent mo 9, supplier mo 10, agent tu 9"),
    # what is solved waits for nobody, also when a side conversation stays open
    ("mo 9 arrived, mo 11 resolved", "supplier mo 10", "agent mo 9, supplier mo 10, done mo 11"),
    ("mo 9 arrived, mo 11 resolved, tu 9 reopened", "team mo 10",
     "agent mo 9, team mo 10, done mo 11, team tu 9"),
    # several at once: a yes before a supplier before a team
    ("mo 9 arrived", "team mo 10 to mo 15, supplier mo 11 to mo 14, approval mo 12 to mo 13",
     "agent mo 9, team mo 10, supplier mo 11, approval mo 12, supplier mo 13, team mo 14, agent mo 15"),
    # twice the same at once is once
    ("mo 9 arrived", "team mo 10 to mo 12, team mo 11 to mo 13", "agent mo 9, team mo 10, agent mo 13"),
    # asked before anybody wrote, and asked at the instant of a turn
    ("mo 9 arrived, mo 11 answered", "team mo 8 to mo 10", "team mo 9, agent mo 10, customer mo 11"),
    ("mo 9 arrived, mo 11 answered", "team mo 11 to mo 12", "agent mo 9, team mo 11, agent mo 12"),
    # answered at the very instant in which they were asked
    ("mo 9 arrived", "supplier mo 10 to mo 10", "agent mo 9"),
    ("", "supplier mo 10", ""),
]  # fmt: skip


@pytest.mark.parametrize(("deeds", "asked", "parts"), CASES)
def test_the_time_goes_to_whom_we_waited_for(deeds, asked, parts):
    assert told(parts_of(story(deeds), askings=askings(asked))) == parts


@pytest.mark.parametrize(("deeds", "asked", "parts"), CASES)
def test_no_second_is_lost_or_counted_twice(deeds, asked, parts):
    turns = stretches_of(story(deeds))
    found = parts_of(story(deeds), askings=askings(asked))
    assert [one.ended_at for one in found[:-1]] == [one.started_at for one in found[1:]]
    assert [(one.started_at, one.ended_at) for one in found[:1]] == [
        (one.started_at, found[0].ended_at) for one in turns[:1]
    ]
    assert [one.ended_at for one in found[-1:]] == [one.ended_at for one in turns[-1:]]
