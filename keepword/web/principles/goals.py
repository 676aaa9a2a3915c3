"""Goals, and who looks after all of it: /how-we-serve/goals and /how-we-serve/care."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.principles.entrusting import care, entrust
from keepword.principles.models import Goal
from keepword.principles.writing import drop_goal, set_goal
from keepword.web.desk import surroundings
from keepword.web.fields import DayInput, DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.principles.showing import FIGURES


class GoalForm(DeskForm):
    words = forms.CharField(label=_("The goal in one sentence"), max_length=300)
    figure = forms.ChoiceField(
        label=_("Measured by"), required=False, choices=lambda: [("", _("Nothing: it is only said")), *FIGURES.items()]
    )
    target = forms.IntegerField(label=_("To reach, in percent"), required=False, min_value=1, max_value=100)
    by_on = forms.DateField(label=_("By when"), required=False, widget=DayInput())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("figure") and not cleaned.get("target") and "target" not in self.errors:
            self.add_error("target", _("Say which share is to be reached."))
        return cleaned


class CareForm(DeskForm):
    to = forms.ModelChoiceField(
        label=_("Colleague"), required=False, queryset=Agent.objects.none(), empty_label=_("Nobody yet")
    )
    review_on = forms.DateField(label=_("Look at it again on"), required=False, widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Agent.objects.filter(is_active=True).order_by("name", "id")  # type: ignore[attr-defined]


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def new(request: AgentRequest) -> HttpResponse:
    return _goal(request, None)


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest, number: int) -> HttpResponse:
    return _goal(request, get_object_or_404(Goal, pk=number))


def _goal(request: AgentRequest, goal: Goal | None) -> HttpResponse:
    names = ("words", "figure", "target", "by_on")
    form = GoalForm(request.POST or None, initial={name: getattr(goal, name) for name in names} if goal else None)
    if request.method == "POST" and form.is_valid():
        set_goal(goal, by=request.user, **{name: form.cleaned_data[name] for name in names})
        return redirect("web:how-we-serve")
    return _page(request, form, title=_("Goal"), goal=goal)


@for_agents(may=MANAGE_SETTINGS)
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    drop_goal(get_object_or_404(Goal, pk=number), by=request.user)
    return redirect("web:how-we-serve")


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def caring(request: AgentRequest) -> HttpResponse:
    kept = care()
    form = CareForm(request.POST or None, initial={"to": kept.owner_id, "review_on": kept.review_on})
    if request.method == "POST" and form.is_valid():
        entrust(**form.cleaned_data, by=request.user)
        return redirect("web:how-we-serve")
    return _page(request, form, title=_("Who looks after it"), goal=None)


def _page(request: AgentRequest, form: DeskForm, *, title: Any, goal: Goal | None) -> HttpResponse:
    context = surroundings(request, section="principles") | {"form": form, "title": title, "goal": goal}
    return render(request, "web/principles/form.html", context, status=422 if form.is_bound else 200)
