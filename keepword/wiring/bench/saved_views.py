"""The views that fifty agents might keep: common and rare, narrow and wide."""

from keepword.conversations.models import SavedView
from keepword.conversations.views.defining import Draft, define
from keepword.conversations.views.rules import Rule
from keepword.people.models import Agent

VIEWS = {
    "by mail, long waiting": (
        (Rule("status", "is", ("open", "waiting")), Rule("channel", "is", ("email",))),
        "waiting",
    ),
    "all Korean": ((Rule("language", "is", ("ko",)),), "newest"),
    "mine, urgent": ((Rule("assignee", "is", ("me",)), Rule("priority", "is", ("urgent",))), "due"),
    "nobody's, a day old": (
        (
            Rule("status", "is", ("open",)),
            Rule("assignee", "is", ("none",)),
            Rule("waiting", "longer_ago", (1, "days")),
        ),
        "waiting",
    ),
    "a domain that nobody has": ((Rule("domain", "is", ("nobody.example",)),), "newest"),
    "a country": ((Rule("country", "is", ("KR",)),), "newest"),
    "resolved this week": ((Rule("status", "is", ("resolved",)), Rule("active", "in_last", (1, "weeks"))), "newest"),
    "overdue": ((Rule("due", "passed"),), "due"),
    "not sent": ((Rule("delivery", "is", ("failed",)),), "newest"),
    "tagged": ((Rule("tag", "is", ("refund",)), Rule("status", "is_not", ("resolved",))), "oldest"),
}


def keep_views(agent: Agent) -> SavedView:
    """All of them for this agent; the first is given back. Those of an earlier run are taken away: they would stand
    beside every page that is measured."""
    SavedView.objects.filter(owner=agent, name__in=VIEWS).delete()
    made = [define(Draft(name, rules, sort=sort, owner=agent), by=agent) for name, (rules, sort) in VIEWS.items()]
    return made[0]
