"""What came of an opportunity: /tasks/<id>/outcome; and whether somebody may be offered anything:
/contacts/<id>/offers."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.opportunities import wording
from keepword.conversations.opportunities.deciding import decide
from keepword.conversations.tasks.giving import LONGEST
from keepword.people.offering import allow_offers, stop_offers
from keepword.people.permissions import MANAGE_CONTACTS, TASK
from keepword.web.contacts.finding import contact_for
from keepword.web.desk import surroundings
from keepword.web.fields import DeskForm
from keepword.web.opportunities.rows import rows_of
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.tasks.acts import task_for


class OutcomeForm(DeskForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"),
        choices=list(wording.OUTCOMES.items()),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("“Never again” lasts: nobody hands this customer on any more."),
    )
    words = forms.CharField(
        label=gettext_lazy("In your words"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Whoever handed it over reads it."),
    )


@for_agents(may=TASK)
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: AgentRequest, number: int) -> HttpResponse:
    task = task_for(request, number)
    if not task.opportunity:
        raise Http404
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        decide(task, outcome=said["outcome"], words=said["words"], by=request.user)
        return redirect("web:opportunities")
    context: dict[str, Any] = surroundings(request, section="tasks")
    context |= {"row": rows_of([task], agent=request.user)[0], "form": form}
    return render(request, "web/opportunities/decide.html", context, status=422 if form.is_bound else 200)


@for_agents(may=MANAGE_CONTACTS)
@require_POST
def offers(request: AgentRequest, number: int) -> HttpResponse:
    contact = contact_for(request, number)
    act = stop_offers if request.POST.get("offers") == "no" else allow_offers
    act(contact, by=request.user.as_actor)
    return redirect("web:one-contact", contact.pk)
