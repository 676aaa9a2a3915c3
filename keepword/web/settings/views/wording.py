"""What conditions are called."""

from django.utils.translation import gettext_lazy as _

from keepword.conversations.views import rules

FIELDS = {
    "status": _("Status"),
    "assignee": _("Assignee"),
    "team": _("Team"),
    "inbox": _("Inbox"),
    "channel": _("Channel"),
    "tag": _("Tag"),
    "priority": _("Priority"),
    "language": _("Language"),
    "address": _("Customer’s address"),
    "domain": _("Customer’s domain"),
    "company": _("Customer’s company"),
    "country": _("Customer’s country"),
    "segment": _("Customer’s segment"),
    "delivery": _("Our answer"),
    "waiting": _("Customer waits since"),
    "created": _("Begun"),
    "active": _("Last activity"),
    "due": _("Due"),
    "snoozed": _("Snoozed until"),
    "resolved": _("Resolved since"),
}
OPS = {
    rules.IS: _("is one of"),
    rules.IS_NOT: _("is none of"),
    rules.LONGER_AGO: _("more than … ago"),
    rules.IN_LAST: _("within the last …"),
    rules.IN_NEXT: _("within the next …"),
    rules.LATER: _("later than in …"),
    rules.BEFORE: _("before the day"),
    rules.AFTER: _("on the day or later"),
    rules.TODAY: _("today"),
    rules.PASSED: _("has passed"),
    rules.IS_SET: _("is set"),
    rules.IS_EMPTY: _("is not set"),
}
# Of own fields, which are numbers and texts as well as days.
OWN_OPS = {rules.BEFORE: _("less or earlier than"), rules.AFTER: _("at least, or not earlier than")}
UNITS = {"minutes": _("minutes"), "hours": _("hours"), "days": _("days"), "weeks": _("weeks")}
STATUSES = {
    "open": _("Open"),
    "waiting": _("Waiting"),
    "snoozed": _("Snoozed"),
    "resolved": _("Resolved"),
    "spam": _("Spam"),
}
CHANNELS = {
    "email": _("Mail"),
    "form": _("Contact form"),
    "chat": _("Chat"),
    "phone": _("Phone"),
    "api": _("Programs"),
}
DELIVERIES = {"failed": _("could not be sent"), "held": _("waits in the local outbox")}
SORTS = {
    "newest": _("Newest"),
    "oldest": _("Oldest"),
    "waiting": _("Longest waiting"),
    "due": _("Due first"),
    "snoozed": _("Back first"),
}
