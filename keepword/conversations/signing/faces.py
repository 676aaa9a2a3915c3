"""Whose face customers see beside a message of ours: on their page, in the chat, in a letter."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from keepword.brands.models import Brand
from keepword.brands.naming import shows_faces
from keepword.conversations.models import Message
from keepword.conversations.models.message import REPLY
from keepword.people.photos import photo_token


def know_writers(messages: Iterable[Message], *, brand: Brand) -> None:
    """One query for all of them, where the brand shows faces; none otherwise."""
    if shows_faces(brand):
        prefetch_related_objects([one for one in messages if _has_writer(one)], "agent")


def face_beside(message: Message, *, brand: Brand) -> str:
    """The token of a photo, "" for none. What was said by itself has none: nobody wrote it. A query where the brand
    shows faces and the agent is not known yet."""
    if not shows_faces(brand) or not _has_writer(message):
        return ""
    return photo_token(message.agent, beside=message.sender_name)


def _has_writer(message: Message) -> bool:
    return message.kind == REPLY and message.agent_id is not None and not message.is_automatic
