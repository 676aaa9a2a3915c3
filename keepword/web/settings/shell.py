"""What surrounds every page of the settings."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from keepword.people.models import Agent
from keepword.web.desk import surroundings
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest
from keepword.web.settings.places import LABELS, Place, open_to


@dataclass(frozen=True, slots=True)
class Tab:
    """`also` are other words by which the page is found."""

    label: str
    address: str
    is_current: bool
    also: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    tabs: list[Tab]


def groups_of(agent: Agent, *, current: str) -> list[Group]:
    grouped = groupby(open_to(agent), key=lambda place: str(place.group))
    return [Group(label, [_tab(place, current=current) for place in places]) for label, places in grouped]


def _tab(place: Place, *, current: str) -> Tab:
    return Tab(str(place.label), reverse(f"web:{place.name}"), place.name == current, str(place.also))


def settings_page(
    request: AgentRequest, template: str, *, tab: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    around = {
        "settings_groups": groups_of(request.user, current=tab),
        "tab_label": LABELS.get(tab, ""),
        "was_saved": request.GET.get("saved") == "yes",
        "added": request.GET.get("added", ""),  # the number of what was just made, as the list has it
    }
    return render(request, template, surroundings(request, section="settings") | around | context, status=status)


def edit_page(
    request: AgentRequest, *, form: DeskForm, heading: str, tab: str, kind: str, context: dict[str, Any]
) -> HttpResponse:
    """One row of a list, as a form; `kind` names the template, "edit" for one that has nothing but the form."""
    around = {"form": form, "heading": heading, "back_address": reverse(f"web:{tab}"), "back_label": LABELS[tab]}
    status = 422 if form.is_bound else 200
    return settings_page(request, f"web/settings/{kind}.html", tab=tab, context=around | context, status=status)
