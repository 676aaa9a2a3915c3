"""What a notice can be about, in groups as they are read, and what holds until an agent chooses otherwise."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from keepword.people.permissions import (
    APPROVE_GIFTS,
    MANAGE_CONTACTS,
    MANAGE_INSTALLATION,
    MANAGE_SETTINGS,
    SEE_REPORTS,
)

NONE, NOW, DIGEST = "none", "now", "digest"
MAILS = [NONE, NOW, DIGEST]

ASSIGNED, ANSWERED, FOLLOWED, WOKEN, TEAM = "assigned", "answered", "followed", "woken", "team"
POOR_ANSWER, DRIFT, RETENTION, REVIEW = "poor_answer", "drift", "retention", "review"
MENTIONED, TASK, SUPPLIER = "mentioned", "task", "supplier"
GIFT_ASKED, GIFT_ANSWERED = "gift_asked", "gift_answered"
PROMISE_NEAR, PROMISE_BROKEN, ESCALATED, TARGET = "promise_near", "promise_broken", "escalated", "target"
FAILED, HELD = "failed", "held"
FILE = "file"
CHAT = "chat"
# May be told without one: to whom it was given, to who reads reports, to who runs the installation.
ABOUT_NO_CONVERSATION = {TASK, DRIFT, RETENTION, REVIEW, FILE}
# What their words tell is for whoever may know it, also when the role changes after they were told.
NEEDED = {
    DRIFT: (SEE_REPORTS, MANAGE_SETTINGS),
    RETENTION: (MANAGE_INSTALLATION,),
    GIFT_ASKED: (APPROVE_GIFTS,),
    FILE: (MANAGE_CONTACTS,),
}
TEST = "test"
EMERGENCY, EMERGENCY_LATE = "emergency", "emergency_late"
ALARMS = {EMERGENCY, EMERGENCY_LATE}  # whoever is on call hears them by all ways, at any hour: nobody chooses


@dataclass(frozen=True, slots=True)
class Choice:
    """By which ways. `mail` is one of `MAILS`."""

    page: bool = True
    push: bool = True
    mail: str = NONE


@dataclass(frozen=True, slots=True)
class Kind:
    words: str | Promise
    icon: str
    chosen: Choice


GROUPS: list[tuple[str | Promise, dict[str, Kind]]] = [
    (
        _("Conversations"),
        {
            ASSIGNED: Kind(_("One is given to me"), "user-round-plus", Choice()),
            ANSWERED: Kind(_("A customer answers in one of mine"), "reply", Choice()),
            FOLLOWED: Kind(_("A customer answers in one that I follow"), "eye", Choice(push=False)),
            POOR_ANSWER: Kind(_("A customer is not happy with our help"), "circle-alert", Choice()),
            CHAT: Kind(_("A chat rings for me"), "message-square", Choice(page=False)),
            WOKEN: Kind(_("What I put aside comes back"), "moon", Choice()),
            TEAM: Kind(_("Something new for my team"), "users-round", Choice(page=False, push=False)),
        },
    ),
    (
        _("Colleagues"),
        {
            MENTIONED: Kind(_("Somebody mentions me"), "at-sign", Choice()),
            TASK: Kind(_("A task is given to me, is due or done"), "circle-check", Choice()),
            SUPPLIER: Kind(_("Somebody outside answers us"), "message-square", Choice()),
            GIFT_ASKED: Kind(_("A gift waits for my yes"), "gift", Choice()),
            GIFT_ANSWERED: Kind(_("What I want to give is answered"), "gift", Choice()),
        },
    ),
    (
        _("Time"),
        {
            PROMISE_NEAR: Kind(_("A promise that I owe is nearly due"), "calendar", Choice(mail=NOW)),
            PROMISE_BROKEN: Kind(_("A promise that I owe is broken"), "triangle-alert", Choice(mail=NOW)),
            ESCALATED: Kind(_("Something is late, and a target says to tell me"), "signal-high", Choice(mail=NOW)),
            REVIEW: Kind(_("How we serve is to be looked at again"), "flag", Choice(push=False)),
            DRIFT: Kind(_("A channel falls behind the others"), "signal-high", Choice(push=False)),
            RETENTION: Kind(_("Old things are going to be deleted"), "trash-2", Choice(mail=NOW)),
            FILE: Kind(_("A long file that I brought is looked at, or done"), "file-text", Choice(push=False)),
            TARGET: Kind(_("One of mine is late, or will be"), "clock", Choice()),
        },
    ),
    (
        _("My answers"),
        {
            FAILED: Kind(_("One could not be delivered"), "mail-warning", Choice()),
            HELD: Kind(_("One was held back"), "hourglass", Choice()),
        },
    ),
]
KINDS: dict[str, Kind] = {name: kind for _words, kinds in GROUPS for name, kind in kinds.items()}
ICON_OF_TEST = "bell"


def icon_of(kind: str) -> str:
    if kind in ALARMS:
        return "triangle-alert"
    return KINDS[kind].icon if kind in KINDS else ICON_OF_TEST
