"""From a conversation to whoever knows what they may want: /conversations/<id>/opportunity."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keepword.conversations.models import Conversation
from keepword.conversations.opportunities import wording
from keepword.conversations.opportunities.handing import NoOffers, NotAsked, Wanted, hand_to_sales
from keepword.conversations.repeating import key_of
from keepword.conversations.tasks.giving import LONGEST
from keepword.conversations.tasks.owning import NotForThem
from keepword.kit import tokens
from keepword.people.models import Team
from keepword.people.permissions import TASK
from keepword.web.conversations.choices import TEAMS
from keepword.web.conversations.finding import conversation_for
from keepword.web.desk import surroundings
from keepword.web.fields import DeskForm, MomentField
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.picking.widgets import PickOne
from keepword.web.tasks.form import NOT_FOR_THEM


class OpportunityForm(DeskForm):
    """The time is on the clock of whoever looks."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is about"), choices=list(wording.KINDS.items()))
    words = forms.CharField(
        label=gettext_lazy("Why it would help them"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Do they want to hear about it?"),
        choices=list(wording.GROUNDS.items()),
        widget=forms.RadioSelect,
    )
    team = forms.ChoiceField(label=gettext_lazy("Which team"), widget=PickOne(sources={"": "teams"}))
    until = MomentField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("On your clock. Leave it empty if there is no hurry."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [(str(number), name) for number, name in TEAMS()]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        said = self.cleaned_data
        team = Team.objects.get(pk=said["team"])
        return Wanted(said["kind"], said["words"], team, said["ground"], said["until"])


@for_agents(may=TASK)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    form = OpportunityForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _handed(request, conversation, form=form):
        return redirect("web:conversation", conversation.pk)
    return _page(request, conversation, form=form)


def _handed(request: AgentRequest, conversation: Conversation, *, form: OpportunityForm) -> bool:
    """False when it may not be, which the form says."""
    mark = key_of(request.POST.get("form", ""), text=form.cleaned_data["words"])
    try:
        hand_to_sales(conversation, wanted=form.wanted(), by=request.user, mark=mark)
    except NotAsked:
        form.add_error("ground", wording.PUSHING)
    except NoOffers:
        form.add_error(None, wording.NO_OFFERS)
    except NotForThem:
        form.add_error("team", NOT_FOR_THEM)
    return not form.errors


def _page(request: AgentRequest, conversation: Conversation, *, form: OpportunityForm) -> HttpResponse:
    context: dict[str, Any] = surroundings(request) | {
        "conversation": conversation,
        "subject": conversation.subject or _("Without a subject"),
        "address": reverse("web:conversation", args=[conversation.pk]),
        "is_refused": conversation.contact.no_offers_since is not None,
        "no_offers": wording.NO_OFFERS,
        "form": form,
        "mark": tokens.unguessable(),
    }
    return render(request, "web/opportunities/hand.html", context, status=422 if form.is_bound else 200)
