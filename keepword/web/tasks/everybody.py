"""All whom a task concerns: /tasks/<id>/everybody. What came of it is brought to each, or each is resolved; in bulk,
so that it can be taken back."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.bulk.beginning import CannotBegin, begin
from keepword.conversations.tasks.concerning import also_concerned
from keepword.people.permissions import BULK
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.tasks.acts import task_for


@for_agents(may=BULK)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`do` is "tell", or "resolve"; `form` the mark of the form."""
    task = task_for(request, number)
    others = [one.pk for one in also_concerned(task, to=request.user)]
    do = "resolve" if request.POST.get("do") == "resolve" else "tell"
    to = task.pk if do == "tell" else None
    mark = f"{do}-{request.POST.get('form', '')}"[:64]
    try:
        return redirect("web:bulk", begin(do, by=request.user, to=to, ids=others, form=mark).pk)
    except CannotBegin:
        why = _("No other conversation has to do with this task, or your role does not include it.")
        return refusal(request, title=_("This cannot be done"), reason=why)
