"""With whom a call was: a conversation, a customer, or somebody new by their address or number."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from keepword.conversations.calls.whom import met as met_by
from keepword.conversations.calls.whom import read
from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.models.conversation import ELSEWHERE, SPAM
from keepword.people.models import Agent, Contact, Identity
from keepword.web.contacts.finding import contact_for
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest
from keepword.web.people.numbers import number_of_row

OFFERED = 10  # conversations that it may have been about, who wrote last first


@dataclass(frozen=True, slots=True)
class Whom:
    """`conversation` where the call is logged from one; `contact` None for somebody new, then `value` is their address
    (`kind` "email") or number ("phone")."""

    contact: Contact | None
    conversation: Conversation | None = None
    kind: str = ""
    value: str = ""

    @property
    def name(self) -> str:
        return (self.contact.name if self.contact else "") or self.value or _("Somebody without a name")


def whom_of(request: AgentRequest) -> Whom | None:
    """As the address of the page, or its form, says; None where it does not. Raises Http404 for what the agent may
    not see."""
    given = request.POST if request.method == "POST" else request.GET
    if given.get("conversation"):
        conversation = conversation_for(request, number_of_row(given["conversation"]))
        return Whom(conversation.contact, conversation)
    if given.get("contact"):
        return Whom(contact_for(request, number_of_row(given["contact"])))
    return new_to_us(given.get("who", ""), agent=request.user)


def new_to_us(written: str, *, agent: Agent) -> Whom | None:
    """By an address or a number; whom the agent knows by it is no stranger. None for what is neither."""
    kind, value = read(written)
    if not value:
        return None
    known = Identity.objects.filter(kind=kind, value=value).order_by("within").values_list("contact_id", flat=True)
    seen = contacts_visible_to(agent).in_bulk(list(known))
    contact = next((seen[number] for number in known if number in seen), None)
    return Whom(contact, kind=kind, value=value)


def met(whom: Whom, *, name: str, inbox: Inbox, by: Agent) -> Contact:
    """Their contact, made where they are new."""
    if whom.contact is not None:
        return whom.contact
    return met_by(whom.kind, whom.value, name=name, inbox=inbox, by=by)


def matters_of(whom: Whom, *, agent: Agent) -> list[Conversation]:
    """Their conversations that are not over in a way that nobody goes on with."""
    if whom.contact is None:
        return []
    seen = Conversation.objects.visible_to(agent).filter(contact=whom.contact)
    return list(seen.exclude(status__in=[SPAM, *ELSEWHERE]).order_by("-last_activity_at", "-id")[:OFFERED])


def number_known(whom: Whom) -> str:
    """The telephone number by which they are known, "" for none."""
    if whom.contact is None:
        return whom.value if whom.kind == "phone" else ""
    found = Identity.objects.filter(contact=whom.contact, kind="phone").order_by("-id").first()
    return found.value if found else ""
