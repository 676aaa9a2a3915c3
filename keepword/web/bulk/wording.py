"""What is done to many, in words."""

from django.utils.translation import gettext as _

from keepword.conversations.models import Bulk


def act_in_words(bulk: Bulk) -> str:
    """As a heading over the progress."""
    if bulk.undoes_id:
        return _("Taking back")
    return {
        "assign": _("Assigning") if bulk.to else _("Taking from whoever holds them"),
        "team": _("Giving to a team") if bulk.to else _("Taking from their teams"),
        "tag": _("Adding the tag “%(tag)s”") % {"tag": bulk.to},
        "untag": _("Removing the tag “%(tag)s”") % {"tag": bulk.to},
        "priority": _("Setting the priority"),
        "resolve": _("Resolving"),
        "reopen": _("Opening again"),
        "wait": _("Waiting for the customers"),
        "snooze": _("Putting aside"),
        "spam": _("Marking as spam"),
        "not_spam": _("Taking out of spam"),
        "restore": _("Restoring"),
        "merge": _("Merging"),
        "tell": _("Bringing what came of a task"),
        "reply": _("Replying"),
        "reply_and_resolve": _("Replying and resolving"),
    }[bulk.do]


def reason_in_words(why: str) -> str:
    return {
        "gone": _("It is not there, or not open to you any more."),
        "permission": _("Your role does not include this any more."),
        "merged": _("It was merged into another one."),
        "emptied": _("Its words were deleted since then."),
        "binned": _("It is in the bin. Restore it first."),
        "itself": _("It is the same conversation."),
        "spam": _("It is spam."),
        "holder": _("They may not see it, or do not work here any more."),
        "team": _("This team is no more."),
        "past": _("The time has gone by."),
        "tag": _("This tag cannot be added."),
        "task": _("The task is not done any more, or not open to you."),
        "nobody": _("There is no address that an answer may go to."),
        "words": _("Something in the words is not filled in."),
        "changed": _("Somebody changed it since, so it was left as it is."),
        "final": _("This cannot be taken back."),
    }.get(why, why)
