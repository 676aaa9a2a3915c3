"""Patience: while somebody else is asked, the customer is told so, and when the next word comes. That is a promise of
news; when its time nears and nothing came, its renewal says that we are still at it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from keepword.conversations.changing import lock
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import ELSEWHERE, RESOLVED, SPAM
from keepword.conversations.replying import reply
from keepword.kit import clock
from keepword.kit.languages import code_of
from keepword.people.models import Agent
from keepword.promises.ledger import making
from keepword.promises.ledger.guarding import can_keep
from keepword.promises.models import Promise
from keepword.promises.models.promise import BY_AGENT, UPDATE
from keepword.promises.models.time_spent import APPROVAL, SUPPLIER
from keepword.promises.time_spent.asking import askings_of
from keepword.promises.time_spent.parting import ORDER

TIME = "{time}"  # stands in the words for the time, until it is chosen
NEXT_WORD = timedelta(days=1)
OVER = (RESOLVED, SPAM, *ELSEWHERE)


def awaited(conversation: Conversation) -> str:
    """Who else is asked right now, of `parting.ORDER`; "" for nobody. No query where there was never a task or a side
    conversation."""
    if conversation.status in OVER or not (conversation.has_tasks or conversation.aside_state):
        return ""
    asked = {one.whom for one in askings_of([conversation.pk])[conversation.pk] if one.lasts(clock.now())}
    return next((whom for whom in ORDER if whom in asked), "")


def holding_words(conversation: Conversation, *, whom: str) -> str:
    """To begin with, in the customer's language as far as we speak it, with `TIME` where the time will stand."""
    with translation.override(code_of(conversation.language) or "en"):
        return f"{_for_whom(whom)} {_next_word()}"


def still_waiting_words(language: str, *, whom: str) -> str:
    """When the time nears and nothing came."""
    with translation.override(code_of(language) or "en"):
        still = _("We are still working on it.")  # not inside the f-string, where the gatherer of words does not look
        return f"{still} {_for_whom(whom)} {_next_word()}"


def _for_whom(whom: str) -> str:
    if whom == SUPPLIER:
        return _("I have asked our supplier about this and am waiting for their answer.")
    if whom == APPROVAL:
        return _("I have asked the person here who decides this and am waiting for their answer.")
    return _("I have asked my colleagues about this and am waiting for their answer.")


def _next_word() -> str:
    # Translators: "when" is such as "12:00 tomorrow".
    return _("You will hear from me by %(when)s, even if there is nothing new by then.") % {"when": TIME}


def suggested(conversation: Conversation, *, by: Agent) -> datetime | None:
    """A day from now, or the earliest after it that hours and load can meet. None when we never open again."""
    due_at = (clock.now() + NEXT_WORD).replace(minute=0, second=0, microsecond=0)
    verdict = can_keep(conversation, due_at=due_at, what=UPDATE, by=by)
    return due_at if verdict.is_possible else verdict.earliest


@transaction.atomic
def hold_on(
    conversation: Conversation, *, due_at: datetime, text: str, by: Agent, zone: str, form: str = ""
) -> Promise:
    """Tell the customer in `text` when the next word comes, by the ordinary reply, and count that. Raises
    making.AlreadyPast, and what `replying.reply` raises."""
    held = lock(conversation)
    if due_at <= clock.now():
        raise making.AlreadyPast
    message = reply(held, text=text, by=by, form=form)
    return making.promise(
        held, what=UPDATE, due_at=due_at, kind=BY_AGENT, said=text, by=by, message=message, zone=zone
    )
