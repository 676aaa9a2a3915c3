"""The first words of a conversation are ours: what the desk does at /conversations/new, and sent at once."""

from collections.abc import Sequence

from keepword.api.problems import wrong
from keepword.api.rest.replies import queue
from keepword.api.rest.writing import Letter
from keepword.conversations.addressing import BadAddress
from keepword.conversations.beginning import WritesToUs, begin
from keepword.conversations.models import Conversation, Inbox
from keepword.people.identifying import Person
from keepword.people.models import Agent


def write_first(inbox: Inbox, *, to: Person, subject: str, letter: Letter, by: Agent) -> Conversation:
    """A conversation that the agent holds, with the letter queued in it. To be called in a transaction: where the
    letter cannot leave, there is no conversation either. Raises Problem."""
    if not subject.strip():
        raise wrong("/subject", "A letter of ours has a subject.")
    try:
        begun = begin(inbox, to=to, subject=subject, by=by)
    except BadAddress as error:
        raise wrong("/to/address", "No mail address.") from error
    except WritesToUs as error:
        raise wrong("/to/address", "One of our own addresses.") from error
    queue(begun, letter=letter, by=by)
    return begun


def whose_words(given: set[str], *, ours_alone: Sequence[str]) -> None:
    """Whether it is said once whose words these are. `given` are the fields that stand in the request. Raises
    Problem."""
    if not given & {"contact", "to"}:
        raise wrong("/contact", "Say who wrote, or give `to`: whom you write to.")
    if {"contact", "to"} <= given:
        raise wrong("/to", "Either `contact` wrote, or you write `to` them.")
    for name in ours_alone:
        if name in given and "to" not in given:
            raise wrong(f"/{name}", "Only with `to`.")
