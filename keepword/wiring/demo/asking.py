"""Whom the made-up shop asked besides: suppliers by letter, other teams, and whoever must say yes."""

import random
from datetime import datetime, timedelta

from keepword.conversations.models import Aside, Conversation, InternalTask, Message
from keepword.conversations.models.aside import ANSWERED, ASKED, DONE
from keepword.conversations.models.conversation import RESOLVED, SNOOZED
from keepword.conversations.models.internal_task import APPROVAL
from keepword.conversations.models.message import INWARD, OUTWARD
from keepword.kit import clock
from keepword.people.models import Team
from keepword.promises.time_spent.counting import count_touched
from keepword.promises.time_spent.keeping import keep

MANY = 2000  # enough for every number of the report; a large world is for other numbers
STRIDE = 500
SUPPLIER = ("Otto Mill", "sales@mill.example")
ASKED_OUTSIDE = "When do the walnut trays leave your house?"
ANSWER = "On Friday, with the morning van."
TASKS = {"team": "See what is left in the stock room", APPROVAL: "May we send a second one at our cost?"}


def ask_others(*, chance: random.Random) -> None:
    """For one in six of the newest; then reckon where everybody's time went."""
    rows = list(Conversation.objects.filter(assignee__isnull=False).order_by("-id")[:MANY])
    for row in rows:
        what = chance.random()
        ends_at = row.resolved_at or clock.now()
        begun = row.created_at + (ends_at - row.created_at) * chance.uniform(0.1, 0.5)
        ended = begun + (ends_at - begun) * chance.uniform(0.2, 0.9)
        if what < 0.06:
            _letter(row, since=begun, until=ended)
        elif what < 0.16:
            _task(row, awaits=APPROVAL if what < 0.11 else "team", since=begun, until=ended)
    ids = list(Conversation.objects.filter(status=RESOLVED).order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), STRIDE):
        keep(ids[start : start + STRIDE])
    count_touched()


def _is_over(row: Conversation) -> bool:
    """What is not solved may still wait."""
    return row.status not in (SNOOZED,) and (row.status == RESOLVED or row.pk % 2 == 0)


def _letter(row: Conversation, *, since: datetime, until: datetime) -> None:
    is_over = _is_over(row)
    state = (DONE if row.status == RESOLVED else ANSWERED) if is_over else ASKED
    aside = Aside.objects.create(
        conversation=row,
        inbox_id=row.inbox_id,
        agent_id=row.assignee_id,
        addresses=[SUPPLIER[1]],
        subject="Walnut trays",
        state=state,
        began_at=since,
        last_activity_at=until if is_over else since,
    )
    common = {"conversation": row, "inbox_id": row.inbox_id, "aside": aside}
    to = {"to": [SUPPLIER[1]]}
    Message.everywhere.create(
        **common, kind=OUTWARD, at=since, agent_id=row.assignee_id, text=ASKED_OUTSIDE, recipients=to,
        delivery_state="sent", delivered_at=since + timedelta(seconds=2), sender_name="Leaf & Loom",
    )  # fmt: skip
    if is_over:
        name, address = SUPPLIER
        Message.everywhere.create(
            **common, kind=INWARD, at=until, text=ANSWER, sender_name=name, sender_address=address
        )
    Conversation.objects.filter(pk=row.pk).update(aside_state=state)


def _task(row: Conversation, *, awaits: str, since: datetime, until: datetime) -> None:
    is_over = _is_over(row)
    InternalTask.objects.create(
        conversation=row,
        words=TASKS[awaits],
        team=Team.objects.first() if awaits == "team" else None,
        agent_id=None if awaits == "team" else row.assignee_id,
        by_id=row.assignee_id,
        given_at=since,
        done_at=until if is_over else None,
        done_by_id=row.assignee_id if is_over else None,
        awaits=awaits,
        result="Yes, gladly." if is_over and awaits == APPROVAL else "",
    )
    Conversation.objects.filter(pk=row.pk).update(has_tasks=True)
