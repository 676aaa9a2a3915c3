"""The same mail in other inboxes: whoever answers sees that others may answer too."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from keepword.conversations.models import SameMail
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.kit.prepared import Prepared
from keepword.kit.reversing import address_of
from keepword.people.models import Agent


def _others(conversation: int) -> QuerySet[SameMail, Any]:
    links = SameMail.objects.filter(conversation_id=conversation).order_by("id")  # house: `of` asks who may see them
    return links.values_list("other_id", "other__inbox_id", "other__inbox__name")


OTHERS = Prepared(_others)


@dataclass(frozen=True, slots=True)
class Copy:
    """`address` of the conversation in the other inbox."""

    address: str
    words: str


def of(found: Iterable[tuple[Any, ...]], *, agent: Agent) -> list[Copy]:
    """Of the rows of `OTHERS` those that the agent may see; of the rest not even that they exist."""
    visible = visible_inbox_ids(agent)
    return [
        Copy(address_of("web:conversation", number), _("Also came to %(inbox)s") % {"inbox": name})
        for number, inbox_id, name in found
        if visible is None or inbox_id in visible
    ]
