"""Nobody answered an emergency in time: everybody who can help is told."""

from keepword.conversations.changing import tell
from keepword.conversations.models import Conversation
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.promises.emergencies.on_call import everybody
from keepword.promises.models import EmergencyRoute, Promise
from keepword.promises.models.promise import BROKEN, EMERGENCY

UNANSWERED = "emergency.unanswered"


def escalate(event: Event) -> None:
    """Reaction to `promise.broken`. What was answered late, or is over, calls nobody. It calls also after the brand
    switched its way for emergencies off: what was told to the customer holds."""
    promise = Promise.objects.filter(pk=event.data["promise"], kind=EMERGENCY, state=BROKEN).first()
    if promise is None or not promise.is_owed:
        return
    conversation = Conversation.objects.select_related("inbox").get(pk=promise.conversation_id)
    route = EmergencyRoute.objects.filter(brand=conversation.inbox.brand_id).first()
    to = everybody(route, inbox_id=conversation.inbox_id)
    if to and not Event.objects.filter(conversation_id=conversation.pk, name=UNANSWERED, cause=event).exists():
        tell(conversation, UNANSWERED, by=SYSTEM, cause=event, to=to, due_at=promise.due_at.isoformat())
