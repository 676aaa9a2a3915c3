"""An answer that was made with a macro: what it does is done with the answer, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from keepword.conversations.filing import KeptFile
from keepword.conversations.macros.actions import Action, perform
from keepword.conversations.models import Conversation, Macro, MacroFile, Message
from keepword.events import log
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent


@dataclass(frozen=True, slots=True)
class Use:
    """A macro, and those of its acts and files that the agent left ticked."""

    macro: Macro
    actions: Sequence[Action] = ()
    files: Sequence[MacroFile] = ()


def kept_files(uses: Sequence[Use]) -> list[KeptFile]:
    """To be sent along."""
    return [KeptFile(file.name, file.type, file.size, file.path) for use in uses for file in use.files]


@transaction.atomic
def use(uses: Sequence[Use], *, conversation: Conversation, message: Message, by: Agent) -> None:
    """Count each and do what it does, as a consequence of it; to be called in the transaction of the answer. The same
    answer again does nothing. Raises CannotBeDone."""
    if not uses or _is_counted(message):
        return
    # In one order, so that two who use the same macros never wait for each other.
    for one in sorted(uses, key=lambda use: use.macro.pk):
        Macro.objects.filter(pk=one.macro.pk).update(use_count=F("use_count") + 1, last_used_at=clock.now())
    for one in uses:
        cause = log.record(
            "macro.used",
            actor=by.as_actor,
            conversation_id=conversation.pk,
            inbox_id=conversation.inbox_id,
            message_id=message.pk,
            macro=one.macro.pk,
        )
        for action in one.actions:
            perform(action, on=conversation, by=by, cause=cause)


def _is_counted(message: Message) -> bool:
    facts = Event.objects.filter(conversation_id=message.conversation_id, name="macro.used")
    return facts.filter(message_id=message.pk).exists()
