"""Answer the customer: /conversations/<id>/replies."""

from collections.abc import Callable, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.addressing import MOST, BadAddress, TooMany
from keepword.conversations.chatting.taking import take_what_rings
from keepword.conversations.drafting.departing import MacroGone, NotKept
from keepword.conversations.drafting.keeping import ChangedElsewhere
from keepword.conversations.drafting.planning import (
    NotToCome,
    Plan,
    pause,
    planned_before,
    schedule,
    send_at_once,
)
from keepword.conversations.macros.actions import CannotBeDone
from keepword.conversations.macros.marks import Unfilled
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.chat import CHAT
from keepword.conversations.models.draft import TO_CUSTOMER
from keepword.conversations.repeating import key_of, said_before
from keepword.conversations.replying import NobodyToAnswer, NothingToSay
from keepword.conversations.seeing import Answered, NotSeen
from keepword.people.permissions import CHANGE, REPLY
from keepword.promises.ledger.making import AlreadyPast
from keepword.promises.ledger.offering import Offer, mended, offers_in
from keepword.promises.ledger.saying import as_kept
from keepword.web.conversations.acting import back_to, read_by, seen_by
from keepword.web.conversations.composer import Composed
from keepword.web.conversations.conversation import page
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.giving import Decided, decided
from keepword.web.conversations.offers import say_instead, shown
from keepword.web.conversations.uploads import TooLarge
from keepword.web.conversations.used import in_words, used_in
from keepword.web.drafts.deciding import Decision, decision_in
from keepword.web.drafts.reading import copies_in, saved
from keepword.web.people.admitting import AgentRequest, demand, for_agents


@for_agents(may=REPLY)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """When it leaves and what happens then: see `drafts/deciding.py`. Whatever refuses it, words and files are kept
    as a draft."""
    if request.POST.get("then"):
        demand(request, CHANGE)
    conversation = conversation_for(request, number)
    if _was_sent(request, conversation):
        return back_to(request, conversation)
    offers: Sequence[Offer] = []
    try:
        draft = saved(request, conversation, kind=TO_CUSTOMER)
        decision = decision_in(request.POST, conversation=conversation, by=request.user)
        text = request.POST.get("text", "")
        offers = offers_in(text, to=conversation, by=request.user, at=decision.later)
        if "mend" in request.POST:
            return _mended(request, conversation, offers=offers)
        choices = decided(offers, data=request.POST, conversation=conversation, by=request.user)
        if choices.is_open:
            return _asked(request, conversation, offers=offers)
        if draft is None:
            raise NothingToSay
        _send(request, draft, decision=decision, choices=choices)
    except AlreadyPast:
        return _asked(request, conversation, offers=offers, why=_("Choose a time that is still to come."))
    except NotSeen as error:
        return _held(request, conversation, newest=error.newest)
    except Answered as error:
        return _overtaken(request, conversation, error=error)
    except tuple(WHY) as error:
        return refused(request, conversation, why=why_of(error))
    return back_to(request, conversation)


def _was_sent(request: AgentRequest, conversation: Conversation) -> bool:
    """The same form with the same words, pressed twice."""
    mark = _mark(request)
    return bool(said_before(conversation, key=mark) or planned_before(conversation, agent=request.user, mark=mark))


def _mark(request: AgentRequest) -> str | None:
    return key_of(request.POST.get("form", ""), text=request.POST.get("text", ""))


def _send(request: AgentRequest, draft: Draft, *, decision: Decision, choices: Decided) -> None:
    """Now, after the pause in which it can be taken back, or at the chosen time."""
    if any(one.due_at <= decision.send_at for one in choices.given):
        raise AlreadyPast
    is_chat = draft.conversation.channel == CHAT
    plan = Plan(
        send_at=decision.send_at,
        then=decision.then,
        then_until=decision.then_until,
        macros=draft.macros,
        promises=as_kept(given=choices.given, denied=choices.denied),
        mark=_mark(request),
        # In a chat people write at one moment: an answer is not held because one more line came.
        seen=None if is_chat else seen_by(request),
        read=None if is_chat else read_by(request),
    )
    if is_chat:
        take_what_rings(draft.conversation, by=request.user)
    if decision.later is not None:
        schedule(draft, plan=plan)
    elif decision.pause:
        pause(draft, plan=plan)
    else:
        send_at_once(draft, plan=plan)


