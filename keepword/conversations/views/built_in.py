"""The views that every desk has, and the order in which each is read unless somebody asks for another."""

from dataclasses import dataclass

from keepword.conversations.models.conversation import BINNED, OPEN, RESOLVED, SNOOZED, SPAM, WAITING
from keepword.conversations.views.rules import IS, IS_SET, ME, MINE, NONE, Rule


@dataclass(frozen=True, slots=True)
class BuiltIn:
    rules: tuple[Rule, ...]
    sort: str = "newest"


def _status(status: str) -> Rule:
    return Rule("status", IS, (status,))


# Mentions are no list of conversations: see `teamwork/reading.py`.
BUILT_IN = {
    "unassigned": BuiltIn((_status(OPEN), Rule("assignee", IS, (NONE,))), "waiting"),
    "mine": BuiltIn((_status(OPEN), Rule("assignee", IS, (ME,)))),
    "team": BuiltIn((_status(OPEN), Rule("team", IS, (MINE,)))),
    "open": BuiltIn((_status(OPEN),)),
    "due": BuiltIn((_status(OPEN), Rule("due", IS_SET)), "due"),
    "waiting": BuiltIn((_status(WAITING),)),
    "snoozed": BuiltIn((_status(SNOOZED),), "snoozed"),
    "failed": BuiltIn((Rule("delivery", IS, ("failed",)),)),
    "resolved": BuiltIn((_status(RESOLVED),)),
    "spam": BuiltIn((_status(SPAM),)),
    "all": BuiltIn(()),
    "bin": BuiltIn((_status(BINNED),)),
}
