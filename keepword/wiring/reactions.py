"""Who reacts to what: the whole house on one screen."""

from keepword.channels import delivery
from keepword.channels.email import intake
from keepword.events.reacting import GroupReaction, Reaction
from keepword.promises.ledger import keeping, unsaid, withdrawing

# In the same transaction, our own database only, in this order, each under 5 ms.
TOGETHER: dict[str, list[Reaction]] = {
    "message.queued": [unsaid.said_again, keeping.kept_by_reply],
    "message.failed": [keeping.lost_with_reply, unsaid.unsaid],
    "conversation.resolved": [keeping.kept_by_resolving],
    "conversation.reopened": [keeping.lost_with_resolution],
    "conversation.marked_spam": [withdrawing.withdrawn_as_spam],
    "conversation.unmarked_spam": [withdrawing.owed_after_all],
}

# One task each after the commit, retried alone; may touch the outside world.
AFTERWARDS: dict[str, list[Reaction]] = {
    "mail.stored": [intake.take_in],
    "message.queued": [delivery.deliver],
}

# Of those, the ones that touch nothing but our database: many events share one transaction and its queries.
IN_GROUPS: dict[Reaction, GroupReaction] = {intake.take_in: intake.take_in_all}
