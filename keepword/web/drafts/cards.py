"""What was sent and has not left, as it stands below the thread: in a moment, later, or held back."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from keepword.conversations.drafting.departing import (
    ANSWERED,
    AWAY,
    BARRED,
    BINNED,
    MACRO,
    MOVED,
    NOBODY,
    PROMISE,
    UNFILLED,
    WROTE,
)
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import HELD, LEAVING
from keepword.hours.dates import city, weekday_and_time
from keepword.kit.reversing import address_of
from keepword.kit.zones import is_zone, zone_of
from keepword.people.models import Agent
from keepword.promises.ledger.offering import zone_of as their_zone
from keepword.web import times
from keepword.web.conversations.letters import size_in_words
from keepword.web.drafts.loading import Drafts


@dataclass(frozen=True, slots=True)
class Card:
    """What `_leaving.html` prints. `state` is "leaving", "scheduled" or "held"; `until` when it leaves, in ISO 8601;
    `theirs` is that time on the customer's wall, "" where it is the same."""

    number: int
    state: str
    name: str
    text: str
    files: list[str]
    until: str
    when: Any
    theirs: str
    why: str
    address: str
    is_mine: bool


def cards(drafts: Drafts, *, conversation: Conversation, agent: Agent, reader: times.Reader) -> list[Card]:
    return [_card(draft, conversation=conversation, agent=agent, reader=reader) for draft in drafts.leaving]


def their_place(conversation: Conversation, *, reader: times.Reader) -> str:
    """The customer's city, "" where their clock shows what the reader's does, or nobody knows where they are."""
    zone = conversation.contact.time_zone
    if not is_zone(zone) or _reads_alike(reader.now, zone=zone_of(zone), reader=reader):
        return ""
    return city(zone, language=reader.language)


def said_there(at: datetime, *, zone: str, reader: times.Reader) -> str:
    """ "10:00 in Seoul", and "Tue 10:00 in Seoul" where it is another day there; "" where both clocks show the same
    at that moment, whatever they show today."""
    there = at.astimezone(zone_of(zone))
    if _reads_alike(at, zone=there.tzinfo, reader=reader):
        return ""
    is_one_day = there.date() == at.astimezone(reader.zone).date()
    time = f"{there:%H:%M}" if is_one_day else weekday_and_time(there, language=reader.language)
    return _("%(time)s in %(place)s") % {"time": time, "place": city(zone, language=reader.language)}


def _reads_alike(at: datetime, *, zone: tzinfo | None, reader: times.Reader) -> bool:
    return at.astimezone(zone).utcoffset() == at.astimezone(reader.zone).utcoffset()


def _card(draft: Draft, *, conversation: Conversation, agent: Agent, reader: times.Reader) -> Card:
    return Card(
        number=draft.pk,
        state=draft.state,
        name=draft.agent.shown_name,
        text=draft.text,
        files=[f"{file.name} · {size_in_words(file.size)}" for file in draft.files.all() if not file.is_inline],
        until=draft.send_at.isoformat() if draft.send_at else "",
        when=_when(draft, reader=reader),
        theirs=_theirs(draft, conversation=conversation, reader=reader),
        why=_why(draft, conversation=conversation) if draft.state == HELD else "",
        address=address_of("web:draft", draft.pk),
        is_mine=draft.agent_id == agent.pk,
    )


def _when(draft: Draft, *, reader: times.Reader) -> Any:
    if draft.send_at is None:
        return ""
    if draft.state == LEAVING:
        return _("Sending in a moment")
    return format_html(_("Leaves {}"), reader.moment(draft.send_at))


def _theirs(draft: Draft, *, conversation: Conversation, reader: times.Reader) -> str:
    if draft.send_at is None or draft.state == LEAVING:
        return ""
    return said_there(draft.send_at, zone=their_zone(conversation), reader=reader)


def _why(draft: Draft, *, conversation: Conversation) -> str:
    name = conversation.contact.name or _("The customer")
    return {
        WROTE: _("Not sent: %(name)s wrote before it left. Read it, then send it or write it anew.") % {"name": name},
        ANSWERED: _("Not sent: a colleague answered before it left. Read it, then send yours or write it anew."),
        PROMISE: _("Not sent: a time in its words cannot be kept any more. Name one that can, then send it."),
        NOBODY: _("Not sent: there is no address that an answer may go to."),
        MACRO: _("Not sent: what its macro does cannot be done any more."),
        UNFILLED: _("Not sent: something in it still had to be filled in."),
        AWAY: _("Not sent: %(name)s does not work here any more.") % {"name": draft.agent.name},
        BARRED: _("Not sent: %(name)s may not answer here any more.") % {"name": draft.agent.name},
        MOVED: _("Not sent: it would go to somebody else than when it was written. Look to whom, then send it."),
        BINNED: _("Not sent: the conversation was deleted or marked as spam before it left."),
    }.get(draft.held_for, _("Not sent."))
