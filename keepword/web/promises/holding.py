"""While somebody else is asked, tell the customer when the next word comes: /conversations/<id>/holding."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.macros.marks import Unfilled
from keepword.conversations.models import Conversation
from keepword.conversations.replying import NobodyToAnswer, NothingToSay
from keepword.hours.dates import city
from keepword.kit import clock, tokens
from keepword.kit.languages import tag_of
from keepword.people.permissions import REPLY
from keepword.promises.ledger.guarding import Verdict, can_keep
from keepword.promises.ledger.holding_on import TIME, awaited, hold_on, holding_words, suggested
from keepword.promises.ledger.making import AlreadyPast
from keepword.promises.ledger.offering import offers_in, on_wall, zone_of
from keepword.promises.ledger.overriding import override
from keepword.promises.models.promise import UPDATE
from keepword.web import times
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.offers import WALL, moment_typed, refusal_of, say_instead
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.promises.renewal import Renewal, rewritten


@for_agents(may=REPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """The last `until` of the form counts, as in a renewal."""
    conversation = conversation_for(request, number)
    if request.method != "POST":
        return _page(request, conversation, _blank(request, conversation))
    return _hold_on(request, conversation)


def _blank(request: AgentRequest, conversation: Conversation) -> Renewal:
    zone, at = zone_of(conversation), suggested(conversation, by=request.user)
    return Renewal(
        address=reverse("web:holding", args=[conversation.pk]),
        until=on_wall(at, zone=zone).strftime(WALL) if at else "",
        text=holding_words(conversation, whom=awaited(conversation)),
        language=conversation.language,
        zone=city(zone, language=tag_of(times.reader().language)),
        mark=tokens.unguessable(),
    )


def _hold_on(request: AgentRequest, conversation: Conversation) -> HttpResponse:
    zone = zone_of(conversation)
    due_at = moment_typed(request.POST.get("until", ""), zone=zone)
    if due_at is None or due_at <= clock.now():
        return _again(request, conversation, error=_("Choose a time that is still to come."))
    verdict = can_keep(conversation, due_at=due_at, what=UPDATE, by=request.user)
    reason = request.POST.get("reason", "").strip()
    if not verdict.is_possible and not reason:
        return _again(request, conversation, error=refusal_of(verdict, zone=zone), verdict=verdict)
    said = say_instead(due_at, language=conversation.language, zone=zone)
    text = request.POST.get("text", "").replace(TIME, said)
    found = offers_in(text, to=conversation, by=request.user)
    if said not in text and not any(offer.stated.due_at == due_at for offer in found):
        error = _("Say the new time in your words, too: %(time)s stands for it.") % {"time": TIME}
        return _again(request, conversation, error=error)
    try:
        hold_on(conversation, due_at=due_at, text=text, by=request.user, zone=zone, form=request.POST.get("form", ""))
    except AlreadyPast:
        return _again(request, conversation, error=_("Choose a time that is still to come."))
    except NothingToSay:
        return _again(request, conversation, error=_("Write something, or attach a file."))
    except Unfilled as error:
        why = _("Fill in or remove first: %(marks)s") % {"marks": ", ".join(error.marks)}
        return _again(request, conversation, error=why)
    except NobodyToAnswer:
        return _again(request, conversation, error=_("There is no address that an answer may go to."))
    if not verdict.is_possible:
        override(conversation, what=UPDATE, due_at=due_at, reason=reason, by=request.user)
    return redirect("web:conversation", conversation.pk)


def _again(
    request: AgentRequest, conversation: Conversation, *, error: str, verdict: Verdict | None = None
) -> HttpResponse:
    """With what was written, and why it was not sent."""
    new, zone = _blank(request, conversation), zone_of(conversation)
    written = rewritten(new, sent=request.POST, error=error, verdict=verdict, zone=zone)
    return _page(request, conversation, written, status=422)


def _page(request: AgentRequest, conversation: Conversation, renewal: Renewal, *, status: int = 200) -> HttpResponse:
    context = {
        "renewal": renewal,
        "is_holding": True,
        "back_address": reverse("web:conversation", args=[conversation.pk]),
        "heading": conversation.subject or conversation.reference,
        "written_in": conversation.language,
    }
    return render(request, "web/promises/renewal.html", surroundings(request) | context, status=status)
