"""Tell the customer another time before the promised one has passed: /promises/<id>/renewal."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.macros.marks import Unfilled
from keepword.conversations.replying import NobodyToAnswer, NothingToSay
from keepword.kit import clock, tokens
from keepword.people.permissions import REPLY
from keepword.promises.ledger.guarding import Verdict, can_keep
from keepword.promises.ledger.holding_on import awaited, suggested
from keepword.promises.ledger.making import AlreadyPast
from keepword.promises.ledger.offering import offers_in, on_wall
from keepword.promises.ledger.overriding import override
from keepword.promises.ledger.postponing import TIME, postponement, when_of
from keepword.promises.ledger.renewing import TooLate, renew
from keepword.promises.models import Promise
from keepword.promises.models.promise import RENEWED, UPDATE
from keepword.web.conversations.offers import WALL, moment_typed, refusal_of, say_instead
from keepword.web.desk import surroundings
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents


@dataclass(frozen=True, slots=True)
class Renewal:
    """What `_renewal.html` prints. `until` is on the customer's wall, "" until one is chosen; `instead` is a time
    there that can be kept, and `instead_words` says it. `mark` tells this form from every other."""

    address: str
    until: str
    text: str
    language: str
    zone: str
    mark: str
    error: str = ""
    instead: str = ""
    instead_words: str = ""
    reason: str = ""


@for_agents(may=REPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """The last `until` of the form counts: the one press on a time that can be kept comes after the field."""
    promises = Promise.objects.visible_to(request.user).select_related("conversation__contact", "conversation__inbox")
    promise = get_object_or_404(promises, pk=number)
    if request.method != "POST":
        return _page(request, promise, blank(promise))
    if promise.state == RENEWED:  # the same form, sent twice
        return redirect("web:conversation", promise.conversation_id)
    return _renew(request, promise)


def blank(promise: Promise) -> Renewal:
    """With nothing chosen yet."""
    return Renewal(
        address=reverse("web:promise-renewal", args=[promise.pk]),
        until=_next_word(promise),
        text=postponement(promise),
        language=promise.language or promise.conversation.language,
        zone=promise.zone.rpartition("/")[2].replace("_", " "),
        mark=tokens.unguessable(),
    )


def _next_word(promise: Promise) -> str:
    """Of news that somebody else still holds up: a day later, or the earliest that can be kept. Else "": the agent
    knows, and nobody else."""
    if promise.what != UPDATE or promise.made_by is None or not awaited(promise.conversation):
        return ""
    at = suggested(promise.conversation, by=promise.made_by)
    return on_wall(at, zone=promise.zone).strftime(WALL) if at else ""


def _renew(request: AgentRequest, promise: Promise) -> HttpResponse:
    due_at = moment_typed(request.POST.get("until", ""), zone=promise.zone)
    if due_at is None or due_at <= clock.now():
        return _again(request, promise, error=_("Choose a time that is still to come."))
    verdict = can_keep(promise.conversation, due_at=due_at, what=promise.what, by=request.user)
    reason = request.POST.get("reason", "").strip()
    if not verdict.is_possible and not reason:
        return _again(request, promise, error=refusal_of(verdict, zone=promise.zone), verdict=verdict)
    text = request.POST.get("text", "").replace(TIME, when_of(promise, due_at=due_at))
    if not _says(text, promise=promise, due_at=due_at, request=request):
        error = _("Say the new time in your words, too: %(time)s stands for it.") % {"time": TIME}
        return _again(request, promise, error=error)
    try:
        renew(promise, due_at=due_at, text=text, by=request.user, said=text, form=request.POST.get("form", ""))
    except TooLate:
        why = _("Its time has passed or it is settled: what happened stays as it was.")
        return refusal(request, title=_("This promise stands"), reason=why)
    except AlreadyPast:
        return _again(request, promise, error=_("Choose a time that is still to come."))
    except NothingToSay:
        return _again(request, promise, error=_("Write something, or attach a file."))
    except Unfilled as error:
        why = _("Fill in or remove first: %(marks)s") % {"marks": ", ".join(error.marks)}
        return _again(request, promise, error=why)
    except NobodyToAnswer:
        return _again(request, promise, error=_("There is no address that an answer may go to."))
    if not verdict.is_possible:
        override(promise.conversation, what=promise.what, due_at=due_at, reason=reason, by=request.user)
    return redirect("web:conversation", promise.conversation_id)


def _says(text: str, *, promise: Promise, due_at: datetime, request: AgentRequest) -> bool:
    """Whether the customer is told this very time, in ours or in the agent's own words."""
    if when_of(promise, due_at=due_at) in text:
        return True
    return any(offer.stated.due_at == due_at for offer in offers_in(text, to=promise.conversation, by=request.user))


def _again(request: AgentRequest, promise: Promise, *, error: str, verdict: Verdict | None = None) -> HttpResponse:
    """With what was written, and why it was not sent."""
    written = rewritten(blank(promise), sent=request.POST, error=error, verdict=verdict, zone=promise.zone)
    return _page(request, promise, written, status=422)


def rewritten(new: Renewal, *, sent: Mapping[str, str], error: str, verdict: Verdict | None, zone: str) -> Renewal:
    """A form as it was sent, with what is wrong with it and, where a time cannot be kept, one that can."""
    earliest = verdict.earliest if verdict else None
    return replace(
        new,
        until=sent.get("until", ""),
        text=sent.get("text", ""),
        error=error,
        instead=on_wall(earliest, zone=zone).strftime(WALL) if earliest else "",
        instead_words=say_instead(earliest, language=new.language, zone=zone) if earliest else "",
        reason=sent.get("reason", ""),
    )


def _page(request: AgentRequest, promise: Promise, renewal: Renewal, *, status: int = 200) -> HttpResponse:
    context = {
        "renewal": renewal,
        "back_address": reverse("web:conversation", args=[promise.conversation_id]),
        "heading": promise.conversation.subject or promise.conversation.reference,
        "written_in": promise.conversation.language,
        "said": promise.said,
    }
    return render(request, "web/promises/renewal.html", surroundings(request) | context, status=status)
