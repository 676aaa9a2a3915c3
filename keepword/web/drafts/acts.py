"""What was sent and has not left: taken back, sent at once, put off: /drafts/<id>/…"""

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keepword.conversations.drafting import keeping, planning
from keepword.conversations.drafting.afterwards import what_became_of
from keepword.conversations.drafting.departing import WHY as WHY_NOT
from keepword.conversations.drafting.departing import NotKept
from keepword.conversations.drafting.planning import NotToCome, TooLate
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import DISCARDED, HELD, ON_ITS_WAY, SCHEDULED, WRITING
from keepword.kit import clock
from keepword.people.permissions import REPLY
from keepword.promises.ledger.offering import means_another_time
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.replies import why_of
from keepword.web.drafts.away import back_from
from keepword.web.drafts.deciding import decision_in
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Its conversation."""
    draft = get_object_or_404(Draft.objects.visible_to(request.user), pk=number)
    return back_to(request, conversation_for(request, draft.conversation_id))


@for_agents(may=REPLY)
@require_POST
def recall(request: AgentRequest, number: int) -> HttpResponse:
    """Undo: it is a draft of its writer again. A colleague may stop it, too: see `planning.recall`. Twice is once."""
    return _act(request, number, act=lambda draft: planning.recall(draft, by=request.user), again=back_to)


@for_agents(may=REPLY)
@require_POST
def sending(request: AgentRequest, number: int) -> HttpResponse:
    def send_now(draft: Draft) -> None:
        _demand_same(draft, at=clock.now())
        planning.send_now(draft, by=request.user)

    return _act(request, number, act=send_now, again=_taken_back, left=back_to)  # twice is once


@for_agents(may=REPLY)
@require_POST
def time(request: AgentRequest, number: int) -> HttpResponse:
    """`later` as in `deciding.py`."""

    def put_off(draft: Draft) -> None:
        decision = decision_in(request.POST, conversation=draft.conversation, by=request.user)
        _demand_same(draft, at=decision.send_at)
        if (draft.state, draft.send_at) == (SCHEDULED, decision.send_at):  # the same press again
            return
        planning.put_off(draft, send_at=decision.send_at, by=request.user)

    return _act(request, number, act=put_off, again=_taken_back)


def _demand_same(draft: Draft, *, at: datetime) -> None:
    """Raises NotKept."""
    if means_another_time(draft, at=at):
        raise NotKept


Again = Callable[[AgentRequest, Conversation], HttpResponse]


def _has_left(request: AgentRequest, conversation: Conversation) -> HttpResponse:
    return refusal(request, title=_("It has left already"), reason=_("What is in the post cannot be taken back."))


def _act(
    request: AgentRequest, number: int, *, act: Callable[[Draft], object], again: Again, left: Again = _has_left
) -> HttpResponse:
    """`again` answers where it was taken back already, `left` where it is in the post."""
    rows = Draft.objects.visible_to(request.user).select_related("conversation__contact", "agent")
    draft = rows.filter(pk=number).first()
    try:
        if draft is None or draft.state not in ON_ITS_WAY:
            raise TooLate
        act(draft)
    except TooLate:
        return _too_late(request, number, draft=draft, again=again, left=left)
    except NotToCome:
        reason = _("Choose a day and an hour that are still to come.")
        return refusal(request, title=_("This time has gone by"), reason=reason)
    except tuple(WHY_NOT) as error:
        return refusal(request, title=_("It was not sent"), reason=why_of(error))
    return back_to(request, conversation_for(request, draft.conversation_id))


def _too_late(request: AgentRequest, number: int, *, draft: Draft | None, again: Again, left: Again) -> HttpResponse:
    """It left, or somebody took it back: each is said as it is."""
    became = what_became_of(number, agent=request.user)
    if became is not None and became.has_left:
        return left(request, conversation_for(request, became.conversation_id))
    if draft is None and became is None:
        raise Http404
    where = draft.conversation_id if draft else became.conversation_id  # type: ignore[union-attr]
    return again(request, conversation_for(request, where))


def _taken_back(request: AgentRequest, conversation: Conversation) -> HttpResponse:
    reason = _("Somebody took it back before it left, so nothing was sent. It is a draft of its writer again.")
    return refusal(request, title=_("It was taken back"), reason=reason)


@for_agents
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    """One's own draft is put away; with `removed` "no" it comes back. Twice is once."""
    own = Draft.objects.visible_to(request.user).filter(agent=request.user).select_related("conversation", "agent")
    if request.POST.get("removed") == "no":
        draft = get_object_or_404(own, pk=number, state__in=[DISCARDED, WRITING])
        if draft.state == DISCARDED:
            keeping.bring_back(draft)
        return back_to(request, draft.conversation)
    draft = get_object_or_404(own, pk=number, state__in=[WRITING, HELD, DISCARDED])
    if draft.state != DISCARDED:
        keeping.discard(draft)
    return back_from(request, draft)