WHY: dict[type[Exception], Callable[[Exception], str]] = {
    NothingToSay: lambda error: _("Write something, or attach a file."),
    Unfilled: lambda error: _("Fill in or remove first: %(marks)s") % {"marks": str(error)},
    CannotBeDone: lambda error: (
        _("Nothing was sent, because this cannot be done here: %(what)s. Untick it.")
        % {"what": in_words(error.action)}  # type: ignore[attr-defined]
    ),
    MacroGone: lambda error: _("A macro that you chose was changed meanwhile. Look at what it does, then send again."),
    NobodyToAnswer: lambda error: _("There is no address that an answer may go to."),
    BadAddress: lambda error: _("“%(address)s” is no mail address.") % {"address": str(error)},
    TooMany: lambda error: _("An answer has at most %(most)s copies.") % {"most": MOST},
    NotToCome: lambda error: _("Choose a time that is still to come."),
    NotKept: lambda error: _("A time in its words cannot be kept any more. Take it back, and name one that can."),
    TooLarge: str,
    ChangedElsewhere: lambda error: _(
        "You wrote other words here on another device, so nothing was sent. They stand below yours."
    ),
}


def why_of(error: Exception) -> str:
    return WHY[type(error)](error)


def _held(request: AgentRequest, conversation: Conversation, *, newest: int) -> HttpResponse:
    """Nothing was sent: the words stand in the composer, under what the customer wrote meanwhile."""
    name = conversation.contact.name or _("The customer")
    why = _("%(name)s wrote while you were writing, so nothing was sent. Read it above, then send again.")
    return refused(request, conversation, why=why % {"name": name}, unseen=f"message-{newest}")


def _overtaken(request: AgentRequest, conversation: Conversation, *, error: Answered) -> HttpResponse:
    """As above, under what a colleague answered or is about to answer."""
    if error.message is None:
        why = _("%(name)s is sending an answer this very moment, so yours was not sent. Read theirs, then send again.")
        return refused(request, conversation, why=why % {"name": error.by}, unseen="leaving")
    why = _("%(name)s answered while you were writing, so nothing was sent. Read it above, then send again.")
    return refused(request, conversation, why=why % {"name": error.by}, unseen=f"message-{error.message}")


def _asked(
    request: AgentRequest, conversation: Conversation, *, offers: Sequence[Offer], why: str = ""
) -> HttpResponse:
    """Nothing was sent: a time in the words waits for a decision."""
    if not why:
        why = _("You name a time. Say whether it is a promise, then send again.")
    return _with_offers(request, conversation, text=request.POST.get("text", ""), offers=offers, why=why)


def _mended(request: AgentRequest, conversation: Conversation, *, offers: Sequence[Offer]) -> HttpResponse:
    """The time that can be kept stands where the other stood, to be read before it is sent."""
    text, key = request.POST.get("text", ""), request.POST["mend"]
    for offer in offers:
        if offer.key == key and offer.verdict.earliest is not None:
            words = say_instead(offer.verdict.earliest, language=conversation.language, zone=offer.zone)
            text = mended(text, offers=offers, key=key, words=words)
    offers = offers_in(text, to=conversation, by=request.user)
    return _with_offers(request, conversation, text=text, offers=offers, why="")


def _with_offers(
    request: AgentRequest, conversation: Conversation, *, text: str, offers: Sequence[Offer], why: str
) -> HttpResponse:
    rows = shown(offers, data=request.POST, language=conversation.language)
    macros = used_in(request.POST, by=request.user)
    written = Composed(reply_text=text, reply_error=why, offers=rows, macros=macros, copies=copies_in(request.POST))
    return page(request, conversation, composed=written, status_code=422)


def refused(request: AgentRequest, conversation: Conversation, *, why: str, unseen: str = "") -> HttpResponse:
    """The page again, with the words in their place."""
    macros = used_in(request.POST, by=request.user)
    text, copies = request.POST.get("text", ""), copies_in(request.POST)
    written = Composed(reply_text=text, reply_error=why, unseen=unseen, macros=macros, copies=copies)
    return page(request, conversation, composed=written, status_code=422)
