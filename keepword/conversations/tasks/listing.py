"""Which tasks somebody has before them."""

from collections.abc import Iterable

from django.db.models import F

from keepword.conversations.models import Conversation, InternalTask
from keepword.conversations.models.internal_task import InternalTaskQuerySet
from keepword.people.models import Agent

MINE, TEAMS, NOBODYS, GIVEN_BY_ME = "mine", "team", "nobody", "given"
WHOSE = (MINE, TEAMS, NOBODYS, GIVEN_BY_ME)
MOST = 100


def tasks_of(agent: Agent, *, whose: str, is_done: bool) -> InternalTaskQuerySet:
    """Open ones by their time, those without one last; done ones the newest first."""
    seen = InternalTask.objects.visible_to(agent)
    found = {
        MINE: lambda: seen.mine(agent),
        TEAMS: lambda: seen.of_my_teams(agent),
        NOBODYS: lambda: seen.filter(agent=None, team=None),
        GIVEN_BY_ME: lambda: seen.filter(by=agent).exclude(agent=agent),
    }[whose]()
    if is_done:
        return found.exclude(done_at=None).order_by("-done_at", "-id").with_people()
    return found.open().out_of_bin().order_by(F("due_at").asc(nulls_last=True), "id").with_people()


def tasks_in(conversation: Conversation) -> Iterable[InternalTask]:
    """Of whoever may see the conversation: open ones first. Nothing is asked where there never was one."""
    if not conversation.has_tasks:
        return ()
    rows = InternalTask.objects.filter(conversation=conversation)  # house: whoever asks may see the conversation
    return rows.order_by(F("done_at").desc(nulls_first=True), F("due_at").asc(nulls_last=True), "id").with_people()[
        :50
    ]
