"""Those who write to us: /contacts?q=."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet, Value
from django.db.models.functions import Lower
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from keepword.channels.chat.visiting import is_stand_in
from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.fields.knowing import contacts_with
from keepword.conversations.finding.naming import contacts_named
from keepword.kit import pages
from keepword.kit.storable import storable
from keepword.people.identifying import fold
from keepword.people.meeting import BadNumber, number_of
from keepword.people.models import Agent, Contact, Identity
from keepword.web import times
from keepword.web.conversations.contact import language_name
from keepword.web.desk import surroundings
from keepword.web.initials import initials_of
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer

PAGE = 50
LONGEST = 200
SHOWN_ADDRESSES = 3


@dataclass(frozen=True, slots=True)
class Row:
    address: str
    name: str
    initials: str
    known_by: str
    language: str
    since: SafeString
    has_note: bool


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """`q` is a name, an address or a part of one: then at most fifty, who wrote last first. Else everybody, the newest
    first."""
    query = storable(request.GET.get("q", "")).strip()[:LONGEST]
    before = request.GET.get("before", "")
    try:
        found = people_found(query, agent=request.user) if query else _newest(request.user, before=before)
    except pages.BadCursor as error:
        raise Http404 from error
    context = surroundings(request, section="contacts") | {
        "query": query,
        "rows": rows_of(found[:PAGE]),
        "is_cut": bool(query) and len(found) >= PAGE,
        "next_address": "" if query or len(found) <= PAGE else _next(found[PAGE - 1]),
        "is_deep": bool(before),
    }
    return answer(request, page="web/contacts/list.html", part="web/contacts/_found.html", context=context)


def people_found(query: str, *, agent: Agent) -> list[Contact]:
    """By the words that they wrote under, by their whole address, by the whole name that somebody gave them here, and
    by what is known of them in own fields (the whole value)."""
    seen = contacts_visible_to(agent)
    addressed = seen.filter(pk__in=Identity.objects.filter(value__in=_as_kept(query)).values("contact_id"))
    called = seen.alias(folded=Lower("name")).filter(folded=Lower(Value(query)))
    known = seen.filter(pk__in=contacts_with(query))
    numbers = list(
        dict.fromkeys(
            [
                *addressed.values_list("id", flat=True)[:PAGE],
                *called.values_list("id", flat=True)[:PAGE],
                *known.values_list("id", flat=True)[:PAGE],
                *contacts_named(query, agent=agent),
            ]
        )
    )
    contacts = seen.in_bulk(numbers[:PAGE])
    return [contacts[number] for number in numbers[:PAGE] if number in contacts]


def _as_kept(query: str) -> list[str]:
    """As an address, and as a telephone number where it may be one."""
    try:
        return [fold(query), number_of(query)]
    except BadNumber:
        return [fold(query)]


def _newest(agent: Agent, *, before: str) -> list[Contact]:
    contacts: QuerySet[Contact] = contacts_visible_to(agent).filter(erased_at=None).order_by("-id")
    if before:
        contacts = contacts.filter(id__lt=pages.decode_id(before))
    return list(contacts[: PAGE + 1])


def rows_of(contacts: list[Contact]) -> list[Row]:
    reader = times.reader()
    addresses: dict[int, list[str]] = {contact.pk: [] for contact in contacts}
    for contact_id, value in (
        Identity.objects.filter(contact__in=contacts).order_by("id").values_list("contact_id", "value")
    ):
        if not is_stand_in(value):
            addresses[contact_id].append(value)
    return [_row(contact, addresses=addresses[contact.pk], reader=reader) for contact in contacts]


def _row(contact: Contact, *, addresses: list[str], reader: times.Reader) -> Row:
    name = contact.name or (addresses[0] if addresses else "")
    return Row(
        address=reverse("web:one-contact", args=[contact.pk]),
        name=name,
        initials=initials_of(name),
        known_by=", ".join(addresses[:SHOWN_ADDRESSES]),
        language=language_name(contact.language) if contact.language else "",
        since=reader.long_date(contact.created_at),
        has_note=bool(contact.note),
    )


def _next(last: Contact) -> str:
    return f"{reverse('web:contacts')}?{urlencode({'before': pages.encode_id(last.pk)})}"
