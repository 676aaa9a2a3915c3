"""Who was touched by what happened is looked at anew: the facts since the last look, and those that have just reached
an age that a condition asks for ("more than 90 days ago"). So the cost grows with what changed."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from keepword.commerce.models import Customer
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import INBOUND
from keepword.conversations.views.rules import Rule
from keepword.conversations.whose.putting_right import CHANGED
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Contact, Segment
from keepword.segments import rules
from keepword.segments.bought import COLUMNS
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
            *("marked_spam", "unmarked_spam", "merged", "unmerged", "took_in", "gave_back", "contact_changed"),
        )
    ),
]
OF_CONTACTS = [f"contact.{what}" for what in ("corrected", "fields_changed", "joined_company", "left_company")]
OF_COMPANIES = ["company.fields_changed", "company.changed"]
OF_PURCHASES = ["order.placed", "order.updated", "loyalty.joined", "loyalty.updated"]
OF_MESSAGES = frozenset(rules.FIELDS) - rules.PURCHASES


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
    asked = [rule for one in segments for rule in asked_by(one)]
    facts = Event.objects.filter(name__in=_facts_for(asked), at__gte=begin)
    found = list(facts.values_list("name", "conversation_id", "data")[: MOST + 1])
    aged = _aged(asked, since=begin, until=until)
    aged_customers = _aged_customers(asked, since=begin, until=until)
    if len(found) > MOST or aged is None or aged_customers is None:
        return None
    conversations = {number for _, number, _ in found if number} | aged
    companies = {data["company"] for name, _, data in found if name in OF_COMPANIES}
    contacts = {data["contact"] for name, _, data in found if name in OF_CONTACTS}
    contacts |= {data["was"] for name, _, data in found if name == CHANGED}  # whose the conversation was
    customers = {data.get(who) for name, _, data in found if name in OF_PURCHASES for who in ("contact", "left")}
    buyers = {number for number in customers if number} | aged_customers
    return contacts | buyers | _contacts_of(conversations) | _people_of(companies)


def _facts_for(asked: Sequence[Rule]) -> list[str]:
    """Mails are not looked through for who asks of purchases alone, nor orders for who asks of none."""
    fields = {rule.field for rule in asked}
    names = [*OF_CONTACTS, *OF_COMPANIES]
    if fields - rules.PURCHASES:
        names += OF_CONVERSATIONS
    return [*names, *OF_PURCHASES] if fields & rules.PURCHASES else names


def _aged(asked: Sequence[Rule], *, since: datetime, until: datetime) -> set[int] | None:
    """The conversations in which something passed an age that is asked for. None for too many."""
    spans = _spans(asked, of=OF_MESSAGES, column="at", since=since, until=until)
    if not spans:
        return set()
    # house: for the whole house, see meaning.py
    wrote = Message.objects.filter(spans, kind=INBOUND).values_list("conversation_id", flat=True)
    begun = Event.objects.filter(spans, name="conversation.created").values_list("conversation_id", flat=True)
    found = [*wrote[: MOST + 1], *begun[: MOST + 1]]
    return None if len(found) > MOST else {number for number in found if number}


def _aged_customers(asked: Sequence[Rule], *, since: datetime, until: datetime) -> set[int] | None:
    """Those of whose first or last order the same is true."""
    spans = Q()
    for field in rules.PURCHASE_TIMES:
        spans |= _spans(asked, of=[field], column=COLUMNS[field], since=since, until=until)
    found = Customer.objects.filter(spans).values_list("contact_id", flat=True)[: MOST + 1] if spans else ()
    return None if len(found) > MOST else set(found)


def _spans(asked: Sequence[Rule], *, of: Collection[str], column: str, since: datetime, until: datetime) -> Q:
    """Empty where no age is asked for."""
    spans = Q()
    for length in rules.lengths_of(asked, of=of):
        age = timedelta(seconds=length)
        spans |= Q(**{f"{column}__gte": since - age, f"{column}__lt": until - age})
    return spans


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
