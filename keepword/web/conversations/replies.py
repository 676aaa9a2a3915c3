"""Answer the customer: /conversations/<id>/replies."""

from collections.abc import Sequence
from contextlib import suppress

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.macros.actions import CannotBeDone
from keepword.conversations.macros.marks import Unfilled
from keepword.conversations.macros.using import files_of as files_along
from keepword.conversations.macros.using import use
from keepword.conversations.models import Conversation
from keepword.conversations.replying import NobodyToAnswer, NothingToSay
from keepword.conversations.resolving import resolve
from keepword.conversations.seeing import NotSeen
from keepword.people.permissions import CHANGE, REPLY
from keepword.promises.ledger.making import AlreadyPast
from keepword.promises.ledger.offering import Offer, mended, offers_in
from keepword.promises.ledger.saying import reply_and_promise
from keepword.web.conversations.acting import back_to, seen_by
from keepword.web.conversations.composer import Composed
from keepword.web.conversations.conversation import page
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.giving import Decided, decided
from keepword.web.conversations.offers import say_instead, shown
from keepword.web.conversations.uploads import TooLarge, files_of
from keepword.web.conversations.used import in_words, used_in, uses_in
from keepword.web.people.admitting import AgentRequest, demand, for_agents


@for_agents(may=REPLY)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`then` is "resolve" to resolve the conversation at once."""
    if request.POST.get("then") == "resolve":
        demand(request, CHANGE)
    conversation = conversation_for(request, number)
    try:
        text = request.POST.get("text", "")
        offers = offers_in(text, to=conversation, by=request.user)
        if "mend" in request.POST:
            return _mended(request, conversation, offers=offers)
        choices = decided(offers, data=request.POST, conversation=conversation, by=request.user)
        if choices.is_open:
            return _asked(request, conversation, offers=offers)
        _send(request, conversation, choices=choices)
    except NothingToSay:
        return _refused(request, conversation, why=_("Write something, or attach a file."))
    except Unfilled as error:
        why = _("Fill in or remove first: %(marks)s")
        return _refused(request, conversation, why=why % {"marks": ", ".join(error.marks)})
    except CannotBeDone as error:
        why = _("Nothing was sent, because this cannot be done here: %(what)s. Untick it.")
        return _refused(request, conversation, why=why % {"what": in_words(error.action)})
    except NobodyToAnswer:
        return _refused(request, conversation, why=_("There is no address that an answer may go to."))
    except TooLarge as error:
        return _refused(request, conversation, why=str(error))
    except AlreadyPast:
        return _asked(request, conversation, offers=offers, why=_("Choose a time that is still to come."))
    except NotSeen as error:
        return _held(request, conversation, newest=error.newest)
    if request.POST.get("then") == "resolve":
        _resolve(request, conversation)
    return back_to(request, conversation)


@transaction.atomic
def _send(request: AgentRequest, conversation: Conversation, *, choices: Decided) -> None:
    """The answer, what it promises, and what its macros do: all or nothing."""
    uses = uses_in(request.POST, by=request.user)
    files = [*files_of(request, limit=settings.UPLOAD_SIZE_LIMIT), *files_along(uses)]
    message = reply_and_promise(
        conversation,
        text=request.POST.get("text", ""),
        by=request.user,
        given=choices.given,
        denied=choices.denied,
        files=files,
        form=request.POST.get("form", ""),
        seen=seen_by(request),
    )
    use(uses, conversation=conversation, message=message, by=request.user)


def _resolve(request: AgentRequest, conversation: Conversation) -> None:
    """The answer went out. Who writes in this very moment keeps the conversation open."""
    with suppress(NotSeen):
        resolve(conversation, by=request.user.as_actor, seen=seen_by(request))


def _held(request: AgentRequest, conversation: Conversation, *, newest: int) -> HttpResponse:
    """Nothing was sent: the words stand in the composer, under what the customer wrote meanwhile."""
    name = conversation.contact.name or _("The customer")
    why = _("%(name)s wrote while you were writing, so nothing was sent. Read it above, then send again.")
    if request.FILES:
        why = _(
            "%(name)s wrote while you were writing, so nothing was sent. Read it above, attach your files again, "
            "then send again."
        )
    return _refused(request, conversation, why=why % {"name": name}, unseen=f"message-{newest}")


def _asked(
    request: AgentRequest, conversation: Conversation, *, offers: Sequence[Offer], why: str = ""
) -> HttpResponse:
    """Nothing was sent: a time in the words waits for a decision."""
    if not why:
        why = _("You name a time. Say whether it is a promise, then send again.")
    if request.FILES:
        why += " " + _("Attach your files again.")
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
    written = Composed(reply_text=text, reply_error=why, offers=rows, macros=macros)
    return page(request, conversation, composed=written, status_code=422)


def _refused(request: AgentRequest, conversation: Conversation, *, why: str, unseen: str = "") -> HttpResponse:
    macros = used_in(request.POST, by=request.user)
    written = Composed(reply_text=request.POST.get("text", ""), reply_error=why, unseen=unseen, macros=macros)
    return page(request, conversation, composed=written, status_code=422)
