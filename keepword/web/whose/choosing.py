"""Whose is it? /conversations/<id>/contact: who may be chosen, and the choice."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.channels.chat.visiting import is_stand_in
from keepword.conversations.addressing import BadAddress, checked
from keepword.conversations.beginning import WritesToUs
from keepword.conversations.contacts import contacts_visible_to, find_contact
from keepword.conversations.models import Conversation
from keepword.conversations.whose.putting_right import CannotChange, give_to, give_to_address
from keepword.events.models import Event
from keepword.kit.storable import storable
from keepword.people.identifying import Person
from keepword.people.models import Agent, Contact, Identity
from keepword.people.permissions import CHANGE
from keepword.web.contacts.listing import people_found
from keepword.web.conversations.finding import LARGEST, conversation_for
from keepword.web.desk import surroundings
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer

LONGEST, MOST = 200, 12


@dataclass(frozen=True, slots=True)
class Choice:
    number: int
    name: str
    known_by: str


@for_agents(may=CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """`q` is a name or an address. Chosen is a `contact` by its id, or an `address` with a `name`; whose it is already
    stays so. The part is the list alone."""
    conversation = conversation_for(request, number)
    why = ""
    if request.method == "POST":
        try:
            return _changed(conversation, change=_chosen(request, conversation))
        except CannotChange as error:
            return refusal(request, title=_("The customer cannot be changed"), reason=reason(error.why))
        except BadAddress as error:
            why = _("“%(address)s” is no mail address.") % {"address": error.written}
        except WritesToUs:
            why = _("This is one of our own addresses.")
        except Contact.DoesNotExist:
            why = _("There is no such contact, or none that you may see.")
    return _shown(request, conversation, why=why)


def _chosen(request: AgentRequest, conversation: Conversation) -> Event | None:
    """Raises Contact.DoesNotExist, and what `give_to_address` raises."""
    by, address = request.user.as_actor, request.POST.get("address", "").strip()
    if address:
        person = Person(address, request.POST.get("name", "").strip())
        return give_to_address(conversation, person=person, by=request.user)
    typed = request.POST.get("contact", "")
    is_one = typed.isascii() and typed.isdecimal() and len(typed) < 19 and int(typed) <= LARGEST  # noqa: PLR2004
    contact = find_contact(int(typed), agent=request.user) if is_one else None
    if contact is None:
        raise Contact.DoesNotExist
    return give_to(conversation, to=contact, by=by)


def _changed(conversation: Conversation, *, change: Event | None) -> HttpResponse:
    """The page that is shown then has the way back."""
    address = reverse("web:conversation", args=[conversation.pk])
    return redirect(f"{address}?changed={change.pk}" if change else address)


def _shown(request: AgentRequest, conversation: Conversation, *, why: str) -> HttpResponse:
    query = storable(request.GET.get("q", request.POST.get("address", ""))).strip()[:LONGEST]
    found = (
        people_found(query, agent=request.user)[: MOST + 1] if query else _who_take_part(conversation, request.user)
    )
    choices = _choices([one for one in found if one.pk != conversation.contact_id][:MOST])
    context = surroundings(request) | {
        "conversation": conversation,
        "subject": conversation.subject or conversation.reference,
        "now": str(conversation.contact),
        "query": query,
        "why": why,
        "choices": choices,
        "new_address": _new_address(query, choices=choices),
    }
    status = 422 if why else 200
    return answer(
        request, page="web/whose/choose.html", part="web/whose/_choices.html", context=context, status=status
    )


def _who_take_part(conversation: Conversation, agent: Agent) -> list[Contact]:
    here = conversation.participants.values("contact")
    return list(contacts_visible_to(agent).filter(pk__in=here, erased_at=None).order_by("id")[: MOST + 1])


def _choices(contacts: list[Contact]) -> list[Choice]:
    known: dict[int, list[str]] = {}
    rows = Identity.objects.filter(contact__in=contacts).order_by("id").values_list("contact_id", "value")
    for number, value in rows:
        if not is_stand_in(value):
            known.setdefault(number, []).append(value)
    return [
        Choice(one.pk, one.name or next(iter(known.get(one.pk, [])), ""), ", ".join(known.get(one.pk, [])[:3]))
        for one in contacts
        if one.erased_at is None
    ]


def _new_address(query: str, *, choices: list[Choice]) -> str:
    """What was typed, where it is an address of nobody in the list; it may be of somebody whom the agent may not see,
    and that is not told."""
    try:
        [address] = checked([query])
    except (BadAddress, ValueError):
        return ""
    return "" if any(address in one.known_by for one in choices) else address


def reason(why: str) -> str:
    return {
        "merged": _("It was merged into another one."),
        "binned": _("It is in the bin. Restore it first."),
        "spam": _("It is spam. Take the mark away first."),
        "erased": _("This person was erased."),
    }[why]
