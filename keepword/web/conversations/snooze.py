"""Put aside until later: /conversations/<id>/snooze."""

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.snoozing import InThePast, snooze
from keepword.people.permissions import CHANGE
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=CHANGE)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`until` is a moment in ISO 8601, or "moment" when the agent chose one: then `moment` is a wall clock time in
    the agent's zone."""
    conversation = conversation_for(request, number)
    chosen = request.POST.get("until", "")
    try:
        snooze(
            conversation,
            until=_moment(request.POST.get("moment", "") if chosen == "moment" else chosen),
            by=request.user.as_actor,
        )
    except InThePast:
        reason = _("Choose a day and an hour that are still to come.")
        return refusal(request, title=_("This time has gone by"), reason=reason)
    return back_to(request, conversation)


def _moment(text: str) -> datetime:
    """Raises InThePast for what is no moment at all, too: the answer to both is to choose another one."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise InThePast
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
