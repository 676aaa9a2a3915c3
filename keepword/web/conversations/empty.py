"""What an empty list says: that it is empty, and the next step."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from keepword.conversations.models import Conversation
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_INSTALLATION


@dataclass(frozen=True, slots=True)
class Empty:
    """`steps` are what to do first: the name of an address, and what it is for."""

    icon: str
    title: str | Promise
    advice: str | Promise
    steps: tuple[tuple[str, str | Promise], ...] = ()


FIRST_DAY = Empty(
    "inbox",
    _("Nobody has written yet."),
    _("Two things are needed before your customers reach you here:"),
    (
        ("web:mailboxes", _("Let their mail in: say which mailbox they write to")),
        ("web:inboxes", _("Let your answers out: see whether mail can leave")),
        ("help:contact", _("Or try it at once: write to yourself by your contact form")),
    ),
)


WHERE_MAIL_ARRIVES = ("unassigned", "open", "all")
EMPTY = {
    "unassigned": Empty(
        "circle-check", _("Everything has somebody who takes care of it."), _("New mail and forms appear here.")
    ),
    "mine": Empty(
        "user-round", _("Nothing is waiting for you."), _("Take a conversation from Unassigned and it appears here.")
    ),
    "team": Empty(
        "users-round",
        _("Nothing is waiting for your team."),
        _("What is given to a team that you are in appears here."),
    ),
    "due": Empty(
        "clock", _("Nothing is due."), _("Conversations with a target or a promise stand here, first due first.")
    ),
    "failed": Empty(
        "circle-check", _("Everything went out."), _("An answer that could not be sent brings its conversation here.")
    ),
    "saved": Empty("list-filter", _("Nothing fits this view now."), _("What fits it later appears by itself.")),
    "day": Empty("sun", _("Nothing is left for today."), _("Take the next conversation, or look at Unassigned.")),
    "open": Empty("circle-check", _("Nothing is open."), _("Every customer has an answer.")),
    "waiting": Empty(
        "hourglass", _("No customer owes you an answer."), _("Conversations come here when you have replied.")
    ),
    "snoozed": Empty(
        "moon", _("Nothing is snoozed."), _("Snooze a conversation and it comes back when the time has come.")
    ),
    "resolved": Empty("circle-check", _("Nothing is resolved yet."), _("Resolve a conversation and it rests here.")),
    "spam": Empty("ban", _("No spam."), _("What you mark as spam comes here and leaves every other list.")),
    "all": Empty(
        "inbox", _("No conversations yet."), _("Write a mail to one of your inboxes, and it appears here by itself.")
    ),
    "bin": Empty("trash-2", _("The bin is empty."), _("What you delete lies here for 30 days.")),
    "search": Empty(
        "search", _("Nothing found."), _("Try fewer words, or a part of an address, a name or a reference.")
    ),
    "further": Empty("search", _("Nothing found so far."), _("Look further back, or add a word.")),
    "unasked": Empty("search", _("What are you looking for?"), _("Write a word, a name, an address or a reference.")),
}


def empty_of(view: str, *, agent: Agent) -> Empty:
    """For a list with nothing in it. Until somebody wrote for the first time, whoever can let mail in reads how."""
    if view in WHERE_MAIL_ARRIVES and agent.may(MANAGE_INSTALLATION):
        anything = Conversation.objects.exists()  # house: whether this is the first day, and of whom is not said
        return EMPTY[view] if anything else FIRST_DAY
    return EMPTY[view]
