"""The times in what is being written: /conversations/<id>/offers.

Each is offered as a promise before the answer goes out: keep count of it, change it, or say that it is none. A time
that hours and load cannot meet is refused, with one that they can.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.hours.dates import city, day_and_time, time_of_day, weekday_and_time
from keepword.hours.saying import say_instant
from keepword.kit import clock
from keepword.kit.languages import tag_of
from keepword.kit.zones import moment_in, zone_of
from keepword.people.permissions import REPLY
from keepword.promises.ledger.guarding import CLOSED, LOAD, Verdict
from keepword.promises.ledger.offering import Offer, offers_in, on_wall
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents

KEEP, LEAVE = "keep", "leave"
WALL = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class Shown:
    """What `_offers.html` prints of one offer. `until` is on the customer's wall; `refusal` is "" for what can be
    kept; `instead` are the words for a time that can."""

    key: str
    said: str
    sentence: str
    until: str
    refusal: str
    instead: str
    is_left: bool
    reason: str


@for_agents(may=REPLY)
@require_POST
def show(request: AgentRequest, number: int) -> HttpResponse:
    """What the words that were written until now would promise. Nothing is stored."""
    conversation = conversation_for(request, number)
    offers = offers_in(request.POST.get("text", ""), to=conversation, by=request.user)
    context = {"offers": shown(offers, data=request.POST, language=conversation.language)}
    return render(request, "web/conversations/_offers.html", context)


def shown(offers: Sequence[Offer], *, data: Mapping[str, str], language: str) -> list[Shown]:
    """With what was chosen and typed for each so far."""
    return [_shown(offer, data=data, language=language) for offer in offers]


def _shown(offer: Offer, *, data: Mapping[str, str], language: str) -> Shown:
    verdict, due_at = offer.verdict, offer.stated.due_at
    instead = verdict.earliest if not verdict.is_possible else None
    return Shown(
        key=offer.key,
        said=offer.stated.text,
        sentence=_sentence(offer.stated.what, when=_when(due_at, zone=offer.zone)),
        until=data.get(f"until-{offer.key}") or on_wall(due_at, zone=offer.zone).strftime(WALL),
        refusal=refusal_of(verdict, zone=offer.zone),
        instead=say_instead(instead, language=language, zone=offer.zone) if instead else "",
        is_left=data.get(f"count-{offer.key}") == LEAVE,
        reason=data.get(f"reason-{offer.key}", ""),
    )


def say_instead(at: datetime, *, language: str, zone: str) -> str:
    """In the customer's words."""
    return say_instant(at, now=clock.now(), language=language, zone=zone, reader_zone=zone)


def _sentence(what: str, *, when: str) -> str:
    sentences = {
        "call": _("You say: a call by %(when)s."),
        "reply": _("You say: an answer by %(when)s."),
        "update": _("You say: news by %(when)s."),
        "resolution": _("You say: solved by %(when)s."),
        "action": _("You say: done by %(when)s."),
    }
    return sentences[what] % {"when": when}


def _when(at: datetime, *, zone: str) -> str:
    """ "Wed 25 Nov, 12:00 Seoul (04:00 yours)"."""
    theirs, ours = on_wall(at, zone=zone), timezone.localtime(at)
    language = tag_of(translation.get_language() or "en")
    words, place = day_and_time(theirs, language=language), city(zone, language=language)
    if theirs.utcoffset() == ours.utcoffset():
        return words
    say = time_of_day if ours.date() == theirs.date() else weekday_and_time
    mine = say(ours, language=language)
    return _("%(when)s %(place)s (%(mine)s yours)") % {"when": words, "place": place, "mine": mine}


def refusal_of(verdict: Verdict, *, zone: str) -> str:
    """Why this time cannot be kept, and which can; "" when it can."""
    if verdict.is_possible:
        return ""
    if verdict.earliest is None:
        return _("Nobody is here to do it: no opening hours are to come.")
    when = {"when": _when(verdict.earliest, zone=zone)}
    if verdict.why == CLOSED:
        return _("We are closed until then. The earliest time that we can keep is %(when)s.") % when
    assert verdict.why == LOAD  # noqa: S101  there is no other reason
    return _("Too many customers come first. The earliest time that we can keep is %(when)s.") % when


def moment_typed(text: str, *, zone: str) -> datetime | None:
    """A moment as a browser sends what was typed, on the customer's wall. None for what is none."""
    return moment_in(text, zone=zone_of(zone), now=clock.now())
