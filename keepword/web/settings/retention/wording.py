"""Rules and what they did, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.privacy.models import AUDIT, FILES, IN_MONTHS, MAILS, PEOPLE, RESOLVED, SPAM, RetentionRule

WHATS = {
    RESOLVED: gettext_lazy("Resolved conversations"),
    SPAM: gettext_lazy("Spam"),
    FILES: gettext_lazy("Files"),
    PEOPLE: gettext_lazy("People without a conversation"),
    MAILS: gettext_lazy("Mails as they came"),
    AUDIT: gettext_lazy("Audit log"),
}
MEANINGS = {
    RESOLVED: gettext_lazy(
        "Their words, notes, files and drafts are deleted. That there was a conversation, how long it took and how it "
        "ended stays counted."
    ),
    SPAM: gettext_lazy("The words and files of what lies in spam are deleted."),
    FILES: gettext_lazy(
        "The files of resolved conversations and of spam are deleted, and the raw mails that hold "
        "them. The words stay."
    ),
    PEOPLE: gettext_lazy("Whoever has no conversation left is forgotten: name, addresses, notes, own fields."),
    MAILS: gettext_lazy("The raw mail is deleted. What was read out of it, its words and files, stays."),
    AUDIT: gettext_lazy("Entries are deleted, never before they are a year old: the database itself refuses it."),
}
COUNTED = {
    "conversations": gettext_lazy("Conversations: %(count)s"),
    "messages": gettext_lazy("Messages: %(count)s"),
    "files": gettext_lazy("Files: %(count)s"),
    "mails": gettext_lazy("Raw mails: %(count)s"),
    "people": gettext_lazy("People: %(count)s"),
    "entries": gettext_lazy("Entries: %(count)s"),
}


def length_of(what: str, *, after: int) -> str:
    if what in IN_MONTHS:
        return _("after %(count)s months") % {"count": after} if after > 1 else _("after a month")
    return _("after %(count)s days") % {"count": after}


def place_of(rule: RetentionRule) -> str:
    """Names of brands and inboxes are as somebody wrote them."""
    if rule.inbox is not None:
        return rule.inbox.name
    return rule.brand.name if rule.brand is not None else _("Everywhere")


def counts_in_words(counts: dict[str, int]) -> str:
    """Of those that say something."""
    return " · ".join(str(COUNTED[name]) % {"count": n} for name, n in counts.items() if n and name in COUNTED)
