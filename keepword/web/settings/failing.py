"""What failed, why, and what to do about it, in words: one sentence for each reaction that may be given up."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHAT: dict[str, Promise] = {
    "channels.chat.leaving.ended": _("The end of a chat could not be written down."),
    "channels.delivery.deliver": _("A letter could not be sent."),
    "channels.email.account_letters.tell_owner": _("A colleague could not be told what happened to their account."),
    "channels.email.intake.take_in": _("A mail that came could not be taken in."),
    "channels.email.link_letters.send_link": _("A colleague could not be sent their link."),
    "channels.redirecting.redirect": _("Somebody could not be told on which channels we answer."),
    "conversations.asides.leaving.leave": _("A side conversation could not be sent."),
    "conversations.bulk.running.run": _("A change of many conversations stopped half-way."),
    "conversations.chatting.transcripts.send": _("The words of a chat could not be mailed to the visitor."),
    "conversations.drafting.departing.depart": _("An answer could not leave at its time."),
    "conversations.joining.persons.follow_merged": _("Two customers were merged, but not yet all that is theirs."),
    "conversations.leaving.let_go_of_unseen": _(
        "Conversations could not be taken from colleagues who see them no more."
    ),
    "conversations.notes.forgetting.forget": _("A note was taken back, but its words could not be deleted yet."),
    "conversations.routing.routing.route": _("A conversation could not be given to anybody."),
    "conversations.spam.learning.learn": _("The spam filter could not learn from a mark."),
    "notices.losing_sight.forget_unseen": _("Notices could not be taken from colleagues who may see them no more."),
    "notices.mailing.mail": _("A notice could not be mailed to a colleague."),
    "notices.pushing.sending.push": _("A notice could not be shown on a colleague's device."),
    "notices.telling.tell": _("Colleagues could not be told what happened."),
    "notices.unmentioning.forget_uncalled": _("A mention that was taken back still stands in the notices."),
    "privacy.erasing.follow": _("A customer is erased, but not yet all that they said."),
    "promises.acknowledging.acknowledge": _("A customer could not be told that their message came."),
    "promises.clocks.clocks.follow_calendars": _("What is due could not be put right after hours changed."),
    "promises.clocks.clocks.follow_policies": _("What is due could not be put right after a policy changed."),
    "promises.time_spent.keeping.follow": _("The time that a conversation took could not be counted."),
    "web.settings.lists.long.running.follow": _("A file of customers was not taken in to its end."),
}
OTHER = _("Some work in the background could not be done.")

LETTERS, TAKEN_IN = "letters", "intake"
_BY_MAIL = (
    "channels.delivery.deliver", "channels.email.account_letters.tell_owner", "channels.email.link_letters.send_link",
    "channels.redirecting.redirect", "conversations.asides.leaving.leave", "conversations.chatting.transcripts.send",
    "notices.mailing.mail",
)  # fmt: skip
ADVICE: dict[str, Promise] = {
    LETTERS: _("Look whether the mail relay answers. Then run it again: nothing is sent twice."),
    TAKEN_IN: _("The mail is kept whole. Run it again; if it fails again, it is for whoever looks after this server."),
    "": _("Run it again: nothing is done twice. If it fails again, it is for whoever looks after this server."),
}

AWAY, FULL, BUSY, REFUSED = "away", "full", "busy", "refused"
_TELLING = {
    FULL: ("No space left", "disk is full", "quota"),
    AWAY: ("ConnectionRefusedError", "ConnectionResetError", "TimeoutError", "timed out", "Timed out", "gaierror",
           "Name or service not known", "Network is unreachable", "No route to host", "ConnectionError"),
    BUSY: ("database is locked", "deadlock detected", "OperationalError"),
    REFUSED: ("GiveUp",),
}  # fmt: skip
WHY: dict[str, Promise] = {
    FULL: _("There is no space left on the disk."),
    AWAY: _("The other side did not answer."),
    BUSY: _("The database did not take it."),
    REFUSED: _("It cannot work as it is."),
    "": _("The program came upon something that it does not know."),
}


def what_of(reaction: str) -> Promise:
    """`reaction` as a task has it, also one of an older version."""
    return WHAT.get(reaction, OTHER)


def advice_of(reaction: str) -> Promise:
    kind = LETTERS if reaction in _BY_MAIL else TAKEN_IN if reaction == "channels.email.intake.take_in" else ""
    return ADVICE[kind]


def why_of(error: str) -> Promise:
    """`error` as a task has it: the name of the error, and what it said."""
    return WHY[next((why for why, signs in _TELLING.items() if any(sign in error for sign in signs)), "")]
