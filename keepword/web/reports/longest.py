"""The conversations that waited longest for somebody: /reports/time/<part>."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.people.models import Team
from keepword.people.permissions import SEE_REPORTS
from keepword.promises.models import TimeSpent
from keepword.promises.models.time_spent import PARTS
from keepword.web import times
from keepword.web.conversations.contact import channel_name
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.promises.choosing import NONE
from keepword.web.promises.words import PART_NAMES
from keepword.web.reports.lengths import length_of
from keepword.web.reports.shell import report
from keepword.web.reports.time_choice import WEEKS, Choice, choice_of, weeks_of

MOST = 50


@dataclass(frozen=True, slots=True)
class Row:
    address: str
    customer: str
    subject: str
    language: str
    place: str
    length: str


@for_agents(may=SEE_REPORTS)
@require_safe
def show(request: AgentRequest, part: str) -> HttpResponse:
    if part not in PARTS:
        raise Http404
    choice = choice_of(request.GET)
    context: dict[str, Any] = {
        "heading": str(PART_NAMES[part]),
        "about": " · ".join(_about(choice)),
        "is_business": choice.is_business,
        "back": choice.report(week=""),
        "rows": [_row(one, choice=choice) for one in _found(request, part=part, choice=choice)],
        "most": MOST,
    }
    return report(request, "web/reports/longest.html", tab="time-spent", context=context)


def _found(request: AgentRequest, *, part: str, choice: Choice) -> list[TimeSpent]:
    """The longest of each week, along its index, and of those the longest: however many there were."""
    by = "business_seconds" if choice.is_business else "calendar_seconds"
    seen = TimeSpent.objects.visible_to(request.user).filter(part=part, **{f"{by}__gt": 0}, **choice.filters())
    places = [
        pair
        for week in weeks_of(choice)
        for pair in seen.filter(week_on=week).order_by(f"-{by}").values_list(by, "id")[:MOST]
    ]
    ids = [number for _length, number in sorted(places, reverse=True)[:MOST]]
    found = TimeSpent.objects.visible_to(request.user).select_related("conversation__contact", "team").in_bulk(ids)
    return [found[number] for number in ids]


def _row(one: TimeSpent, *, choice: Choice) -> Row:
    conversation = one.conversation
    seconds = one.business_seconds if choice.is_business else one.calendar_seconds
    return Row(
        address=reverse("web:clocks", args=[conversation.pk]),
        customer=str(conversation.contact),
        subject=conversation.subject or conversation.reference,
        language=conversation.language,
        place=" · ".join(filter(None, [one.team.name if one.team else "", str(channel_name(one.channel))])),
        length=length_of(seconds, is_business=choice.is_business),
    )


def _about(choice: Choice) -> list[str]:
    """What of all is shown, in words."""
    monday = weeks_of(choice)[0]
    told = [
        _("Solved in the week from %(day)s") % {"day": times.day(monday)}
        if choice.week
        else _("Solved in the last %(weeks)s weeks") % {"weeks": WEEKS}
    ]
    if choice.team:
        name = (
            Team.objects.filter(pk=int(choice.team)).values_list("name", flat=True).first()
            if choice.team != NONE
            else ""
        )
        told.append(name or _("No team"))
    if choice.channel:
        told.append(str(channel_name(choice.channel)))
    return told


def _team_name(team: str) -> str:
    names = Team.objects.filter(pk=0 if team == NONE else int(team)).values_list("name", flat=True)
    return names.first() or _("No team")
