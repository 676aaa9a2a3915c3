"""The moment in which a draft becomes an answer: all that follows from it happens now, together, or not at all."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction

from keepword.conversations.addressing import BadAddress, TooMany
from keepword.conversations.changing import lock, tell
from keepword.conversations.drafting.enclosing import kept_in
from keepword.conversations.drafting.keeping import remove
from keepword.conversations.drafting.marking import mark
from keepword.conversations.drafting.taking_over import may_still_answer
from keepword.conversations.macros.actions import Action, CannotBeDone
from keepword.conversations.macros.marks import Unfilled, demand_filled
from keepword.conversations.macros.missions import with_mission
from keepword.conversations.macros.using import Use, kept_files, use
from keepword.conversations.models import Conversation, Draft, Macro, MacroFile, Message
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.models.draft import HELD, LEAVING, SCHEDULED
from keepword.conversations.replying import Copies, NobodyToAnswer, NothingToSay, reply
from keepword.conversations.resolving import resolve
from keepword.conversations.seeing import NotSeen, newest_word_since, was_answered_since
from keepword.conversations.snoozing import InThePast, snooze
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.events.reacting import Finish
from keepword.kit import clock, tokens
from keepword.kit.markdown import render

LEFT, IS_HELD = "reply.left", "reply.held"
WAIT, RESOLVE, SNOOZE = "", "resolve", "snooze"
# Why an answer did not leave, `Draft.held_for`.
WROTE, ANSWERED = "wrote", "answered"
NOBODY, MACRO, UNFILLED, AWAY, PROMISE = "nobody", "macro", "unfilled", "away", "promise"
BARRED, BINNED = "barred", "binned"  # its writer may not answer here any more; it is spam, or to be deleted
MOVED = "moved"  # it would go to somebody else
ADDRESSEE = "addressee"


class MacroGone(ValueError):
    """A macro, or a file of one, that is no more."""


class SomebodyElse(ValueError):
    """Merged, parted or split since: whoever is answered here now is not who was to be answered."""


class NotKept(ValueError):
    """A time in its words cannot be kept any more. Raised by whoever keeps promises, when they hear that it leaves."""


WHY: dict[type[Exception], str] = {
    NobodyToAnswer: NOBODY, BadAddress: NOBODY, TooMany: NOBODY, CannotBeDone: MACRO, MacroGone: MACRO,
    Unfilled: UNFILLED, NothingToSay: UNFILLED, NotKept: PROMISE, SomebodyElse: MOVED,
}  # fmt: skip


def depart(event: Event) -> Finish | None:
    """Reaction to `reply.pausing` and `reply.scheduled`, run when its time has come. Nothing when it was taken back,
    put off, or sent by hand meanwhile."""
    draft = _due(event)
    return partial(_depart, event) if draft else None


def _due(event: Event) -> Draft | None:
    rows = Draft.objects.select_related("conversation", "agent")  # house: to be sent, not to be shown
    draft = rows.filter(pk=event.data["draft"], state__in=[LEAVING, SCHEDULED]).first()
    is_its_time = draft is not None and draft.send_at == datetime.fromisoformat(event.data["send_at"])
    return draft if is_its_time else None


@transaction.atomic
def _depart(event: Event) -> None:
    """In the transaction that removes the task: it is sent once, whatever happens."""
    seen_before = _due(event)
    if seen_before is None:
        return
    lock(seen_before.conversation)
    draft = _due(event)
    if draft is None:
        return
    why = _why_not(draft, decided=event)
    if not why:
        try:
            with transaction.atomic():
                _send_and_leave_aside(draft, cause=event)
        except tuple(WHY) as error:
            why = WHY[type(error)]
    if why:
        hold(draft, why=why)


def _why_not(draft: Draft, *, decided: Event) -> str:
    """What was scheduled may have been overtaken. What was sent a few seconds ago goes, as if it were in the post."""
    if draft.state != SCHEDULED:
        return ""
    if not may_still_answer(draft):
        return BARRED if draft.agent.is_active else AWAY
    if draft.conversation.status == SPAM or draft.conversation.delete_at is not None:
        return BINNED
    if draft.seen is not None and newest_word_since(draft.conversation, event=decided) > draft.seen:
        return WROTE
    if was_answered_since(draft.conversation, event=decided, but=draft.agent):
        return ANSWERED
    return ""


def _send_and_leave_aside(draft: Draft, *, cause: Event) -> None:
    """What somebody put aside until later stays there: nobody is at the desk who would take it up again."""
    until = draft.conversation.snoozed_until
    send(draft, cause=cause, meant=cause.data.get("to", ""))
    if until is not None and draft.then == WAIT:
        with suppress(InThePast):
            snooze(draft.conversation, until=until, by=draft.agent.as_actor, cause=cause)


def addressee(addresses: Sequence[str]) -> str:
    """By which the same addresses are known again, and from which nobody can read them."""
    return tokens.signature(settings.SECRET_KEY, purpose=ADDRESSEE, text="\n".join(addresses))


def hold(draft: Draft, *, why: str) -> None:
    """It stays where it is, and its writer is told. Whoever calls holds the conversation."""
    Draft.objects.filter(pk=draft.pk).update(state=HELD, send_at=None, held_for=why, changed_at=clock.now())
    mark(draft.conversation)
    tell(draft.conversation, IS_HELD, by=SYSTEM, draft=draft.pk, why=why, agent=draft.agent_id)


def send(draft: Draft, *, cause: Event | None = None, meant: str = "") -> Message:
    """The answer, what it promises, what its macros do, and where the conversation goes. `meant` is the `addressee`
    whom it was decided for, "" for whoever is answered now. Raises what `WHY` names."""
    conversation, by = lock(draft.conversation), draft.agent
    uses = uses_of(draft)
    said = with_mission(draft.text, conversation=conversation)
    demand_filled(said)
    words = render(said)
    message = reply(
        conversation,
        text=words.text,
        html=words.html,
        by=by,
        copies=Copies(draft.recipients.get("cc", ()), draft.recipients.get("bcc", ())),
        kept=[*kept_in(draft.files.all(), html=words.html), *kept_files(uses)],
        key=draft.mark,
        cause=cause,
    )
    if meant and meant != addressee(message.recipients["to"]):
        raise SomebodyElse
    # Whoever keeps promises writes down what the words promise.
    tell(conversation, LEFT, by=by.as_actor, cause=cause, draft=draft.pk, message=message.pk)
    use(uses, conversation=conversation, message=message, by=by)
    _then(draft, conversation=conversation, cause=cause)
    remove(draft)
    return message


def uses_of(draft: Draft) -> list[Use]:
    """Raises MacroGone."""
    macros = Macro.objects.in_bulk([one["macro"] for one in draft.macros])
    files = MacroFile.objects.in_bulk([number for one in draft.macros for number in one["with"]])
    try:
        return [
            Use(
                macros[one["macro"]],
                [Action(act["do"], act["to"]) for act in one["do"]],
                [files[number] for number in one["with"]],
            )
            for one in draft.macros
        ]
    except KeyError as error:
        raise MacroGone from error


def _then(draft: Draft, *, conversation: Conversation, cause: Event | None) -> None:
    """Who writes in this very moment keeps the conversation open; a time that has passed puts nothing aside."""
    by = draft.agent.as_actor
    if draft.then == RESOLVE:
        with suppress(NotSeen):
            resolve(conversation, by=by, seen=draft.seen, cause=cause)
    elif draft.then == SNOOZE and draft.then_until is not None:
        with suppress(InThePast):
            snooze(conversation, until=draft.then_until, by=by, cause=cause)
