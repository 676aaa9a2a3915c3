"""Segments and those who are in them, as far as whoever looks may know them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.finding.meaning import sql_of, values_of
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.views.rules import Rule
from keepword.kit import clock
from keepword.people.models import Agent, Contact, Segment, SegmentChoice, SegmentMember
from keepword.segments.meaning import meant_by

MOST_COUNTED = 1_000  # for who may not know everybody: each is looked at
REACH = 20_000  # contacts that are tried for a preview, the newest
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Count:
    """`is_more`: there are more than `number`."""

    number: int
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """How many of the newest `tried` contacts are meant, and the newest of those whom the agent may know."""

    number: int
    tried: int
    is_whole: bool
    newest: list[Contact]


def members(segment: Segment, *, agent: Agent) -> QuerySet[Contact, Contact]:
    """The contacts that the agent may know, the latest members of the house first."""
    held = SegmentMember.objects.filter(segment=segment, contact=OuterRef("pk"))
    return contacts_visible_to(agent).filter(Exists(held)).order_by("-id")


def count_of(segment: Segment, *, agent: Agent) -> Count:
    if visible_inbox_ids(agent) is None:
        return Count(segment.size)
    found = members(segment, agent=agent).order_by().values("id")[: MOST_COUNTED + 1].count()
    return Count(min(found, MOST_COUNTED), found > MOST_COUNTED)


def segments_of(contact: Contact) -> list[tuple[int, str]]:
    """Ids and names of those that they are in; nothing is asked for somebody who is in none."""
    if not contact.in_segments:
        return []
    held = SegmentMember.objects.filter(contact=contact, segment__retired_at=None).order_by("segment__name")
    return list(held.values_list("segment_id", "segment__name"))


def choices_of(contact: Contact) -> dict[int, bool]:
    """What was said by hand, by segment: in it, or not."""
    return dict(SegmentChoice.objects.filter(contact=contact).values_list("segment_id", "is_in"))


def chosen_in(segment: Segment, *, among: Iterable[Contact]) -> set[int]:
    """Those who were put in by hand."""
    chosen = SegmentChoice.objects.filter(segment=segment, contact__in=list(among), is_in=True)
    return set(chosen.values_list("contact_id", flat=True))


def preview(asked: Sequence[Rule], *, agent: Agent) -> Preview:
    """Who would be in it, of the newest contacts that are tried; an end to its cost whatever is asked."""
    if not asked:
        return Preview(0, 0, True, [])
    where = meant_by(asked, at=clock.now())
    newest = f"(SELECT * FROM people_contact ORDER BY id DESC LIMIT {REACH}) p"  # noqa: S608
    sql = f"SELECT p.id FROM {newest} WHERE {sql_of(where)}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, values_of(where))
        ids = [number for (number,) in cursor.fetchall()]
    is_whole = Contact.objects.values("id")[: REACH + 1].count() <= REACH
    return _preview(ids, agent=agent, is_whole=is_whole)


def _preview(ids: list[int], *, agent: Agent, is_whole: bool) -> Preview:
    """Whoever may not know everybody is told the number of those whom they may."""
    ids.sort(reverse=True)
    seen = contacts_visible_to(agent)
    if visible_inbox_ids(agent) is None:
        return Preview(len(ids), REACH, is_whole, list(seen.filter(pk__in=ids[:SHOWN]).order_by("-id")))
    known: list[int] = []
    for start in range(0, len(ids), 500):
        known += seen.filter(pk__in=ids[start : start + 500]).order_by("-id").values_list("id", flat=True)
    return Preview(len(known), REACH, is_whole, list(seen.filter(pk__in=known[:SHOWN]).order_by("-id")))
