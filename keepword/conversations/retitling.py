"""What a conversation is called at the desk.

A customer's subject is often none, or an old one. Agents give a conversation words under which they find it again; the
customer's letters keep theirs, because mail programs join threads by the subject, and because what agents call a
matter among themselves is not meant for its customer. Decision 0039.
"""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.fields.indexing import index_fields
from keepword.conversations.models import Conversation
from keepword.events.actor import Actor
from keepword.kit.cards import redact
from keepword.kit.storable import storable

LONGEST = 300  # letters


@transaction.atomic
def retitle(conversation: Conversation, *, subject: str, by: Actor) -> None:
    """`subject` in one line, "" for the customer's own again. A card number does not stay, see `redacting`. Nothing
    happens when it is called so already."""
    lock(conversation)
    words = " ".join(redact(storable(subject)).text.split())[:LONGEST].rstrip()
    theirs = conversation.customers_subject
    is_theirs = words in ("", theirs)
    wanted = theirs if is_theirs else words
    if conversation.subject == wanted:
        return
    conversation.change(subject=wanted, first_subject=None if is_theirs else theirs)
    index_fields([conversation.pk])
    # Not the words: the log is kept when a person is erased.
    tell(conversation, "conversation.retitled", by=by, is_theirs=is_theirs)
