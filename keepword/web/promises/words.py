"""What promises are called on screen."""

from django.utils.translation import gettext_lazy as _

WHATS = {
    "reply": _("Answer"),
    "update": _("News"),
    "call": _("Call"),
    "resolution": _("Solution"),
    "action": _("Something done"),
}
KINDS = {
    "acknowledgement": _("Acknowledgement"),
    "published": _("Published answer time"),
    "agent": _("Written by an agent"),
    "phone": _("On the phone"),
    "chat": _("In a chat"),
    "emergency": _("Emergency"),
}
STATES = {
    "open": _("Open"),
    "kept": _("Kept"),
    "broken": _("Broken"),
    "late": _("Done late"),
    "renewed": _("New time told"),
    "withdrawn": _("Withdrawn"),
}
# Those that no hand wrote; any other reason stands as it was written.
REASONS = {
    "spam": _("It is spam."),
    "deleted": _("The conversation was deleted."),
    "undelivered": _("The words that said it did not arrive."),
    "no_reply_needed": _("No answer was needed."),
}
# For whom a conversation waited.
PART_NAMES = {
    "agent": _("Waiting for us"),
    "customer": _("Waiting for the customer"),
    "team": _("Waiting for another team"),
    "supplier": _("Waiting for a supplier"),
    "approval": _("Waiting for a yes"),
    "snoozed": _("Put aside"),
}
