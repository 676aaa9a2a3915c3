"""A conversation begins with a call."""

from keepword.conversations.approaching import in_this
from keepword.conversations.beginning import First, begin_once
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.models.call import PHONE
from keepword.people.models import Agent, Contact, Identity


def begin_by_phone(inbox: Inbox, *, contact: Contact, subject: str, by: Agent, form: str = "") -> Conversation:
    """A conversation with this person that waits for what was said, held by the agent. Letters in it go to the mail
    address that they were last known by, if there is one. `form` and whoever calls as in `beginning.begin`."""

    def first() -> First:
        whom = in_this(inbox, contact)
        known = Identity.objects.filter(contact=whom, kind="email", died_at=None).order_by("-id").first()
        return First(whom, PHONE, subject, whom.language, known.value if known else "")

    return begin_once(inbox, first=first, by=by, form=form)
