"""What surrounds every page of the settings."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from keepword.people.models import Agent
from keepword.people.permissions import (
    MANAGE_AGENTS,
    MANAGE_INSTALLATION,
    MANAGE_SETTINGS,
    MANAGE_TAGS,
    MARK_SPAM,
    SEE_AUDIT,
)
from keepword.web.desk import surroundings
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest

OWN = {
    "settings": _("You"),
    "notice-choices": _("Notices"),
    "security": _("Security"),
    "password": _("Password"),
    "macros": _("Macros"),
    "saved-views": _("Views"),
}
HOUSE = {
    "inboxes": _("Inboxes"),
    "mailboxes": _("Mailboxes"),
    "agents": _("Agents"),
    "teams": _("Teams"),
    "roles": _("Roles"),
    "tags": _("Tags"),
    "own-fields": _("Fields"),
    "routing": _("Routing"),
    "spam-settings": _("Spam"),
    "business-hours": _("Hours"),
    "policies": _("Targets"),
    "channels": _("Channels"),
    "acknowledgements": _("Acknowledgements"),
    "brands": _("Brands"),
    "access": _("Signing in"),
    "signatures": _("Signatures"),
    "audit": _("Audit log"),
    "outbox": _("Local outbox"),
    "failures": _("Failures"),
    "unread-mail": _("Unreadable mail"),
}
# What each takes; the others are one's own, or take MANAGE_SETTINGS.
TAKES = {
    "agents": MANAGE_AGENTS,
    "teams": MANAGE_AGENTS,
    "roles": MANAGE_AGENTS,
    "tags": MANAGE_TAGS,
    "access": MANAGE_INSTALLATION,
    "spam-settings": MARK_SPAM,
    "audit": SEE_AUDIT,
    "mailboxes": MANAGE_INSTALLATION,
    "outbox": MANAGE_INSTALLATION,
    "failures": MANAGE_INSTALLATION,
    "unread-mail": MANAGE_INSTALLATION,
}


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    address: str
    is_current: bool


def tabs_of(agent: Agent) -> list[tuple[str, str | Promise, str]]:
    """(name, words, address) of the pages that the agent's role includes."""
    names = OWN | {name: label for name, label in HOUSE.items() if _opens(name, agent=agent)}
    return [(name, label, reverse(f"web:{name}")) for name, label in names.items()]


def _opens(name: str, *, agent: Agent) -> bool:
    return agent.may(TAKES.get(name, MANAGE_SETTINGS)) and (name != "access" or agent.is_administrator)


def settings_page(
    request: AgentRequest, template: str, *, tab: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    tabs = [Tab(str(label), address, name == tab) for name, label, address in tabs_of(request.user)]
    saved = request.GET.get("saved") == "yes"
    whole = surroundings(request, section="settings") | {"tabs": tabs, "was_saved": saved} | context
    return render(request, template, whole, status=status)


def edit_page(
    request: AgentRequest, *, form: DeskForm, heading: str, tab: str, kind: str, context: dict[str, Any]
) -> HttpResponse:
    """One row of a list, as a form; `kind` names the template, "edit" for one that has nothing but the form."""
    around = {"form": form, "heading": heading, "back_address": reverse(f"web:{tab}"), "back_label": HOUSE[tab]}
    status = 422 if form.is_bound else 200
    return settings_page(request, f"web/settings/{kind}.html", tab=tab, context=around | context, status=status)
