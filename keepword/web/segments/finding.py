"""The one way by which a screen comes to a segment, and what it says of one."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keepword.people.models import Agent, Segment
from keepword.segments.keeping import asked_by
from keepword.segments.listing import Count, count_of
from keepword.segments.saying import in_words
from keepword.web import times
from keepword.web.conversations.finding import LARGEST


@dataclass(frozen=True, slots=True)
class Told:
    """`as_of` is "" while everybody is looked at for the first time."""

    segment: Segment
    says: list[str]
    count: str
    as_of: SafeString | str


def segment_for(number: int) -> Segment:
    """Shared by everybody; one that was put away is not there (404)."""
    found = Segment.objects.in_use().filter(pk=number).first() if number <= LARGEST else None
    if found is None:
        raise Http404
    return found


def told(segment: Segment, *, agent: Agent, own: dict[str, str], reader: times.Reader) -> Told:
    return Told(
        segment,
        in_words(asked_by(segment), own_fields=own),
        said(count_of(segment, agent=agent)),
        reader.day_or_clock(segment.followed_at) if segment.walked_at else "",
    )


def said(count: Count) -> str:
    if count.is_more:
        return _("More than %(count)s customers") % {"count": count.number}
    return ngettext("%(count)s customer", "%(count)s customers", count.number) % {"count": count.number}


def context_of(segment: Segment, *, agent: Agent, own: dict[str, str]) -> dict[str, Any]:
    return {"told": told(segment, agent=agent, own=own, reader=times.reader()), "segment": segment}
