"""Put aside until later: /conversations/<id>/snooze."""

from datetime import datetime, tzinfo

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import UNTIL_THEY_WRITE
from keepword.conversations.snoozing import InThePast, snooze
from keepword.kit import clock
from keepword.kit.zones import is_zone, moment_in, zone_of
from keepword.people.permissions import CHANGE
from keepword.web import times
from keepword.web.conversations.acting import back_to, refused_in_bin
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.putting_aside import choices_of
from keepword.web.drafts.cards import their_place
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer

THEY_WRITE = "they-write"


@for_agents(may=CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """The choices, or what was chosen. `until` is a moment in ISO 8601, "they-write", or "moment" when the agent
    typed one: then `moment` is a wall clock time, in the agent's zone, or in the customer's when `wall` is
    "theirs"."""
    conversation = conversation_for(request, number)
    if request.method != "POST":
        reader = times.reader()
        part = "web/conversations/_snooze_choices.html"
        shown = {"choices": choices_of(conversation, reader=reader), "place": their_place(conversation, reader=reader)}
        return answer(request, page=part, part=part, context=shown)
    if refused := refused_in_bin(request, conversation):
        return refused
    try:
        snooze(conversation, until=_until(request, conversation=conversation), by=request.user.as_actor)
    except InThePast:
        reason = _("Choose a day and an hour that are still to come.")
        return refusal(request, title=_("This time has gone by"), reason=reason)
    return back_to(request, conversation)


def _until(request: AgentRequest, *, conversation: Conversation) -> datetime:
    chosen = request.POST.get("until", "")
    if chosen == THEY_WRITE:
        return UNTIL_THEY_WRITE
    if chosen != "moment":
        return _moment(chosen, wall=timezone.get_current_timezone())
    theirs = conversation.contact.time_zone if request.POST.get("wall") == "theirs" else ""
    wall = zone_of(theirs) if is_zone(theirs) else timezone.get_current_timezone()
    return _moment(request.POST.get("moment", ""), wall=wall)


def _moment(text: str, *, wall: tzinfo) -> datetime:
    """Raises InThePast for what is no moment at all, too: the answer to both is to choose another one."""
    moment = moment_in(text, zone=wall, now=clock.now())
    if moment is None:
        raise InThePast
    return moment
