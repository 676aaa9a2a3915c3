"""A note does not call somebody any more: what they were told of it, and have not read, is in their bell no more, and
goes by no way that it had still to go."""

from functools import partial

from django.db import transaction

from keepword.conversations.models import Mention
from keepword.events import log
from keepword.events.models import Event
from keepword.events.reacting import Finish
from keepword.notices.counting import hold, recount
from keepword.notices.kinds import MENTIONED
from keepword.notices.models import Notice
from keepword.notices.reading import READ


def forget_uncalled(event: Event) -> Finish | None:
    """Reaction to `mention.taken_back`."""
    return partial(_forget_uncalled, event)


@transaction.atomic
def _forget_uncalled(event: Event) -> None:
    """Of whom another note of the conversation calls still, the notice stays: it tells of both."""
    held = hold(event.data["to"])
    called = Mention.objects.unread().filter(message__conversation=event.conversation_id)  # house: asked, not shown
    left = held.keys() - set(called.filter(agent__in=held).values_list("agent_id", flat=True))
    theirs = Notice.objects.unread().filter(agent__in=left, kind=MENTIONED)  # house: deleted, not shown
    if theirs.filter(conversation=event.conversation_id).delete()[0]:
        recount(held.values())
        log.record(READ, to=sorted(left), cause=event)
