"""Waits of a shop that was there before, for tests."""

from datetime import UTC, datetime, timedelta

from keepword.conversations.models import Conversation
from keepword.promises.models import Wait
from keepword.promises.models.wait import REPLY
from tests import cast as stage

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)  # a Wednesday


def conversation_of(cast: stage.Cast, *, at: datetime = NOW) -> Conversation:
    """Without the wait that its message began."""
    conversation = stage.conversation_of(cast, at=at)
    Wait.objects.filter(conversation=conversation).delete()
    return conversation


def waits(
    conversation: Conversation, *, minutes: list[int], until: datetime = NOW, apart: int = 30, channel: str = "email"
) -> None:
    """Answered waits of so many minutes, one begun every `apart` minutes, the last of them ended before `until`."""
    begin = until - timedelta(minutes=apart * len(minutes) + max(minutes) + 1)
    Wait.objects.bulk_create(
        wait_of(conversation, begin + timedelta(minutes=apart * number), minutes=length, channel=channel)
        for number, length in enumerate(minutes)
    )


def wait_of(
    conversation: Conversation, started_at: datetime, *, minutes: int | None = None, channel: str = "email"
) -> Wait:
    """Not saved. `minutes` None: it runs."""
    ended = (
        {}
        if minutes is None
        else {
            "ended_at": started_at + timedelta(minutes=minutes),
            "ended_by": REPLY,
            "calendar_seconds": minutes * 60,
            "business_seconds": minutes * 60,
        }
    )
    return Wait(
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        channel=channel,
        priority=20,
        language="en",
        is_first=False,
        started_at=started_at,
        **ended,
    )
