"""Where does a conversation go on? Old references, signed links and addresses of one that was merged lead there."""

from keepword.conversations.models import Conversation


def stands_in(conversation: Conversation) -> int:
    """The id of the conversation in which this one goes on: its own, unless it was merged."""
    return conversation.merged_into_id or conversation.pk


def places_of(conversation_id: int) -> list[int]:
    """Where a message of this conversation may be now: here, where it went on, or in what was split off."""
    # For what comes from outside with our own signature, not for a person.
    into = Conversation.objects.filter(pk=conversation_id, merged_into__isnull=False)
    home = into.values_list("merged_into_id", flat=True).first()
    at_home = [conversation_id] if home is None else [conversation_id, home]
    parts = Conversation.objects.filter(split_from__in=at_home).order_by("-id")
    return [*at_home, *parts.values_list("id", flat=True)[:MOST]]


MOST = 100
