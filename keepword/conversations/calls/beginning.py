"""A conversation begins with a call."""

from django.db import IntegrityError, transaction

from keepword.conversations.assigning import assign
from keepword.conversations.beginning import LONGEST_SUBJECT, earlier_of, token_of
from keepword.conversations.changing import tell
from keepword.conversations.models import Conversation, Inbox, Participant
from keepword.conversations.models.call import PHONE
from keepword.conversations.models.conversation import OPEN
from keepword.conversations.referring import references
from keepword.kit import clock
from keepword.kit.cards import redact
from keepword.kit.storable import storable
from keepword.people.models import Agent, Contact, Identity


def begin_by_phone(inbox: Inbox, *, contact: Contact, subject: str, by: Agent, form: str = "") -> Conversation:
    """A conversation with this person that waits for what was said, held by the agent. Letters in it go to the mail
    address that they were last known by, if there is one. `form` and whoever calls as in `beginning.begin`."""
    token = token_of(form, by=by)
    try:
        with transaction.atomic():
            found = earlier_of(token, inbox=inbox)
            return found or _made(inbox, contact=contact, subject=subject, token=token, by=by)
    except IntegrityError:  # the same form, pressed twice at one moment
        found = earlier_of(token, inbox=inbox)
        if found is None:
            raise
        return found


def _made(inbox: Inbox, *, contact: Contact, subject: str, token: str, by: Agent) -> Conversation:
    now = clock.now()
    made = Conversation.objects.create(
        inbox=inbox,
        contact=contact,
        reference=next(references(1)),
        token=token,
        channel=PHONE,
        subject=" ".join(redact(storable(subject)).text.split())[:LONGEST_SUBJECT],
        language=contact.language,
        status=OPEN,
        created_at=now,
        last_activity_at=now,
    )
    known = Identity.objects.filter(contact=contact, kind="email", died_at=None).order_by("-id").first()
    if known is not None:
        Participant.objects.create(conversation=made, contact=contact, address=known.value, added_at=now)
    tell(made, "conversation.created", by=by.as_actor, channel=PHONE, by_us=True)
    assign(made, to=by, by=by.as_actor)
    return made
