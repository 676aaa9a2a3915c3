"""What was given is still to be done in the shop, by hand: it stays in sight until somebody says that it is."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from keepword.care.arranging import rules_as_set
from keepword.care.models import Gift
from keepword.care.models.gift import GIVEN
from keepword.care.telling import CARRIED_OUT, NOT_CARRIED_OUT, tell
from keepword.care.wording import kind_words
from keepword.conversations.changing import lock_all
from keepword.conversations.models import InternalTask
from keepword.conversations.tasks.finishing import finish, take_up
from keepword.conversations.tasks.giving import Asked, give
from keepword.conversations.tasks.owning import NotForThem
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.amounts import say
from keepword.people.models import Agent


def leave_to_do(gift: Gift) -> None:
    """As a task of the team that does such things, or of whoever asked for it. In the transaction that gives it."""
    team, owner = rules_as_set().team, gift.by
    if owner is None:
        return
    language = owner.language
    with translation.override(language):
        amount = say(gift.amount, currency=gift.currency, language=language)
        kind = kind_words(gift.kind.key, gift.kind.name)
        number = f" · {gift.order_number}" if gift.order_number else ""
        words = _("Carry out: %(kind)s, %(amount)s") % {"kind": kind, "amount": amount}
    asked = Asked(f"{words}{number}", team=team, agent=None if team else owner)
    try:
        gift.task = give(asked, by=owner, conversation=gift.conversation)
    except NotForThem:  # the team may not see this inbox
        gift.task = give(Asked(asked.words, agent=owner), by=owner, conversation=gift.conversation)
    gift.save(update_fields=["task"])


@transaction.atomic
def carry_out(gift: Gift, *, by: Agent) -> bool:
    """Its task is done with it. False when it is no gift any more, or was done already: the first counts."""
    held = held_gift(gift)
    if held.state != GIVEN or held.carried_out_at is not None:
        return False
    mark_done(held, by=by)
    if held.task is not None:
        finish(held.task, by=by)
    return True


@transaction.atomic
def not_carried_out(gift: Gift, *, by: Agent) -> bool:
    """After all it was not. False when it is to be done anyway."""
    held = held_gift(gift)
    if held.carried_out_at is None:
        return False
    _mark_open(held, by=by)
    if held.state == GIVEN and held.task is not None:
        take_up(held.task, by=by)
    return True


def mark_done(gift: Gift, *, by: Agent) -> None:
    gift.carried_out_at, gift.carried_out_by = clock.now(), by
    gift.save(update_fields=["carried_out_at", "carried_out_by"])
    tell(gift, CARRIED_OUT, by=by.as_actor)


def _mark_open(gift: Gift, *, by: Agent) -> None:
    gift.carried_out_at, gift.carried_out_by = None, None
    gift.save(update_fields=["carried_out_at", "carried_out_by"])
    tell(gift, NOT_CARRIED_OUT, by=by.as_actor)


def follow_done(event: Event) -> None:
    """Reaction to `task.done`: whoever did the task did what it was for. One query for other tasks."""
    gift = _of_task(event)
    if gift is not None and gift.state == GIVEN and gift.carried_out_at is None and event.actor_id is not None:
        mark_done(gift, by=Agent.objects.get(pk=event.actor_id))


def follow_taken_up(event: Event) -> None:
    """Reaction to `task.taken_up`."""
    gift = _of_task(event)
    if gift is not None and gift.carried_out_at is not None and event.actor_id is not None:
        _mark_open(gift, by=Agent.objects.get(pk=event.actor_id))


def _of_task(event: Event) -> Gift | None:
    # house: found by the fact of its task, not shown
    rows = Gift.objects.filter(task=event.data["task"]).select_related("kind")
    return rows.select_for_update(of=("self",)).first()


def held_gift(gift: Gift) -> Gift:
    """As it is now, until the transaction ends; whoever acts was asked before. The conversation first, as everywhere:
    its tasks are held in that order, too."""
    lock_all([gift.conversation_id])
    rows = Gift.objects.select_related("kind", "conversation", "by").select_for_update(of=("self",))
    held = rows.get(pk=gift.pk)
    if held.task_id is not None:
        held.task = InternalTask.objects.with_people().get(pk=held.task_id)  # house: as above
    return held
