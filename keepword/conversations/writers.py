"""Whose words are these that came in? Asked for a group at once."""

from collections.abc import Sequence

from keepword.conversations.approaching import any_is_closed, claimed
from keepword.conversations.inbound import UNPROVED, Arrival
from keepword.people.identifying import Person, fold, identify_all
from keepword.people.models import Contact


def writers_of(arrivals: Sequence[Arrival]) -> dict[int, Contact]:
    """By the `id` of the arrival. What is forged, or only claimed in a form, tells an inbox that is not the only one
    nothing of what the others know of whom it names."""
    named = {id(one): one.sender for one in arrivals if one.sender is not None}
    doubtful = [one for one in arrivals if is_doubtful(one) and id(one) not in named]
    if doubtful and any_is_closed():
        named |= {id(one): claimed(_person(one), inbox=one.inbox) for one in doubtful}
    others = [one for one in arrivals if id(one) not in named]
    known = identify_all(map(_person, others)) if others else {}
    return named | {id(one): known[fold(one.inbound.address)] for one in others}


def is_doubtful(arrival: Arrival) -> bool:
    return arrival.inbound.is_authenticated is False or UNPROVED in arrival.inbound.warnings


def _person(arrival: Arrival) -> Person:
    inbound, wrote_to = arrival.inbound, 0 if is_doubtful(arrival) else arrival.inbox.pk
    return Person(inbound.address, inbound.name, inbound.language, inbound.time_zone, wrote_to)
