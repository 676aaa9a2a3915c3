"""Who reacts to what: the whole house on one screen."""

from keepword.channels import delivery
from keepword.channels.email import intake
from keepword.events.reacting import GroupReaction, Reaction

# In the same transaction, our own database only, in this order, each under 5 ms.
TOGETHER: dict[str, list[Reaction]] = {}

# One task each after the commit, retried alone; may touch the outside world.
AFTERWARDS: dict[str, list[Reaction]] = {
    "mail.stored": [intake.take_in],
    "message.queued": [delivery.deliver],
}

# Of those, the ones that touch nothing but our database: many events share one transaction and its queries.
IN_GROUPS: dict[Reaction, GroupReaction] = {intake.take_in: intake.take_in_all}
