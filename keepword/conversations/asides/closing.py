"""A side conversation is done; or it is not, after all."""

from django.db import transaction

from keepword.conversations.asides.marking import mark
from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Aside, Message
from keepword.conversations.models.aside import ANSWERED, DONE
from keepword.events.actor import Actor


@transaction.atomic
def finish(aside: Aside, *, by: Actor) -> None:
    """Nothing more is expected. A new word of theirs opens it again."""
    if aside.state != DONE:
        _move(aside, to=DONE, fact="aside.finished", by=by)


@transaction.atomic
def take_up(aside: Aside, *, by: Actor) -> None:
    """Somebody has to look at it again."""
    if aside.state == DONE:
        _move(aside, to=ANSWERED, fact="aside.reopened", by=by)


def to_be_seen_to(message: Message) -> None:
    """Its letter did not arrive: the next word is ours. Inside the transaction that says so."""
    aside = Aside.objects.select_related("conversation").filter(pk=message.aside_id or 0).first()  # house: as below
    if aside is not None and aside.state != ANSWERED:
        Aside.objects.filter(pk=aside.pk).update(state=ANSWERED)  # house: written, not read
        mark(lock(aside.conversation))


def _move(aside: Aside, *, to: str, fact: str, by: Actor) -> None:
    lock(aside.conversation)
    # house: whoever acts was asked before
    if Aside.objects.filter(pk=aside.pk).exclude(state=to).update(state=to):
        aside.state = to
        mark(aside.conversation)
        aside.conversation.change()
        tell(aside.conversation, fact, by=by, aside=aside.pk)
