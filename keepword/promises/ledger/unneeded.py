"""What we told by ourselves is about an answer. Where one of us says, before it is due, that nothing is to be answered
(a mere thank-you), it is neither kept nor broken: like the clock of the same answer, it counts nowhere.

What an agent said in their own words stays owed: whoever was told to hear from us waits for that, thanks or not.
"""

from django.db.models import QuerySet

from keepword.conversations.changing import tell
from keepword.conversations.models import Conversation
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.promises.clocks.stories import settles
from keepword.promises.dues import refresh
from keepword.promises.models import Promise
from keepword.promises.models.promise import ACKNOWLEDGEMENT, KEPT_BY_WRITING, OPEN, PUBLISHED, WITHDRAWN

NO_REPLY_NEEDED = "no_reply_needed"


def unneeded(event: Event) -> None:
    """Reaction to `conversation.no_reply_needed`, `.resolved` and `.waiting`, where these ended a wait by the hand of
    a person: whoever let a rule close what waits has not read it."""
    if event.actor_kind != "agent" or not settles(event.name, event.data):
        return
    told = _told_by_us(event.conversation_id).filter(written_by=None)  # an answer that has not left is one
    promises = list(told.filter(state=OPEN, due_at__gte=event.at).order_by("id"))
    if not promises:
        return
    conversation = Conversation.objects.get(pk=event.conversation_id or 0)
    fields = {"state": WITHDRAWN, "settled_at": event.at, "reason": NO_REPLY_NEEDED, "at_risk_since": None}
    Promise.objects.filter(pk__in=[one.pk for one in promises]).update(**fields)
    for one in promises:
        facts = {"promise": one.pk, "what": one.what, "due_at": one.due_at.isoformat(), "reason": NO_REPLY_NEEDED}
        tell(conversation, "promise.withdrawn", by=Actor(event.actor_kind, event.actor_id), cause=event, **facts)


def needed_after_all(event: Event) -> None:
    """Reaction to `conversation.reopened` and `.snoozed`: whoever waits again was told what they were told. What was
    answered meanwhile is not among it."""
    if not event.data.get("takes_back"):
        return
    since = Conversation.objects.values_list("waiting_since", flat=True).get(pk=event.conversation_id or 0)
    unsaid = _told_by_us(event.conversation_id).filter(state=WITHDRAWN, reason=NO_REPLY_NEEDED)
    if since and unsaid.filter(made_at__gte=since).update(state=OPEN, settled_at=None, reason=""):
        refresh([event.conversation_id or 0])


def _told_by_us(conversation_id: int | None) -> QuerySet[Promise]:
    told = Promise.objects.filter(conversation_id=conversation_id or 0, what__in=KEPT_BY_WRITING)
    return told.filter(kind__in=[ACKNOWLEDGEMENT, PUBLISHED])
