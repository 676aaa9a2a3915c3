"""Done, not done after all, or not owed any more: /promises/<id>/keeping and /promises/<id>/withdrawal."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.people.permissions import REPLY
from keepword.promises.ledger.keeping import keep, take_back
from keepword.promises.ledger.renewing import TooLate
from keepword.promises.ledger.withdrawing import NoReason, withdraw
from keepword.promises.models import Promise
from keepword.promises.models.promise import WITHDRAWN
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=REPLY)
@require_POST
def keeping(request: AgentRequest, number: int) -> HttpResponse:
    """`undo` takes it back."""
    promise = _found(request, number)
    if request.POST.get("undo"):
        take_back(promise, by=request.user.as_actor)
    else:
        keep(promise, by=request.user.as_actor)
    return redirect("web:conversation", promise.conversation_id)


@for_agents(may=REPLY)
@require_POST
def withdrawal(request: AgentRequest, number: int) -> HttpResponse:
    promise = _found(request, number)
    title = _("This promise stands")
    try:
        withdraw(promise, reason=request.POST.get("reason", ""), by=request.user.as_actor)
    except NoReason:
        return refusal(request, title=title, reason=_("Say why it is not owed any more."))
    except TooLate:
        promise.refresh_from_db()
        if promise.state == WITHDRAWN:  # the same press again, or a colleague was quicker
            return redirect("web:conversation", promise.conversation_id)
        reason = _("Its time has passed or it is settled: what happened stays as it was.")
        return refusal(request, title=title, reason=reason)
    return redirect("web:conversation", promise.conversation_id)


def _found(request: AgentRequest, number: int) -> Promise:
    return get_object_or_404(Promise.objects.visible_to(request.user), pk=number)
