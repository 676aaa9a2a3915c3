""" "I will raise it": the customer was told so, and hears what came of it (never an empty phrase).

Whoever raises it finds words to tell the customer among their drafts; when it is done, the conversation comes back to
them with the result, drafted. Nothing is sent by itself.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keepword.brands.models import Organisation
from keepword.conversations.assigning import assign
from keepword.conversations.drafting.keeping import Written, save, write_below
from keepword.conversations.models import Conversation, Draft, InternalTask
from keepword.conversations.models.conversation import ELSEWHERE, OPEN, SPAM
from keepword.conversations.models.draft import TO_CUSTOMER, WRITING
from keepword.conversations.resolving import reopen
from keepword.conversations.tasks.telling import TOLD
from keepword.conversations.teamwork.seers import who_may_see
from keepword.events import log
from keepword.hours.saying import say_instant
from keepword.kit import clock
from keepword.kit.languages import code_of
from keepword.people.models import Agent
from keepword.people.permissions import REPLY


def say_that_it_is_raised(task: InternalTask, *, by: Agent, until: datetime | None) -> None:
    """Words for the customer, below whatever `by` is writing to them. `until` (aware) is when they will hear of it,
    on their clock; it is a promise once it is sent, like any time in an answer."""
    if task.conversation is not None:
        write_below(task.conversation, agent=by, words=_announcement(task.conversation, until=until))


def bring_back(task: InternalTask, *, by: Agent) -> None:
    """The result is there: whoever raised it has the conversation again, open, with words to begin with. Where they
    left or may not see it any more, whoever holds it; else whoever found the result."""
    conversation = task.conversation
    if conversation is not None and conversation.status not in (SPAM, *ELSEWHERE):
        _bring(conversation, task=task, by=by, among=(task.by, conversation.assignee, by))


@transaction.atomic
def bring_to(conversation: Conversation, *, task: InternalTask, by: Agent) -> bool:
    """The result of a task that is done, in another conversation that it concerns: open again, with words to begin
    with for whoever holds it, else for `by`. False where it stands among somebody's drafts there."""
    if conversation.status in (SPAM, *ELSEWHERE) or _drafts_with(task, on=conversation):
        return False
    _bring(conversation, task=task, by=by, among=(conversation.assignee, by))
    told = {"task": task.pk, "to": None, "team": None}
    log.record(
        TOLD, actor=by.as_actor, conversation_id=conversation.pk, inbox_id=conversation.inbox_id, cause=None, **told
    )
    return True


def take_from(conversation: Conversation, *, task: InternalTask) -> None:
    """Nothing of what `bring_to` wrote stands there any more; what somebody wrote besides it stays."""
    for draft in _drafts_with(task, on=conversation):
        words = draft.text.replace(_outcome(conversation, result=task.result), "").strip()
        written = Written(words, macros=draft.macros, recipients=draft.recipients)
        save(conversation, agent=draft.agent, kind=TO_CUSTOMER, written=written)


def _drafts_with(task: InternalTask, *, on: Conversation) -> list[Draft]:
    words = _outcome(on, result=task.result)
    # house: whoever brings or takes back a result may see the conversation; the words are the result's alone
    drafts = Draft.objects.filter(conversation=on, kind=TO_CUSTOMER, state=WRITING).select_related("agent")
    return [draft for draft in drafts if words in draft.text]


def _bring(conversation: Conversation, *, task: InternalTask, by: Agent, among: Iterable[Agent | None]) -> None:
    if conversation.status != OPEN:
        reopen(conversation, by=by.as_actor)
    teller = _teller(conversation, among=among)
    if teller is None:
        return  # nobody of them writes to customers: it stands open, with the result among its tasks
    assign(conversation, to=teller, by=by.as_actor)
    write_below(conversation, agent=teller, words=_outcome(conversation, result=task.result))


def _teller(conversation: Conversation, *, among: Iterable[Agent | None]) -> Agent | None:
    """The first who may write to the customer."""
    seers = who_may_see(conversation)
    fit = (one for one in among if one and one.may(REPLY) and seers.filter(pk=one.pk).exists())
    return next(fit, None)


def _announcement(conversation: Conversation, *, until: datetime | None) -> str:
    with translation.override(code_of(conversation.language) or "en"):
        words = _("I have raised this with my colleagues, and I will tell you what comes of it.")
        if until is None:
            return words
        # Translators: "when" is such as "12:00 tomorrow".
        told = pgettext("formal", "You will receive our answer by %(when)s.")
        return f"{words} {told}" % {"when": _when(conversation, until=until)}


def _outcome(conversation: Conversation, *, result: str) -> str:
    with translation.override(code_of(conversation.language) or "en"):
        words = _("As I told you, I raised this with my colleagues. This is what came of it:")
    return f"{words}\n\n{result}"


def _when(conversation: Conversation, *, until: datetime) -> str:
    """On the customer's clock as far as we know it, else on ours."""
    zone = conversation.contact.time_zone or Organisation.objects.values_list("time_zone", flat=True).first() or "UTC"
    return say_instant(until, now=clock.now(), language=conversation.language, zone=zone, reader_zone=zone)
