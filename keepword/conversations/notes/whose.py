"""Whose a note is, and who may do what with it."""

from keepword.conversations.changing import lock
from keepword.conversations.models import Conversation, Correction, Message
from keepword.conversations.models.message import INTERNAL, NOTE, MessageQuerySet
from keepword.people.models import Agent
from keepword.people.permissions import DELETE
from keepword.people.permissions import NOTE as MAY_NOTE

CORRECTED, TAKEN_BACK = "corrected", "taken-back"  # warnings of a message
ABOUT_NOTES = frozenset({CORRECTED, TAKEN_BACK})
WORDLESS = frozenset({TAKEN_BACK, "deleted", "erased"})
KINDS = (NOTE, INTERNAL)  # what keeps a call is a note; a side conversation of colleagues has notes of its own


class Gone(ValueError):
    """It was taken back, or its words were deleted or erased."""


class Held(ValueError):
    """Somebody said that everything in the conversation must be kept."""


def notes_visible_to(agent: Agent) -> MessageQuerySet:
    """All that are notes, with their conversations."""
    return Message.everywhere.visible_to(agent).filter(kind__in=KINDS).select_related("conversation", "aside")


def may_correct(writer: int | None, *, agent: Agent) -> bool:
    """Their own, while they may write notes. `writer` is the agent who wrote it, None for what nobody wrote."""
    return writer == agent.pk and agent.may(MAY_NOTE)


def may_take_back(writer: int | None, *, agent: Agent) -> bool:
    """The writer may, and of those who may write notes whoever may delete: a password must go, whoever left it."""
    return agent.may(MAY_NOTE) and (writer == agent.pk or agent.may(DELETE))


def count_of(message: Message) -> int:
    """How often it was corrected."""
    return Correction.objects.filter(message=message.pk).values_list("count", flat=True).first() or 0


def held_now(message: Message) -> tuple[Message, Conversation]:
    """Inside a transaction: the note as it is now, in the conversation that it is in now, both until it ends. Raises
    Held, Message.DoesNotExist."""
    rows = Message.everywhere.filter(kind__in=KINDS)  # house: whoever acts was asked before
    place = rows.values_list("conversation_id", flat=True).get(pk=message.pk)
    conversation = lock(Conversation(pk=place))
    if conversation.is_held:
        raise Held
    return rows.select_related("aside").get(pk=message.pk), conversation


def without_digest(external_id: str | None) -> str | None:
    """A form's key holds a digest of what was written in it, from which a short password could be guessed."""
    return None if (external_id or "").startswith("form:") else external_id
