"""What can be done to a selection: /bulk/choices, fetched when something is selected first."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.bulk.acts import ACTS
from keepword.kit import tokens
from keepword.people.models import Agent
from keepword.people.permissions import BULK
from keepword.web.conversations.choices import AGENTS, TEAMS, priority_name
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.picking.menus import menu
from keepword.web.rendering import answer

WITH_WORDS = ("tag", "untag", "reply", "reply_and_resolve")


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` is "ACT" or "ACT:TO"."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    words: str
    choices: list[Choice]


@for_agents(may=BULK)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    part = "web/bulk/_choices.html"
    return answer(request, page=part, part=part, context=form_of(request))


def form_of(request: AgentRequest) -> dict[str, object]:
    return {"acts": _menu(request.user), "mark": tokens.unguessable()}


def _menu(agent: Agent) -> SafeString:
    groups = [(one.words, [(choice.value, choice.words) for choice in one.choices]) for one in _groups(agent)]
    attrs = {"class": "input", "id": "bulk-act", "required": True, "aria-label": _("What to do with them")}
    attrs["data-words"] = " ".join(WITH_WORDS)
    sources = {"assign:": "agents", "team:": "teams"}
    return menu(
        "act", choices=[("", _("What to do …")), *groups], chosen="", sources=sources, attrs=attrs, form="finds-acts"
    )


def _groups(agent: Agent) -> list[Group]:
    """Only what their role includes."""
    groups = [
        Group(_("Status"), _statuses()),
        Group(_("Assign to"), _people(agent)),
        Group(_("Give to the team"), _teams()),
        Group(_("Tags"), [Choice("tag", _("Add a tag …")), Choice("untag", _("Remove a tag …"))]),
        Group(
            _("Priority"),
            [Choice(f"priority:{name}", priority_name(name)) for name in ("urgent", "high", "normal", "low")],
        ),
        Group(_("Merge"), [Choice("merge", _("Merge them into the first one"))]),
        Group(
            _("Reply"), [Choice("reply", _("Reply to each …")), Choice("reply_and_resolve", _("Reply and resolve …"))]
        ),
    ]
    allowed = [
        Group(one.words, [c for c in one.choices if agent.may(ACTS[c.value.partition(":")[0]].permission)])
        for one in groups
    ]
    return [one for one in allowed if one.choices]


def _statuses() -> list[Choice]:
    return [
        Choice("resolve", _("Resolve")),
        Choice("reopen", _("Open again")),
        Choice("wait", _("Wait for the customer")),
        Choice("snooze:24", _("Snooze for a day")),
        Choice("snooze:168", _("Snooze for a week")),
        Choice("spam", _("Mark as spam")),
        Choice("not_spam", _("Not spam")),
    ]


def _people(agent: Agent) -> list[Choice]:
    others = [Choice(f"assign:{number}", name) for number, name, _photo in AGENTS() if number != agent.pk]
    return [Choice(f"assign:{agent.pk}", _("Me")), Choice("assign:", _("Nobody")), *others]


def _teams() -> list[Choice]:
    return [*(Choice(f"team:{number}", name) for number, name in TEAMS()), Choice("team:", _("No team"))]
