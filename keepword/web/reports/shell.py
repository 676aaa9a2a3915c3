"""What surrounds every page of the reports."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from keepword.people.permissions import SEE_REPORTS
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest
from keepword.web.settings.shell import Tab

TABS = {
    "kept": _("Kept rate"),
    "promises": _("Promises"),
    "workload": _("Workload"),
    "time-spent": _("Where time goes"),
    "coverage": _("Coverage"),
    "parity": _("Equal service"),
    "channel-choice": _("Channels"),
    "gifts-given": _("What was given"),
    "hand-overs": _("Hand-over"),
}
GIFTS = "gifts-given"
FOR_ALL = ("promises", "hand-overs")  # work, not figures about it


def report(
    request: AgentRequest, template: str, *, tab: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    may_see = request.user.may(SEE_REPORTS)
    names = {name: label for name, label in TABS.items() if may_see or name in FOR_ALL}
    if tab != GIFTS:
        names.pop(GIFTS, None)  # reached from /gifts: no trace of it where nothing is given, and no question about it
    tabs = [Tab(str(label), reverse(f"web:{name}"), name == tab) for name, label in names.items()]
    whole = surroundings(request, section="reports") | {"tabs": tabs} | context
    return render(request, template, whole, status=status)
