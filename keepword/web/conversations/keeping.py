"""Is a conversation held, or deleted? /conversations/<id>/keeping."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keepword.conversations.binning import CannotDelete, put_in_bin, restore
from keepword.conversations.models import Conversation
from keepword.people.models import Agent
from keepword.people.permissions import DELETE
from keepword.privacy.holding import LENGTH, NoReason, hold, holds_of, release
from keepword.privacy.models import Hold
from keepword.web import times
from keepword.web.conversations.finding import conversation_for
from keepword.web.desk import surroundings
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, demand, for_agents


class HoldForm(DeskForm):
    reason = forms.CharField(
        label=gettext_lazy("Why is it kept?"),
        max_length=LENGTH,
        help_text=gettext_lazy("For colleagues who look at it in a year: the court, the authority, the file number."),
    )


@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """`do` is "hold" with a `reason`, "release", "delete" or "bring_back"."""
    conversation = conversation_for(request, number)
    demand(request, DELETE)
    do = request.POST.get("do", "")
    form = HoldForm(request.POST if do == "hold" else None)
    problem = ""
    if request.method == "POST":
        problem = _done(conversation, do=do, form=form, by=request.user)
        if not problem and not form.errors:
            return redirect(AFTER.get(do, "web:conversation-keeping"), conversation.pk)
    reader = times.reader()
    context = surroundings(request) | {
        "conversation": conversation,
        "subject": conversation.subject or conversation.reference,
        "form": form,
        "problem": problem,
        "holds": [_line(one, reader=reader) for one in holds_of(conversation)],
        "delete_on": reader.long_date(conversation.delete_at) if conversation.delete_at else "",
        "emptied_on": reader.long_date(conversation.emptied_at) if conversation.emptied_at else "",
    }
    status = 422 if problem or form.errors else 200
    return render(request, "web/conversations/keeping.html", context, status=status)


def _line(one: Hold, *, reader: times.Reader) -> dict[str, Any]:
    ended = reader.long_date(one.ended_at) if one.ended_at else ""
    return {"hold": one, "at": reader.long_date(one.at), "ended": ended}


def _done(conversation: Conversation, *, do: str, form: HoldForm, by: Agent) -> str:
    """What was wrong, "" when nothing was, or when the form says it."""
    try:
        if do == "hold":
            if form.is_valid():
                hold(conversation, reason=form.cleaned_data["reason"], by=by)
        elif do in ACTS:
            ACTS[do](conversation, by=by)
    except NoReason:
        return _("Say why it is kept.")
    except CannotDelete:
        return _("It is held, or it holds something that is: end that first.")
    return ""


AFTER = {"bring_back": "web:conversation"}  # to go on with it
ACTS: dict[str, Callable[..., None]] = {"release": release, "delete": put_in_bin, "bring_back": restore}
