"""Who was touched by what happened is looked at anew: the facts since the last look, and those that have just reached
an age that a condition asks for ("more than 90 days ago"). So the cost grows with what changed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import INBOUND
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Contact, Segment
from keepword.segments import rules
from keepword.segments.keeping import asked_by, look_at

# A fact counts from its commit, which comes after its time: looked for a little into the past, again.
OVERLAP = timedelta(seconds=30)
MOST = 20_000  # facts of one look; where there are more, everybody is looked at instead
LONGEST_GAP = timedelta(days=1)
OF_CONVERSATIONS = [
    "message.received",
    "message.moved",
    "survey.answered",
    *(
        f"conversation.{what}"
        for what in (
            *("created", "resolved", "reopened", "waiting", "snoozed", "woken", "tagged", "untagged"),
            *("marked_spam", "unmarked_spam", "merged", "unmerged", "took_in", "gave_back"),
        )
    ),
]
OF_CONTACTS = [f"contact.{what}" for what in ("corrected", "fields_changed", "joined_company", "left_company")]
OF_COMPANIES = ["company.fields_changed", "company.changed"]


def follow() -> int:
    """Run by the schedule; twice at once without harm. Returns how many contacts were looked at."""
    segments = list(Segment.objects.in_use())
    if not segments:
        return 0
    now, since = clock.now(), min(one.followed_at for one in segments)
    if since >= now:
        return 0
    touched = None if now - since > LONGEST_GAP else _touched(segments, since=since, until=now)
    if touched is None:  # too much to go after each
        Segment.objects.in_use().update(walked_to=0, followed_at=now)
        return 0
    look_at(sorted(touched))
    Segment.objects.filter(pk__in=[one.pk for one in segments], followed_at__lt=now).update(followed_at=now)
    return len(touched)


def _touched(segments: Iterable[Segment], *, since: datetime, until: datetime) -> set[int] | None:
    """None when too much happened."""
    begin = since - OVERLAP
    facts = Event.objects.filter(name__in=[*OF_CONVERSATIONS, *OF_CONTACTS, *OF_COMPANIES], at__gte=begin)
    found = list(facts.values_list("name", "conversation_id", "data")[: MOST + 1])
    aged = _aged(segments, since=begin, until=until)
    if len(found) > MOST or aged is None:
        return None
    conversations = {number for _, number, _ in found if number} | aged
    companies = {data["company"] for name, _, data in found if name in OF_COMPANIES}
    contacts = {data["contact"] for name, _, data in found if name in OF_CONTACTS}
    return contacts | _contacts_of(conversations) | _people_of(companies)


def _aged(segments: Iterable[Segment], *, since: datetime, until: datetime) -> set[int] | None:
    """The conversations in which something passed an age that is asked for. None for too many."""
    lengths = {length for one in segments for length in rules.lengths_of(asked_by(one))}
    if not lengths:
        return set()
    spans = Q()
    for length in lengths:
        age = timedelta(seconds=length)
        spans |= Q(at__gte=since - age, at__lt=until - age)
    # house: for the whole house, see meaning.py
    wrote = Message.objects.filter(spans, kind=INBOUND).values_list("conversation_id", flat=True)
    begun = Event.objects.filter(spans, name="conversation.created").values_list("conversation_id", flat=True)
    found = [*wrote[: MOST + 1], *begun[: MOST + 1]]
    return None if len(found) > MOST else {number for number in found if number}


def _contacts_of(conversations: Iterable[int]) -> set[int]:
    ids = sorted(conversations)
    found: set[int] = set()
    for start in range(0, len(ids), 500):
        few = Conversation.objects.filter(pk__in=ids[start : start + 500])  # house: for the whole house, see meaning
        found.update(few.values_list("contact_id", flat=True))
    return found


def _people_of(companies: Iterable[int]) -> set[int]:
    return set(Contact.objects.filter(company__in=companies).values_list("id", flat=True)) if companies else set()


def follow_contact(event: Event) -> None:
    """Reaction to what somebody changed of a contact by hand: they see at once what it means."""
    numbers = {event.data["contact"], event.data.get("other", event.data["contact"])}
    if Segment.objects.in_use().exists():
        look_at(sorted(numbers))
