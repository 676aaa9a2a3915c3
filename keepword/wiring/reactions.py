"""Who reacts to what: the whole house on one screen."""

from keepword.channels import delivery
from keepword.channels.email import intake
from keepword.conversations import leaving
from keepword.events.reacting import GroupReaction, Reaction
from keepword.promises.clocks import waiting
from keepword.promises.ledger import keeping, unsaid, withdrawing

# In the same transaction, our own database only, in this order (groups last), each under 5 ms.
TOGETHER: dict[str, list[Reaction]] = {
    "message.received": [waiting.follow],
    "message.queued": [waiting.follow, unsaid.said_again, keeping.kept_by_reply],
    "message.failed": [waiting.follow, keeping.lost_with_reply, unsaid.unsaid],
    "conversation.resolved": [waiting.follow, keeping.kept_by_resolving],
    "conversation.waiting": [waiting.follow],
    "conversation.no_reply_needed": [waiting.follow],
    "conversation.reopened": [leaving.let_go, waiting.follow, keeping.lost_with_resolution],
    "conversation.snoozed": [waiting.follow],
    "conversation.marked_spam": [waiting.follow, withdrawing.withdrawn_as_spam],
    "conversation.unmarked_spam": [waiting.follow, withdrawing.owed_after_all],
}

# One task each after the commit, retried alone; may touch the outside world.
AFTERWARDS: dict[str, list[Reaction]] = {
    "mail.stored": [intake.take_in],
    "message.queued": [delivery.deliver],
}

# Of all those, the ones that touch nothing but our database and take many events for the price of one.
IN_GROUPS: dict[Reaction, GroupReaction] = {
    intake.take_in: intake.take_in_all,
    waiting.follow: waiting.follow_all,
}
