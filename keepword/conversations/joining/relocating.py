"""It was written to the wrong place: a conversation goes on in another inbox.

A new one is begun there and the old one is merged into it. So old addresses, references and reply addresses lead on,
what was said is told apart by what it came to, and all of it can be undone as any merge.
"""

from django.db import transaction

from keepword.conversations.approaching import in_this
from keepword.conversations.changing import lock, tell
from keepword.conversations.fields.indexing import index_fields
from keepword.conversations.joining.merging import CannotMerge, merge
from keepword.conversations.models import Conversation, FieldValue, Inbox
from keepword.conversations.models.conversation import BINNED, DELETED, MERGED, SPAM
from keepword.conversations.referring import references
from keepword.conversations.teamwork.seers import who_may_see
from keepword.kit import tokens
from keepword.people.models import Agent

STAYS_SO = (
    *("channel", "subject", "first_subject", "language", "status", "priority", "team_id", "created_at"),
    *(
        "last_activity_at",
        "snoozed_until",
        "resolved_at",
        "settled_to",
        "is_unsupported",
        "split_from_id",
        "parent_id",
    ),
    *("rating", "about_order", "complaint", "complained_at", "has_broken_promise", "is_held"),
)


class IsThere(ValueError):
    """It lies in that inbox already."""


@transaction.atomic
def relocate(conversation: Conversation, *, to: Inbox, by: Agent) -> Conversation:
    """Gives the conversation in which it goes on there: as urgent, with the same team, and with the same agent as long
    as they see that inbox. Answers come from there from now on. Whoever calls has asked that `by` sees both inboxes.
    Raises IsThere, or CannotMerge ("merged", "spam" or "binned")."""
    lock(conversation)
    if conversation.inbox_id == to.pk:
        raise IsThere
    if conversation.status in (MERGED, SPAM):
        raise CannotMerge(conversation.status)
    if conversation.status in (BINNED, DELETED):
        raise CannotMerge("binned")
    made = _begun(conversation, inbox=to)
    tell(made, "conversation.created", by=by.as_actor, channel=made.channel, moved_from=conversation.pk)
    merge(conversation, into=made, by=by, is_move=True)
    index_fields([conversation.pk, made.pk])
    return made


def _begun(conversation: Conversation, *, inbox: Inbox) -> Conversation:
    as_before = {name: getattr(conversation, name) for name in STAYS_SO}
    holder = conversation.assignee_id
    if holder and who_may_see(Conversation(inbox=inbox)).filter(pk=holder).exists():
        as_before["assignee_id"] = holder
    made = Conversation.objects.create(
        inbox=inbox,
        contact=in_this(inbox, conversation.contact),
        reference=next(references(1)),
        token=tokens.unguessable(),
        **as_before,
    )
    for value in FieldValue.objects.filter(conversation=conversation).order_by("id"):
        value.pk, value.conversation = None, made
        value.save(force_insert=True)
    return made
