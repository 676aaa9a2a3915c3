"""Above the answer, in one calm line: what is good to know of this person. Asked only where there is something."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keepword.commerce.models import Customer
from keepword.conversations.complaints.recognising import sounds_like_complaint
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import REMEMBERED, SPAM
from keepword.insight.beforehand import MANY, NOTHING, WEEK, Beforehand, Counted, beforehand
from keepword.kit.prepared import Prepared
from keepword.kit.reversing import address_of
from keepword.people.models import Agent
from keepword.people.permissions import CHANGE
from keepword.surveys.scores import POOR
from keepword.surveys.wording import FACES, label
from keepword.web import times

WORDS_SHOWN = 80
Loyal = tuple[str, str, int | None]  # programme, tier ("" for none), points


def _remembered(contact: int) -> Any:
    theirs = Conversation.objects.filter(REMEMBERED, contact_id=contact)  # house: whether to ask for what may be seen
    return theirs.order_by("id").values_list("id")[:1]


def _loyal(contact: int) -> Any:
    # house: the person on the page
    theirs = Customer.objects.filter(contact_id=contact).exclude(programme="")
    return theirs.order_by("pk").values_list("programme", "tier", "points")


REMEMBERS = Prepared(_remembered)
LOYALTY = Prepared(_loyal)


@dataclass(frozen=True, slots=True)
class Item:
    """`address` leads to where it comes from, "" for the conversation that is open."""

    icon: str
    words: SafeString
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    """`suggests`: whether this may be a complaint, and nobody said yet."""

    items: list[Item]
    suggests: bool

    @property
    def is_any(self) -> bool:
        return bool(self.items) or self.suggests


def of(
    conversation: Conversation,
    *,
    agent: Agent,
    reader: times.Reader,
    remembers: bool,
    loyalty: Sequence[Loyal],
    begun: Iterable[datetime],
    said: Iterable[str],
) -> Shown:
    """`remembers`: whether any conversation of theirs remembers something; `loyalty`: as LOYALTY answers; `begun`:
    when their newest ones began; `said`: the customer's own words on the page."""
    lately = sum(at >= reader.now - WEEK for at in begun)
    is_asked = remembers or lately >= MANY
    found = beforehand(conversation.contact_id, by=agent, at=reader.now) if is_asked else NOTHING
    known = list(_items(found, here=conversation.pk, reader=reader))
    loyal = [_loyal_to(*one, contact=conversation.contact_id) for one in loyalty]
    first = 1 if found.answer else 0  # what they said of us stands before everything
    return Shown(known[:first] + loyal + known[first:], _suggests(conversation, agent, said))


def _suggests(conversation: Conversation, agent: Agent, said: Iterable[str]) -> bool:
    if conversation.complaint or conversation.status == SPAM or not agent.may(CHANGE):
        return False
    return conversation.rating in POOR or any(map(sounds_like_complaint, said))


def _items(found: Beforehand, *, here: int, reader: times.Reader) -> Iterable[Item]:
    if found.answer:
        yield Item("message-square", _answered(found, reader=reader), _address(found.answer.conversation, here=here))
    for icon, counted, words in (
        ("triangle-alert", found.complaints, _complained),
        ("undo-2", found.opened_again, _opened_again),
        ("clock", found.broken, _broken),
        ("mail", found.lately, _lately),
    ):
        if counted:
            yield Item(icon, words(counted, reader), _address(counted.conversation, here=here))


def _loyal_to(programme: str, tier: str, points: int | None, *, contact: int) -> Item:
    said = [format_html("<bdi>{}</bdi>", tier)] if tier else []
    if points is not None:
        count = number_format(points, use_l10n=True, force_grouping=True)
        said.append(format_html("{}", _("%(points)s points") % {"points": count}))
    words = format_html("<bdi>{}</bdi>", programme)
    if said:
        words = format_html("{}: {}", words, format_html_join(", ", "{}", ((one,) for one in said)))
    return Item("gift", words, address_of("web:one-contact", contact))


def _address(number: int, *, here: int) -> str:
    return "" if number == here else address_of("web:conversation", number)


def _answered(found: Beforehand, *, reader: times.Reader) -> SafeString:
    answer = found.answer
    assert answer is not None  # noqa: S101  asked a line above
    words = answer.words if len(answer.words) <= WORDS_SHOWN else f"{answer.words[:WORDS_SHOWN].rstrip()}…"
    said = format_html('<span aria-hidden="true">{}</span> {}', FACES[answer.score], label(answer.score))
    if words:
        quoted = format_html('<q lang="{}" dir="auto">{}</q>', answer.language, words)
        said = format_html("{} {}", said, quoted)
    return format_html(_("Last said of our help: {} ({})"), said, reader.day_or_clock(answer.at))


def _complained(counted: Counted, reader: times.Reader) -> SafeString:
    many = ngettext("%(num)s complaint in 12 months", "%(num)s complaints in 12 months", counted.times)
    last = format_html(_("last: {} ({})"), _subject(counted), reader.day_or_clock(counted.at))
    return format_html("{}, {}, {}", many % {"num": counted.times}, last, _solved(counted, reader))


def _solved(counted: Counted, reader: times.Reader) -> str:
    if counted.solved_seconds is None:
        return _("not solved yet")
    whole = timedelta(seconds=max(counted.solved_seconds, 60))
    return _("solved in %(time)s") % {"time": times.length(int(whole.total_seconds()), reader.language)}


def _opened_again(counted: Counted, reader: times.Reader) -> SafeString:
    many = ngettext(
        "wrote again %(num)s time after it was solved", "wrote again %(num)s times after it was solved", counted.times
    )
    return format_html("{}: {}", many % {"num": counted.times}, _subject(counted))


def _broken(counted: Counted, reader: times.Reader) -> SafeString:
    many = ngettext(
        "we broke %(num)s promise to them in 90 days", "we broke %(num)s promises to them in 90 days", counted.times
    )
    last = format_html(_("last: {} ({})"), _subject(counted), reader.day_or_clock(counted.at))
    return format_html("{}, {}", many % {"num": counted.times}, last)


def _lately(counted: Counted, reader: times.Reader) -> SafeString:
    many = ngettext("%(num)s conversation in 7 days", "%(num)s conversations in 7 days", counted.times)
    return format_html("{}", many % {"num": counted.times})


def _subject(counted: Counted) -> SafeString:
    return format_html('<bdi lang="{}">{}</bdi>', counted.language, counted.subject or _("Without a subject"))
